/** What differs from learner to learner: drawn from the seed, and put wherever `{{name}}` stands. */
import type { Json, JsonObject } from '../base/index.ts';
import { createRandom } from '../time/index.ts';
import type { Params, ParamValue } from './format/params.ts';

export type Drawn = { readonly [name: string]: ParamValue };

/** The same for the same seed; a parameter that is added later does not change the others. */
export function drawParams(params: Params, seed: string): Drawn {
  const random = createRandom(`params/${seed}`);
  return Object.fromEntries(Object.entries(params).map(([name, param]) =>
    [name, 'int' in param ? random.int(name, param.int[0], param.int[1]) : random.pick(name, param.oneOf)]));
}

const PLACE = /\{\{ *([a-z][A-Za-z0-9]*) *\}\}/g;
const ALONE = /^\{\{ *([a-z][A-Za-z0-9]*) *\}\}$/;
/** In YAML a place must be in quotes to be text at all; alone in them it is the value, not its text. */
const ALONE_IN_QUOTES = /(["'])\{\{ *([a-z][A-Za-z0-9]*) *\}\}\1/g;

const known = (drawn: Drawn, name: string): ParamValue | undefined => (Object.hasOwn(drawn, name) ? drawn[name] : undefined);

/** Names that are no parameters stay: Go's templates are written alike. */
export const fillText = (text: string, drawn: Drawn): string =>
  text.replace(PLACE, (whole, name: string) => { const value = known(drawn, name); return value === undefined ? whole : String(value); });

export function fillYaml(text: string, drawn: Drawn): string {
  return fillText(text.replace(ALONE_IN_QUOTES, (whole, _quote, name: string) => {
    const value = known(drawn, name);
    return value === undefined ? whole : JSON.stringify(value);
  }), drawn);
}

/** What is told in both languages is text, whatever is put in. */
const isTold = (value: JsonObject): boolean => typeof value['en'] === 'string' && typeof value['zh'] === 'string';

/** Every text in it; one that is nothing but a place becomes the value itself. */
export function fillJson(value: Json, drawn: Drawn): Json {
  if (typeof value === 'string') return known(drawn, ALONE.exec(value)?.[1] ?? '') ?? fillText(value, drawn);
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value) && isTold(value as JsonObject)) return Object.fromEntries(Object.entries(value as JsonObject).map(([key, entry]) => [key, typeof entry === 'string' ? fillText(entry, drawn) : entry]));
  if (Array.isArray(value)) return (value as readonly Json[]).map((entry) => fillJson(entry, drawn));
  return Object.fromEntries(Object.entries(value as JsonObject).map(([key, entry]) => [fillText(key, drawn), entry === undefined ? entry : fillJson(entry, drawn)]));
}

/** `port=8080 replicas=3`: what a hand-in names, to be compared. */
export const wordsOf = (drawn: Drawn): string => Object.keys(drawn).sort().map((name) => `${name}=${String(drawn[name])}`).join(' ');
