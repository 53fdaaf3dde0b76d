/** What is told as seen: objects, paths and values, shortened; never what would have been right. */
import { isList, isObject, type Json, type JsonObject } from '../../base/index.ts';
import type { Read } from '../../cel/index.ts';
import type { Text } from '../format/common.ts';

const MOST_LETTERS = 80;
const MOST_ITEMS = 4;
const cut = (text: string): string => { const letters = Array.from(text); return letters.length <= MOST_LETTERS ? text : `${letters.slice(0, MOST_LETTERS - 1).join('')}…`; };
const listed = (texts: readonly string[]): string => (texts.length <= MOST_ITEMS ? texts.join(', ') : `${texts.slice(0, MOST_ITEMS).join(', ')}, … (${texts.length})`);

/** One line for any value: conditions as `Ready=False`, things with names by their names. */
export function brief(value: Json): string {
  if (typeof value === 'string') return cut(value === '' ? '""' : value.trim().replace(/\s*\n\s*/g, ' ⏎ '));
  if (isList(value)) return value.length === 0 ? '[]' : cut(listed(value.map(briefItem)));
  if (isObject(value) && objectName(value) !== undefined) return cut(objectName(value) ?? '');
  if (isObject(value)) return cut(Object.keys(value).length === 0 ? '{}' : listed(Object.entries(value).map(([key, inner]) => `${key}: ${inner === undefined ? '' : isObject(inner) || isList(inner) ? '…' : brief(inner)}`)));
  return String(value);
}
/** Of an API object. */
function objectName({ metadata }: JsonObject): string | undefined {
  return metadata !== undefined && isObject(metadata) && typeof metadata['name'] === 'string' ? metadata['name'] : undefined;
}
function briefItem(item: Json): string {
  if (!isObject(item)) return brief(item);
  const { type, status, name, key } = item;
  if (typeof type === 'string' && typeof status === 'string') return `${type}=${status}`;
  return typeof name === 'string' ? name : typeof key === 'string' ? `${key}` : brief(item);
}

/** What a read finds: `[]` goes through all items. Undefined: not set. */
export function readIn(value: Json | undefined, read: Read): Json | undefined {
  const [step, ...rest] = read;
  if (step === undefined) return value;
  if (step === '[]') {
    const items = value !== undefined && isList(value) ? value : value !== undefined && isObject(value) ? Object.keys(value) : undefined;
    if (items === undefined) return undefined;
    // Conditions say more together.
    if (items.some((item) => isObject(item) && typeof item['type'] === 'string' && typeof item['status'] === 'string')) return items;
    return rest.length === 0 ? items : items.flatMap((item) => { const found = readIn(item, rest); return found === undefined ? [] : [found]; });
  }
  return value !== undefined && isObject(value) && Object.hasOwn(value, step) ? readIn(value[step], rest) : undefined;
}
const pathText = (read: Read): string => read.join('.').replaceAll('.[]', '[]').replace(/\.?(conditions)\[\]\.(type|status)$/, '.$1');

export type Fact = { readonly path: string; readonly value: Json | undefined };
/** The first of what an expression looks at; the same place is told once. */
export function factsOf(value: Json | undefined, reads: readonly Read[], most: number): readonly Fact[] {
  const facts = reads.map((read): Fact => ({ path: pathText(read), value: readIn(value, read) }));
  return facts.filter(({ path }, index) => path !== '' && facts.findIndex((other) => other.path === path) === index).slice(0, most);
}

const enFact = ({ path, value }: Fact): string => `${path} is ${value === undefined ? 'not set' : brief(value)}`;
const zhFact = ({ path, value }: Fact): string => `${path} ${value === undefined ? '未设置' : `是 ${brief(value)}`}`;
/** `Deployment web: status.readyReplicas is 2.` */
export const factsText = (what: string, facts: readonly Fact[]): Text => (facts.length === 0
  ? { en: `${what} is not as expected.`, zh: `${what} 与预期不符。` }
  : { en: `${what}: ${facts.map(enFact).join('; ')}.`, zh: `${what}：${facts.map(zhFact).join('；')}。` });

/** `3 × Pod: web-1 (status.phase is Running), …` */
export function listText(kind: string, items: readonly { readonly name: string; readonly facts: () => readonly Fact[] }[]): Text {
  if (items.length === 0) return { en: `There is no ${kind} that matches.`, zh: `没有符合条件的 ${kind}。` };
  const shown = items.slice(0, MOST_ITEMS).map(({ name, facts }) => ({ name, facts: facts() }));
  const more = items.length - shown.length;
  const en = shown.map(({ name, facts }) => `${name}${facts.length === 0 ? '' : ` (${facts.map(enFact).join('; ')})`}`).join(', ');
  const zh = shown.map(({ name, facts }) => `${name}${facts.length === 0 ? '' : `（${facts.map(zhFact).join('；')}）`}`).join('、');
  return { en: `${items.length} × ${kind}: ${en}${more > 0 ? ` and ${more} more` : ''}.`, zh: `共 ${items.length} 个 ${kind}：${zh}${more > 0 ? `，另有 ${more} 个` : ''}。` };
}

/** `After 42 s: …` */
export function atMoment({ en, zh }: Text, ms: number): Text {
  const seconds = Math.round(ms / 100) / 10;
  return seconds === 0 ? { en: `At once: ${en}`, zh: `一开始：${zh}` } : { en: `After ${seconds} s: ${en}`, zh: `${seconds} 秒后：${zh}` };
}
