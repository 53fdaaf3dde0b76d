/**
 * One definition of `structure.json` as it is written there, a line for each field: `name`, `!` if it is required, `:type` unless that is
 * `string`, then the type's flags (format: `.ci/gen/structure.ts`, which writes it). `@Name` is a definition of the same group and version. Lines that begin with
 * a blank say more of the whole: ` g=group/version/Kind,…`, ` r=required,fields` where these have an order of their own, ` u=unions`, ` atomic`, ` x`.
 */
import type { Json } from '../../base/index.ts';

export type Entry = {
  f?: { [field: string]: string };
  r?: readonly string[];
  g?: readonly string[];
  atomic?: true;
  u?: Json;
  x?: true;
};

const groupOf = (name: string): string => name.slice(0, name.lastIndexOf('.') + 1);
const FIELD = /^([^!:|]+)(!?)(?::([^|]+))?(.*)$/;

/** @param name `core.v1.Pod` */
export function unpacked(name: string, text: string): Entry {
  const fields: [string, string][] = [];
  const required: string[] = [];
  const entry: Entry = {};
  for (const line of text.split('\n')) {
    if (line.startsWith(' ')) { readWhole(entry, line.slice(1)); continue; }
    const [, field, mark, type = 'string', flags = ''] = FIELD.exec(line) ?? [];
    if (field === undefined) continue;
    fields.push([field, type.replace(/@(?=[^.]+$)/, `@${groupOf(name)}`) + flags]);
    if (mark !== '') required.push(field);
  }
  if (fields.length > 0) entry.f = Object.fromEntries(fields);
  if (required.length > 0) entry.r ??= required;
  return entry;
}

function readWhole(entry: Entry, line: string): void {
  const at = line.indexOf('=');
  const [word, value] = at < 0 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
  if (word === 'g' || word === 'r') entry[word] = value.split(',');
  else if (word === 'u') entry.u = JSON.parse(value) as Json; // written by the generator
  else if (word === 'atomic' || word === 'x') entry[word] = true;
}

/** Kinds that have the definition, without reading all of it. */
export const kindsIn = (text: string): readonly string[] => / g=(\S+)/.exec(text)?.[1]?.split(',') ?? [];
