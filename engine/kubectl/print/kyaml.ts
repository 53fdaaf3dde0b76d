/** KYAML: YAML in flow style with braces, quoted strings and trailing commas. @k8s sigs.k8s.io/yaml/kyaml */
import { isList, isObject } from '../../base/index.ts';
import type { Json } from '../../base/index.ts';
import { compareText } from '../objects.ts';

/** Keys that YAML 1.1 or 1.2 readers could take for something else are quoted. */
const plainKey = (key: string): boolean => /^[A-Za-z_](?:[A-Za-z0-9_./-]*[A-Za-z0-9_/-])?$/.test(key) && !/^(?:y|n|t|f|yes|no|on|off|true|false|null|nan|inf)$/i.test(key);

export function dumpKyaml(value: Json): string {
  return `${node(value, '')}\n`;
}

function node(value: Json, indent: string): string {
  const inner = `${indent}  `;
  if (isList(value)) {
    if (value.length === 0) return '[]';
    // A list of objects, or of lists, keeps its brackets on the lines of theirs.
    if (value.every(isObject) || value.every(isList)) return `[${value.map((item) => node(item, indent)).join(', ')}]`;
    return `[\n${value.map((item) => `${inner}${node(item, inner)},\n`).join('')}${indent}]`;
  }
  if (isObject(value)) {
    const keys = Object.keys(value).filter((key) => value[key] !== undefined).sort(compareText);
    if (keys.length === 0) return '{}';
    return `{\n${keys.map((key) => `${inner}${plainKey(key) ? key : JSON.stringify(key)}: ${node(value[key] ?? null, inner)},\n`).join('')}${indent}}`;
  }
  if (typeof value !== 'string') return JSON.stringify(value);
  return value.includes('\n') ? lines(value, indent) : `"${escaped(value)}"`;
}

/** What YAML's double quotes call by a letter; other unprintable characters are named by number. */
const ESCAPES: { readonly [character: string]: string } = {
  '"': '\\"', '\\': '\\\\', '\n': '\\n', '\0': '\\0', '\x07': '\\a', '\b': '\\b', '\v': '\\v', '\f': '\\f', '\r': '\\r', '\x1b': '\\e',
  '\x85': '\\N', '\xa0': '\\_', '\u2028': '\\L', '\u2029': '\\P',
};
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const UNPRINTABLE = /["\\\0-\x08\n-\x1f\x7f-\xa0\u2028\u2029]/g;
const escaped = (text: string): string => text.replace(UNPRINTABLE, (found) => ESCAPES[found] ?? `\\x${found.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`);

/** A text of several lines: one to a line, each end escaped; a column is kept free for the backslash that saves leading spaces. */
function lines(text: string, indent: string): string {
  const parts = text.split(/(?<=\n)/).map((line) => `${indent}  ${/^[ \t]/.test(line) ? '\\' : ' '}${escaped(line)}\\\n`);
  return `"\\\n${parts.join('')}${indent}  "`;
}
