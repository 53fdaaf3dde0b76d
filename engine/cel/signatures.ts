/** The table of functions, read once when first needed. */
import { NAMESPACES, SIGNATURES } from './signatures.data.ts';
import { DYN, listOf, mapOf, opaque, optionalOf, type CelType } from './types.ts';

export type Signature = { readonly receiver: CelType | undefined; readonly parameters: readonly CelType[]; readonly result: CelType };

const SIMPLE: readonly string[] = ['bool', 'int', 'uint', 'double', 'string', 'bytes', 'timestamp', 'duration', 'type', 'dyn'];

/** `map<string,list<A>>`. */
export function readType(text: string): CelType {
  if (SIMPLE.includes(text)) return text === 'dyn' ? DYN : { kind: text } as CelType; // one of the simple kinds
  if (text === 'null') return { kind: 'null' };
  if (/^[A-Z]$/.test(text)) return { kind: 'param', name: text };
  const open = text.indexOf('<');
  if (open < 0) return opaque(text);
  const inner = split(text.slice(open + 1, -1)).map(readType);
  const [first = DYN, second = DYN] = inner;
  const head = text.slice(0, open);
  return head === 'list' ? listOf(first) : head === 'map' ? mapOf(first, second) : optionalOf(first);
}

/** At commas outside of brackets. */
function split(text: string): string[] {
  const out: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if (character === '<') depth++;
    if (character === '>') depth--;
    if (character === ',' && depth === 0) { out.push(part); part = ''; } else part += character;
  }
  return part === '' ? out : [...out, part];
}

let table: ReadonlyMap<string, readonly Signature[]> | undefined;

function read(): ReadonlyMap<string, readonly Signature[]> {
  const made = new Map<string, Signature[]>();
  for (const line of SIGNATURES.trim().split(/\s+/)) {
    const [, head = '', parameters = '', result = ''] = /^(_\?_:_|[^(]+)\((.*)\):(.+)$/.exec(line) ?? [];
    const dot = head.lastIndexOf('.');
    const before = dot < 0 ? undefined : head.slice(0, dot);
    const global = before === undefined || NAMESPACES.has(before);
    const name = global ? head : head.slice(dot + 1);
    const signature = { receiver: global || before === undefined ? undefined : readType(before), parameters: split(parameters).map(readType), result: readType(result) };
    const key = `${global ? '' : '.'}${name}`;
    const known = made.get(key);
    if (known === undefined) made.set(key, [signature]); else known.push(signature);
  }
  return made;
}

/** Overloads of a function; of a method where `method` is set. */
export function overloads(name: string, method: boolean): readonly Signature[] | undefined {
  table ??= read();
  return table.get(`${method ? '.' : ''}${name}`);
}
