/**
 * js-yaml's complaints in the words of go-yaml, which learners meet in kubectl. The two parsers notice a mistake at
 * different moments, so some words are chosen by looking at the lines around.
 */
import type { YAMLException } from 'js-yaml';
import type { YamlError } from './load.ts';

/** The text as lines, and the line (from 1) at which js-yaml gave up. */
type Scene = { readonly lines: readonly string[]; readonly line: number; readonly column: number; readonly text: string };
type Rule = { readonly when: RegExp; readonly say: (scene: Scene, match: RegExpExecArray) => string };

/** go-yaml's scanner names the line itself, its parser the line before. @k8s yaml/go-yaml decode.go fail */
const scanner = (line: number, words: string): string => `line ${line}: ${words}`;
const parser = (line: number, words: string): string => (line <= 1 ? words : `line ${line - 1}: ${words}`);

const NO_TOKEN = 'found character that cannot start any token';
const NO_MAPPING = 'mapping values are not allowed in this context';
const NO_KEY = 'did not find expected key';
const NO_DASH = "did not find expected '-' indicator";

/** The order matters: the first that fits speaks. @k8s golden kubectl/bad-yaml-json-files */
const RULES: readonly Rule[] = [
  { when: /unidentified alias "(.*)"/, say: (_, match) => `unknown anchor '${match[1] ?? ''}' referenced` },
  { when: /does not support complex keys/, say: complexKey },
  { when: /tab characters must not be used/, say: (scene) => scanner(scene.line, afterPlainScalar(scene) ? 'found a tab character that violates indentation' : NO_TOKEN) },
  { when: /within a (?:single|double) quoted scalar|within a flow collection|missed comma between flow|deficient indentation/, say: unclosed },
  { when: /expected the node content, but found ','/, say: ({ line }) => parser(line, 'did not find expected node content') },
  { when: /bad indentation of a mapping entry/, say: mappingEntry },
  { when: /bad indentation of a sequence entry/, say: (scene) => parser(scene.line, sequenceOf(scene)?.ownLevel === true ? NO_DASH : NO_KEY) },
  { when: /unknown escape sequence/, say: ({ line }) => scanner(line, 'found unknown escape character') },
  { when: /expected hexadecimal character/, say: ({ line }) => scanner(line, 'did not find expected hexdecimal number') },
  { when: /a line break is expected/, say: ({ line }) => scanner(line, 'did not find expected comment or line break') },
  { when: /name of an (?:anchor|alias) node/, say: ({ line }) => scanner(line, 'did not find expected alphabetic or numeric character') },
  { when: /multiline key may not be an implicit key|expected ':' after a mapping key/, say: ({ line }) => scanner(line, "could not find expected ':'") },
  { when: /end of the stream or a document separator is expected/, say: afterRoot },
  { when: /directives end mark/, say: ({ line }) => parser(line, 'did not find expected <document start>') },
  { when: /non-printable/, say: () => 'control characters are not allowed' },
  { when: /nesting exceeded/, say: ({ line }) => `line ${line}: exceeded max depth of 10000` },
  { when: /null byte|non-printable characters/, say: () => 'control characters are not allowed' },
  { when: /exceeded maxAliases|exceeded maxTotalMergeKeys/, say: () => 'document contains excessive aliasing' },
];

export function goYamlError(error: YAMLException, text: string, firstLine: number): YamlError {
  const line = (error.mark?.line ?? 0) + 1;
  const at = { line: firstLine + line - 1, column: (error.mark?.column ?? 0) + 1 };
  const scene: Scene = { lines: text.split('\n'), line, column: error.mark?.column ?? 0, text };
  for (const rule of RULES) {
    const match = rule.when.exec(error.reason);
    if (match !== null) return { message: rule.say(scene, match), ...at };
  }
  return { message: scanner(line, error.reason), ...at };
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
const isBlank = (line: string | undefined): boolean => line === undefined || /^\s*(?:#.*)?$/.test(line);

function previousLine({ lines, line }: Scene): string {
  for (let i = line - 2; i >= 0; i--) if (!isBlank(lines[i])) return lines[i] ?? '';
  return '';
}

const afterPlainScalar = (scene: Scene): boolean => /(?:^|:\s+|-\s+)[^\s'"[{|>&*!#:-][^:]*$/.test(previousLine(scene));

/** A template of Helm: `{{ .Values.x }}` is a map as a key of a map. */
function complexKey({ text }: Scene): string {
  const inner = /\{\{-?\s*(.*?)\s*-?\}\}/.exec(text)?.[1] ?? '';
  return `invalid map key: map[interface {}]interface {}{${JSON.stringify(inner)}:interface {}(nil)}`;
}

/** An open quote swallows the rest of the document; an open bracket ends where the next key comes. */
function unclosed(scene: Scene): string {
  const open = openAt(scene.lines.slice(0, scene.line - 1).join('\n')) ?? openAt(scene.text);
  if (open === '"' || open === "'") return scanner(scene.lines.length, 'found unexpected end of stream');
  const bracket = openBracket([...scene.lines.slice(0, scene.line - 1), (scene.lines[scene.line - 1] ?? '').slice(0, scene.column)].join('\n')) ?? openBracket(scene.lines.slice(0, scene.line - 1).join('\n'));
  if (/[[{,]\s*$/.test(previousLine(scene)) && isBlank(scene.lines[scene.line - 1])) return parser(scene.line, 'did not find expected node content');
  return parser(scene.line, `did not find expected ',' or '${bracket === '{' ? '}' : ']'}'`);
}

/** The quote that is open at the end of a text. */
function openAt(text: string): string | undefined {
  let quote: string | undefined;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (quote === undefined) {
      if (char === '#' && /(?:^|\s)$/.test(text.slice(Math.max(0, i - 1), i))) i = endOfLine(text, i);
      else if ((char === '"' || char === "'") && /(?:^|[\s[{,:-])$/.test(text.slice(Math.max(0, i - 1), i))) quote = char;
    } else if (char === '\\' && quote === '"') i++;
    else if (char === quote) quote = undefined;
  }
  return quote;
}

const endOfLine = (text: string, from: number): number => { const end = text.indexOf('\n', from); return end < 0 ? text.length : end; };

function openBracket(text: string): string | undefined {
  const open: string[] = [];
  for (const char of text) {
    if (char === '[' || char === '{') open.push(char);
    else if (char === ']' || char === '}') open.pop();
  }
  return open[open.length - 1];
}

/** A second `: ` in a line, text after a quoted value, a character that begins nothing, or a line that fits no level. */
function mappingEntry(scene: Scene): string {
  const here = scene.lines[scene.line - 1] ?? '';
  if (/(?:^|:\s+|-\s+)[%@`]/.test(here)) return scanner(scene.line, NO_TOKEN);
  if (/:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*[^\s,#:\]}]/.test(here)) return parser(scene.line, NO_KEY);
  if (/^\s*(?:-\s+)*[^\s#'"]+:\s+[^'"#[{|>&*!\s][^#]*?:(?:\s|$)/.test(here)) return scanner(scene.line, NO_MAPPING);
  const before = previousLine(scene);
  if (/:\s+[^\s#|>]/.test(before) && indentOf(here) > indentOf(before) && /:(?:\s|$)/.test(here)) return scanner(scene.line, NO_MAPPING);
  const sequence = sequenceOf(scene);
  if (sequence?.ownLevel === true && sequence.indent === indentOf(here) && !here.trimStart().startsWith('-')) return parser(scene.line, NO_DASH);
  return parser(scene.line, NO_KEY);
}

/** The list before the error; `ownLevel` if it stands deeper than the key that it belongs to. */
function sequenceOf({ lines, line }: Scene): { readonly indent: number; readonly ownLevel: boolean } | undefined {
  const here = indentOf(lines[line - 1] ?? '');
  for (let i = line - 2; i >= 0; i--) {
    const dash = lines[i] ?? '';
    if (!/^\s*-(?:\s|$)/.test(dash) || indentOf(dash) > here) continue;
    for (let j = i - 1; j >= 0; j--) {
      const parent = lines[j] ?? '';
      if (isBlank(parent) || indentOf(parent) > indentOf(dash) || /^\s*-/.test(parent)) continue;
      return { indent: indentOf(dash), ownLevel: indentOf(parent) < indentOf(dash) };
    }
    return { indent: indentOf(dash), ownLevel: false };
  }
  return undefined;
}

/** Something stands after the end of the root value. */
function afterRoot(scene: Scene): string {
  const first = scene.lines.find((line) => !isBlank(line)) ?? '';
  if (/^[^\s'"[{][^#]*?:(?:\s|$)/.test(first)) return parser(scene.line, NO_KEY);
  const here = scene.lines[scene.line - 1] ?? '';
  return /:(?:\s|$)/.test(here) ? scanner(scene.line, NO_MAPPING) : parser(scene.line, 'did not find expected <document start>');
}
