/** `{{name}}` in every text: declared, and the same in both languages; what is drawn fits where it is put. */
import { isList, isObject, type Json } from '../../../base/index.ts';
import type { Path } from '../../format/explain.ts';
import type { Params } from '../../format/params.ts';
import { suggestion } from '../../format/suggest.ts';
import type { Tell } from './parts.ts';

const PLACE = /\{\{ *([a-z][A-Za-z0-9]*) *\}\}/g;
/** Words of Go's templates. */
const GO = ['else', 'end', 'break', 'continue'];

export type Found = { readonly name: string; readonly at: number };
export const placesOf = (text: string): readonly Found[] => [...text.matchAll(PLACE)].map((match) => ({ name: match[1] ?? '', at: match.index })).filter(({ name }) => !GO.includes(name));

/** What is wrong with one text; `at`: offset in it. */
export function placeProblems(text: string, params: Params): readonly (Found & { readonly message: string; readonly fix: string })[] {
  const names = Object.keys(params);
  return placesOf(text).filter(({ name }) => !names.includes(name)).map((found) => {
    const meant = suggestion(found.name, names);
    return { ...found, message: `{{${found.name}}} is no parameter`, fix: meant !== undefined ? `Did you mean {{${meant}}}?` : names.length === 0 ? `Declare it: params: {${found.name}: …}` : `The parameters are: ${names.join(', ')}` };
  });
}
export function withinOf(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const namesIn = (text: string): string => [...new Set(placesOf(text).map(({ name }) => name))].sort().join(', ');

/** Every text of a file, wherever it stands. @param params of the place: a question may have more */
export function textProblems(value: Json | undefined, params: Params, tell: Tell, path: Path = []): void {
  if (typeof value === 'string') {
    for (const { at, message, fix } of placeProblems(value, params)) tell(path, message, fix, { text: value, within: withinOf(value, at) });
    return;
  }
  if (value !== undefined && isList(value)) { value.forEach((entry, index) => textProblems(entry, params, tell, [...path, index])); return; }
  if (value === undefined || !isObject(value)) return;
  const { en, zh } = value;
  if (typeof en === 'string' && typeof zh === 'string' && namesIn(en) !== namesIn(zh) && placeProblems(en + zh, params).length === 0) {
    tell([...path, 'zh'], `the English text speaks of ${namesIn(en) || 'no parameter'}, the Chinese one of ${namesIn(zh) || 'none'}`, 'Both languages say the same');
  }
  for (const [key, entry] of Object.entries(value)) {
    for (const { message, fix } of placeProblems(key, params)) tell([...path, key], message, fix, { key: true });
    textProblems(entry, params, tell, [...path, key]);
  }
}

/** Values that would be put in once more, or that nobody could ever see. */
export function paramProblems(params: Params, used: ReadonlySet<string>, tell: Tell, path: Path = ['params']): void {
  for (const [name, param] of Object.entries(params)) {
    const values = 'oneOf' in param ? param.oneOf : [];
    values.forEach((value, index) => { if (typeof value === 'string' && value.includes('{{')) tell([...path, name, 'oneOf', index], `the value of ${name} holds {{: a parameter is never put into another`, 'Write the value itself'); });
    if (new Set(values).size < values.length) tell([...path, name, 'oneOf'], `a value of ${name} stands twice`, 'Keep one of them');
    if (!used.has(name)) tell([...path, name], `the parameter ${name} is used nowhere`, `Write {{${name}}} where it belongs, or take it out`, { key: true, warning: true });
  }
}
