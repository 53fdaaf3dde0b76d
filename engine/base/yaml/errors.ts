/** js-yaml's complaints in the words of go-yaml, which learners meet in kubectl. */
import type { YAMLException } from 'js-yaml';
import type { YamlError } from './load.ts';

type Rule = {
  readonly when: RegExp;
  readonly say: (match: RegExpExecArray, text: string, line: number) => string;
};

/** The order matters: the first that fits speaks. @k8s golden kubectl/bad-yaml-json-files */
const RULES: readonly Rule[] = [
  { when: /unidentified alias "(.*)"/, say: (match) => `unknown anchor '${match[1] ?? ''}' referenced` },
  { when: /tab characters must not be used/, say: (_, __, line) => `line ${line}: found character that cannot start any token` },
  { when: /unexpected end of the stream within a (?:single|double) quoted scalar/, say: (_, text) => `line ${lastLine(text)}: found unexpected end of stream` },
  { when: /unexpected end of the stream within a flow collection|missed comma between flow/, say: (_, text, line) => `line ${line}: did not find expected ',' or '${openBracket(text)}'` },
  { when: /expected the node content, but found ','/, say: (_, __, line) => `line ${line}: did not find expected node content` },
  { when: /bad indentation of a sequence entry/, say: (_, __, line) => `line ${line}: did not find expected '-' indicator` },
  { when: /unknown escape sequence/, say: (_, __, line) => `line ${line}: found unknown escape character` },
  { when: /expected hexadecimal character/, say: (_, __, line) => `line ${line}: did not find expected hexdecimal number` },
  { when: /multiline key may not be an implicit key|expected ':' after a mapping key/, say: (_, __, line) => `line ${line}: could not find expected ':'` },
  { when: /end of the stream or a document separator is expected/, say: (_, __, line) => `line ${line}: did not find expected <document start>` },
  { when: /non-printable/, say: () => 'control characters are not allowed' },
  { when: /nesting exceeded/, say: () => 'exceeded max depth of 10000' },
  { when: /exceeded maxAliases|exceeded maxTotalMergeKeys/, say: () => 'document contains excessive aliasing' },
];

export function goYamlError(error: YAMLException, text: string, firstLine: number): YamlError {
  const line = (error.mark?.line ?? 0) + 1;
  const at = { line: firstLine + line - 1, column: (error.mark?.column ?? 0) + 1 };
  if (/bad indentation of a mapping entry|mapping values/.test(error.reason)) return { message: indentation(text, line), ...at };
  for (const rule of RULES) {
    const match = rule.when.exec(error.reason);
    if (match !== null) return { message: rule.say(match, text, line), ...at };
  }
  return { message: `line ${line}: ${error.reason}`, ...at };
}

/** A second `: ` in a line and a line that fits no level are one complaint for js-yaml, two for go-yaml. */
function indentation(text: string, line: number): string {
  const lines = text.split('\n');
  const here = lines[line - 1] ?? '';
  if (/^\s*-?\s*[^\s#'"]+:\s+[^'"#[{|>&*!\s][^#]*?:(?:\s|$)/.test(here)) return `line ${line}: mapping values are not allowed in this context`;
  const before = lines[line - 2] ?? '';
  if (/:\s+[^\s#|>]/.test(before) && indentOf(here) > indentOf(before) && /:(?:\s|$)/.test(here)) return `line ${line}: mapping values are not allowed in this context`;
  return `line ${line - 1}: did not find expected key`;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
const lastLine = (text: string): number => text.split('\n').length;
const openBracket = (text: string): string => {
  const open: string[] = [];
  for (const char of text) {
    if (char === '[' || char === '{') open.push(char);
    else if (char === ']' || char === '}') open.pop();
  }
  return open[open.length - 1] === '{' ? '}' : ']';
};
