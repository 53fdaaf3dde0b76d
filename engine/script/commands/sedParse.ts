/** sed's script as commands. */
import { posixRegex } from './regex.ts';

export type Address =
  | { readonly type: 'line'; readonly line: number } | { readonly type: 'last' } | { readonly type: 'regex'; readonly expression: RegExp }
  | { readonly type: 'step'; readonly first: number; readonly step: number } | { readonly type: 'plus'; readonly count: number };
type Base = { readonly addresses: readonly Address[]; readonly negated: boolean };
export type SedCommand = Base & (
  | { readonly name: 's'; readonly text: string; readonly expression: RegExp; readonly replacement: (groups: readonly string[]) => string; readonly flags: { readonly all: boolean; readonly print: boolean; readonly nth: number } }
  | { readonly name: 'y'; readonly text: string; readonly map: ReadonlyMap<string, string> }
  | { readonly name: '{'; readonly text: string; readonly body: readonly SedCommand[] }
  | { readonly name: 'd' | 'D' | 'p' | 'P' | '=' | 'l' | 'a' | 'i' | 'c' | 'q' | 'Q' | 'n' | 'N' | 'h' | 'H' | 'g' | 'G' | 'x' | 'b' | 't' | ':'; readonly text: string });

type Failure = { readonly error: string; readonly at: number };
class SedError { readonly error: string; constructor(error: string) { this.error = error; } }

/** `&`, `\1`, `\n`, `\U…\E` in what replaces a match. */
function replacementOf(text: string): (groups: readonly string[]) => string {
  return (groups) => {
    let out = '';
    let change: 'U' | 'L' | undefined;
    const add = (piece: string): void => { out += change === 'U' ? piece.toUpperCase() : change === 'L' ? piece.toLowerCase() : piece; };
    for (let i = 0; i < text.length; i++) {
      const c = text[i] as string;
      if (c === '&') { add(groups[0] ?? ''); continue; }
      if (c !== '\\') { add(c); continue; }
      const next = text[++i] ?? '';
      if (/\d/.test(next)) add(groups[Number(next)] ?? '');
      else if (next === 'n') add('\n');
      else if (next === 't') add('\t');
      else if (next === 'U' || next === 'L') change = next;
      else if (next === 'E') change = undefined;
      else add(next);
    }
    return out;
  };
}

export function parseSed(script: string, extended: boolean): { readonly commands: readonly SedCommand[] } | Failure {
  let at = 0;
  let previous = '';
  const skip = (characters: string): void => { while (at < script.length && characters.includes(script[at] as string)) at++; };

  /** Text up to an unescaped delimiter; brackets protect it in expressions. */
  function delimited(delimiter: string, isRegex: boolean): string {
    let out = '';
    let inBracket = false;
    for (; at < script.length; at++) {
      const c = script[at] as string;
      if (c === '\\' && at + 1 < script.length) { const next = script[++at] as string; out += next === delimiter && !(isRegex && '(){}|+?.*[]^$'.includes(delimiter)) ? next : `\\${next}`; continue; }
      if (isRegex && c === '[' && !inBracket) inBracket = true;
      else if (c === ']' && inBracket && !/\[\^?$/.test(out)) inBracket = false;
      if (c === delimiter && !inBracket) { at++; return out; }
      out += c;
    }
    throw new SedError("unterminated `s' command");
  }
  function expression(text: string, flags: string): RegExp {
    const source = text === '' ? previous : text;
    previous = source;
    const compiled = posixRegex(source, extended, flags);
    if (compiled === undefined) throw new SedError('Invalid preceding regular expression');
    return compiled;
  }
  function address(): Address | undefined {
    const number = /^\d+/.exec(script.slice(at));
    if (number !== null) {
      at += number[0].length;
      const step = /^~(\d+)/.exec(script.slice(at));
      if (step === null) return { type: 'line', line: Number(number[0]) };
      at += step[0].length;
      return { type: 'step', first: Number(number[0]), step: Number(step[1]) };
    }
    const c = script[at];
    if (c === '$') { at++; return { type: 'last' }; }
    if (c === '/' || c === '\\') {
      at++;
      const delimiter = c === '/' ? '/' : script[at++] ?? '/';
      const text = delimited(delimiter, true);
      const insensitive = script[at] === 'I';
      if (insensitive) at++;
      return { type: 'regex', expression: expression(text, insensitive ? 'i' : '') };
    }
    return undefined;
  }
  function substitution(base: Base): SedCommand {
    const delimiter = script[at++] ?? '/';
    const pattern = delimited(delimiter, true);
    const text = delimited(delimiter, false);
    const flags = /^[gpiIme0-9]*/.exec(script.slice(at))?.[0] ?? '';
    at += flags.length;
    const nth = Number(/\d+/.exec(flags)?.[0] ?? 1);
    return { ...base, name: 's', text, expression: expression(pattern, `g${/[iI]/.test(flags) ? 'i' : ''}${flags.includes('m') ? 'm' : ''}`), replacement: replacementOf(text), flags: { all: flags.includes('g'), print: flags.includes('p'), nth } };
  }
  function lineText(): string {
    const end = script.indexOf('\n', at);
    let text = script.slice(at, end < 0 ? script.length : end);
    at = end < 0 ? script.length : end;
    while (text.endsWith('\\') && at < script.length) {
      const next = script.indexOf('\n', at + 1);
      text = `${text.slice(0, -1)}\n${script.slice(at + 1, next < 0 ? script.length : next)}`;
      at = next < 0 ? script.length : next;
    }
    return text.replace(/^\s*\\?\n?/, '').replace(/\\(.)/g, '$1');
  }
  function one(): SedCommand {
    const addresses: Address[] = [];
    const first = address();
    if (first !== undefined) {
      addresses.push(first);
      skip(' ');
      if (script[at] === ',') {
        at++;
        skip(' ');
        const plus = /^\+(\d+)/.exec(script.slice(at));
        if (plus !== null) { at += plus[0].length; addresses.push({ type: 'plus', count: Number(plus[1]) }); } else {
          const second = address();
          if (second === undefined) throw new SedError('unexpected `,\'');
          addresses.push(second);
        }
      }
    }
    skip(' \t');
    const negated = script[at] === '!';
    if (negated) { at++; skip(' '); }
    const base: Base = { addresses, negated };
    const name = script[at++];
    if (name === undefined) throw new SedError('missing command');
    if (name === 's') return substitution(base);
    if (name === 'y') { const delimiter = script[at++] ?? '/'; const from = Array.from(delimited(delimiter, false)); const to = Array.from(delimited(delimiter, false)); return { ...base, name: 'y', text: '', map: new Map(from.map((c, i) => [c, to[i] ?? c])) }; }
    if (name === '{') return { ...base, name: '{', text: '', body: list('}') };
    if (name === 'a' || name === 'i' || name === 'c') return { ...base, name, text: lineText() };
    if (name === 'b' || name === 't' || name === ':') { skip(' '); const label = /^[^\s;}]*/.exec(script.slice(at))?.[0] ?? ''; at += label.length; return { ...base, name, text: label }; }
    if (name === 'q' || name === 'Q') { skip(' '); const code = /^\d*/.exec(script.slice(at))?.[0] ?? ''; at += code.length; return { ...base, name, text: code }; }
    if (/^[dDpP=lnNhHgGx]$/.test(name)) return { ...base, name: name as 'd', text: '' };
    throw new SedError(`unknown command: \`${name}'`);
  }
  function list(end: string | undefined): SedCommand[] {
    const commands: SedCommand[] = [];
    for (;;) {
      skip(' \t\n;');
      if (script[at] === '#') { while (at < script.length && script[at] !== '\n') at++; continue; }
      if (at >= script.length) { if (end !== undefined) throw new SedError('unmatched `{\''); return commands; }
      if (script[at] === end) { at++; return commands; }
      commands.push(one());
      skip(' \t');
      if (at < script.length && !';\n}'.includes(script[at] as string)) { at++; throw new SedError('extra characters after command'); }
    }
  }
  try { return { commands: list(undefined) }; } catch (error) {
    if (error instanceof SedError) return { error: error.error, at };
    throw error;
  }
}
