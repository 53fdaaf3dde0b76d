/** YAML as `kubectl -o yaml` writes it: keys sorted, no indent below a key for lists, libyaml's choice of quotes. */
import { goFloat } from '../goPrint.ts';
import type { Json, JsonObject } from '../json.ts';
import { isList, isObject } from '../patch/equal.ts';
import { compareKeys } from './keyOrder.ts';
import { needsQuotes } from './scalars.ts';

export type DumpOptions = { /** Keep the order of insertion. */ readonly keepOrder?: boolean };

export function dumpYaml(value: Json, options: DumpOptions = {}): string {
  const lines: string[] = [];
  writeNode(value, '', 0, lines, options);
  return `${lines.join('\n')}\n`;
}

const keysOf = (object: JsonObject, options: DumpOptions): string[] => {
  const keys = Object.keys(object).filter((key) => object[key] !== undefined);
  return options.keepOrder === true ? keys : keys.sort(compareKeys);
};

/** @param lead what stands before the node on its first line: `key:`, `-`, or '' at the root */
function writeNode(value: Json, lead: string, indent: number, lines: string[], options: DumpOptions): void {
  const join = (text: string): string => (lead === '' ? text : `${lead} ${text}`);
  if (isList(value) && value.length > 0) {
    if (!isInline(lead)) { if (lead !== '') lines.push(lead); writeItems(value, ' '.repeat(indent), indent, lines, options); }
    else writeItems(value, `${lead} `, indent, lines, options);
    return;
  }
  if (isObject(value)) {
    const keys = keysOf(value, options);
    if (keys.length === 0) { lines.push(join('{}')); return; }
    if (lead !== '' && !isInline(lead)) lines.push(lead);
    const first = isInline(lead) ? `${lead} ` : ' '.repeat(indent);
    keys.forEach((key, i) => writePair(key, value[key] ?? null, i === 0 ? first : ' '.repeat(indent), indent, lines, options));
    return;
  }
  const column = lead === '' ? 0 : lead.length + 1;
  const [head = '', ...rest] = scalar(value, indent, column).split('\n');
  lines.push(join(head), ...rest);
}

/** After the dash of an item and the colon of a long key the first line of the value follows at once. */
const isInline = (lead: string): boolean => lead.endsWith('-') || lead.trim() === ':';

function writeItems(items: readonly Json[], first: string, indent: number, lines: string[], options: DumpOptions): void {
  items.forEach((item, i) => writeNode(item, `${i === 0 ? first : ' '.repeat(indent)}-`, indent + 2, lines, options));
}

function writePair(key: string, value: Json, before: string, indent: number, lines: string[], options: DumpOptions): void {
  const inner = isList(value) ? indent : indent + 2;
  const written = keyScalar(key, undefined);
  // A key of more than 128 bytes is not a simple key for libyaml.
  if (new TextEncoder().encode(key).length > 128) {
    lines.push(...`${before}? ${keyScalar(key, { column: before.length + 2, indent: indent + 2 })}`.split('\n'));
    writeNode(value, `${' '.repeat(indent)}:`, inner, lines, options);
  } else writeNode(value, `${before}${written}:`, inner, lines, options);
}

/** A multi-line scalar comes with its further lines indented. */
function scalar(value: Json, indent: number, column: number): string {
  if (value === null) return 'null';
  if (isList(value)) return '[]';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return goNumber(value);
  return textScalar(value as string, { column, indent: Math.max(indent, 2) });
}

const keyScalar = (text: string, fold: Fold | undefined): string => (text.includes('\n') ? doubleQuoted(text, fold) : textScalar(text, fold));

/** @param fold where the text begins and goes on; undefined for a key, which stays on its line */
function textScalar(text: string, fold: Fold | undefined): string {
  const may = analyze(text);
  if (text.includes('\n') && may.block) return literal(text, fold?.indent ?? 2);
  if (text.includes('\n') || needsQuotes(text)) return doubleQuoted(text, fold);
  if (may.plain) return folded(text, fold);
  return may.single ? `'${folded(text.replaceAll("'", "''"), fold, 1)}'` : doubleQuoted(text, fold);
}

type Fold = { readonly column: number; readonly indent: number };
const BEST_WIDTH = 80;

/** Breaks a line at the first single blank after column 80. @k8s yaml/go-yaml emitterc.go yaml_emitter_write_plain_scalar */
function folded(text: string, fold: Fold | undefined, quote = 0): string {
  if (fold === undefined || text.length + fold.column + quote <= BEST_WIDTH) return text;
  const chars = Array.from(text);
  let out = '';
  let column = fold.column + quote;
  chars.forEach((char, i) => {
    const alone = char === ' ' && chars[i - 1] !== ' ' && chars[i + 1] !== ' ';
    const inside = quote === 0 || (i > 0 && i < chars.length - 1);
    if (alone && inside && column > BEST_WIDTH) { out += `\n${' '.repeat(fold.indent)}`; column = fold.indent; }
    else { out += char; column++; }
  });
  return out;
}

/** @k8s yaml/go-yaml emitterc.go yaml_emitter_analyze_scalar */
function analyze(text: string): { readonly plain: boolean; readonly single: boolean; readonly block: boolean } {
  const indicator = /^(?:[#,[\]{}&*!|>'"%@`]|---|\.\.\.|[?:-](?:\s|$))/.test(text) || /:(?:\s|$)/.test(text) || /\s#/.test(text);
  // oxlint-disable-next-line no-control-regex -- these are the characters that libyaml escapes
  const special = /[^\n\t\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/.test(text);
  const edges = /^[ \n]|[ \n]$/.test(text);
  const spaceBreak = / \n/.test(text);
  const breakSpace = /\n /.test(text);
  const tab = text.includes('\t');
  return {
    plain: !indicator && !special && !edges && !spaceBreak && !breakSpace && !tab && !text.includes('\n'),
    single: !special && !spaceBreak && !breakSpace && !tab,
    block: !special && !tab && !spaceBreak && !text.endsWith(' '),
  };
}

function literal(text: string, indent: number): string {
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const body = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
  const pad = ' '.repeat(Math.max(indent, 2));
  return [`|${hint}${chomp}`, ...body.map((line) => (line === '' ? '' : pad + line))].join('\n');
}

const NAMED: { readonly [code: number]: string } = {
  0x00: '0', 0x07: 'a', 0x08: 'b', 0x09: 't', 0x0a: 'n', 0x0b: 'v', 0x0c: 'f', 0x0d: 'r', 0x1b: 'e', 0x22: '"', 0x5c: '\\', 0x85: 'N', 0x2028: 'L', 0x2029: 'P',
};

function doubleQuoted(text: string, fold: Fold | undefined): string {
  let out = '"';
  let column = (fold?.column ?? 0) + 1;
  const chars = Array.from(text);
  for (const [i, char] of chars.entries()) {
    if (char === ' ' && fold !== undefined && chars[i - 1] !== ' ' && column > BEST_WIDTH && i > 0 && i < chars.length - 1) {
      out += `\n${' '.repeat(fold.indent)}${chars[i + 1] === ' ' ? '\\' : ''}`;
      column = fold.indent;
      continue;
    }
    const before = out.length;
    const code = char.codePointAt(0) ?? 0;
    const named = NAMED[code];
    const printable = (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd && code !== 0xfeff);
    const hex = code.toString(16).toUpperCase();
    if (named !== undefined) out += `\\${named}`;
    else if (printable) out += char;
    else if (code <= 0xff) out += `\\x${hex.padStart(2, '0')}`;
    else out += code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
    column += out.length - before;
  }
  return `${out}"`;
}

/** Whole numbers in full, others as Go's `%g`. */
function goNumber(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  return goFloat(value);
}
