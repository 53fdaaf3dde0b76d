/** Texts that are no expressions, in the words of cel-go's parser. @k8s cel-go parser/parser.go, gen/CEL.g4; golden kubectl/validating-admission-policy */
import type { Issue } from './position.ts';

const EXPRESSION = "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";
const TOKEN = /\s+|\/\/[^\n]*|[bBrR]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')|0x[0-9a-fA-F]+[uU]?|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?[uU]?|[A-Za-z_]\w*|`[^`]*`|==|!=|<=|>=|&&|\|\||[<>!()[\]{}.,:?+\-*/%]/y;
type Token = { readonly text: string; readonly at: number };

/** The words of the text, and what is none. */
function tokens(source: string): { readonly tokens: readonly Token[]; readonly strange: readonly Issue[] } {
  const found: Token[] = [];
  const strange: Issue[] = [];
  let at = 0;
  while (at < source.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (match !== null) {
      if (!/^(\s|\/\/)/.test(match[0])) found.push({ text: match[0], at });
      at += match[0].length;
      continue;
    }
    const character = source[at] ?? '';
    const rest = source.slice(at);
    const bad = character === '"' || character === "'" ? rest.split('\n')[0] ?? '' : /^[=&|]/.test(rest) ? rest.slice(0, 2) : character;
    strange.push({ at, message: `Syntax error: token recognition error at: '${bad.replace(/\n/g, '\\n')}'` });
    at += Math.max(1, bad.length);
  }
  return { tokens: found, strange };
}

const startsExpression = (text: string | undefined): boolean => text !== undefined && (/^[\w"'`[{(.!-]/.test(text)) && text !== 'in';

/** @param at where our parser stopped. @param wanted what it looked for: `expression`, `end`, or one token. */
export function syntaxIssues(source: string, at: number, wanted: string): readonly Issue[] {
  const { tokens: all, strange } = tokens(source);
  if (strange.length > 0) return [...strange, ...afterStrange(source, all, strange)];
  const index = all.findIndex((token) => token.at >= at);
  const token = index < 0 ? undefined : all[index];
  const next = index < 0 ? undefined : all[index + 1]?.text;
  const place = token?.at ?? source.length;
  const found = token === undefined ? '<EOF>' : token.text;
  const say = (words: string): readonly Issue[] => [{ at: place, message: `Syntax error: ${words}` }];
  if (wanted === 'expression') {
    return say(token !== undefined && startsExpression(next) ? `extraneous input '${found}' expecting ${EXPRESSION}` : `mismatched input '${found}' expecting ${EXPRESSION}`);
  }
  if (wanted === 'end') return say(next === undefined ? `extraneous input '${found}' expecting <EOF>` : `mismatched input '${found}' expecting <EOF>`);
  if (wanted === 'IDENTIFIER') return say("no viable alternative at input '.'");
  return say(token === undefined ? `missing '${wanted}' at '<EOF>'` : `mismatched input '${found}' expecting '${wanted}'`);
}

/** The parser goes on without what the lexer dropped. */
function afterStrange(source: string, all: readonly Token[], strange: readonly Issue[]): readonly Issue[] {
  const first = strange[0]?.at ?? 0;
  const before = all.filter((token) => token.at < first).at(-1)?.text;
  const after = all.find((token) => token.at > first);
  const open = before === undefined || /^(?:==|!=|<=|>=|&&|\|\||[<>!([{.,:?+\-*/%]|in)$/.test(before);
  if (open) return after === undefined ? [{ at: source.length, message: `Syntax error: mismatched input '<EOF>' expecting ${EXPRESSION}` }] : [];
  if (after === undefined || !startsExpression(after.text)) return [];
  const last = all.at(-1) === after;
  return [{ at: after.at, message: `Syntax error: ${last ? 'extraneous' : 'mismatched'} input '${after.text}' expecting <EOF>` }];
}
