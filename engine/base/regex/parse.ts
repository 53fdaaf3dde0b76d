/** A pattern as Go writes it, as a tree. Wrong ones are refused by `goRegex` before. @k8s golang regexp/syntax */
export type CharTest = (codePoint: number) => boolean;
export type Assertion = 'textBegin' | 'textEnd' | 'lineBegin' | 'lineEnd' | 'boundary' | 'noBoundary';
export type RegexNode =
  | { readonly type: 'char'; readonly test: CharTest }
  | { readonly type: 'assert'; readonly what: Assertion }
  | { readonly type: 'sequence' | 'choice'; readonly parts: readonly RegexNode[] }
  | { readonly type: 'repeat'; readonly part: RegexNode; readonly min: number; readonly max: number; readonly lazy: boolean };

type Flags = { readonly i: boolean; readonly m: boolean; readonly s: boolean; readonly u: boolean };
/** What Go allows at most. */
const MOST_REPEATS = 1000;
const DEEPEST = 200;
export class RegexTooLarge extends Error {}

const POSIX: { readonly [name: string]: string } = {
  alnum: '0-9A-Za-z', alpha: 'A-Za-z', ascii: '\\x00-\\x7F', blank: '\\t ', cntrl: '\\x00-\\x1F\\x7F', digit: '0-9', graph: '!-~',
  lower: 'a-z', print: ' -~', punct: '!-\\/:-@\\[-`{-~', space: '\\t\\n\\v\\f\\r ', upper: 'A-Z', word: '0-9A-Za-z_', xdigit: '0-9A-Fa-f',
};
/** Go's are of ASCII only. */
const PERL: { readonly [letter: string]: string } = { d: '0-9', w: '0-9A-Za-z_', s: '\\t\\n\\f\\r ' };

/** One character against a class of JavaScript; the answers for ASCII are kept. */
function classTest(source: string, ignoreCase: boolean): CharTest {
  const regex = new RegExp(`^${source}$`, ignoreCase ? 'iu' : 'u');
  const known = new Int8Array(128);
  const ask = (codePoint: number): boolean => regex.test(String.fromCodePoint(codePoint));
  return (codePoint) => {
    if (codePoint >= 128) return ask(codePoint);
    if (known[codePoint] === 0) known[codePoint] = ask(codePoint) ? 1 : -1;
    return known[codePoint] === 1;
  };
}
const hex = (codePoint: number): string => `\\u{${codePoint.toString(16)}}`;

export function parseRegex(pattern: string): RegexNode {
  let at = 0;
  let depth = 0;
  const next = (): string => String.fromCodePoint(pattern.codePointAt(at) ?? 0);
  const literal = (codePoint: number, flags: Flags): RegexNode =>
    ({ type: 'char', test: flags.i ? classTest(hex(codePoint), true) : (given) => given === codePoint });
  const take = (regex: RegExp): RegExpExecArray | undefined => {
    regex.lastIndex = at;
    const found = regex.exec(pattern) ?? undefined;
    if (found !== undefined) at += found[0].length;
    return found;
  };

  /** `\pL`, `\p{Greek}`, `\d` … as part of a class; undefined where it is one character. */
  function classEscape(): string | undefined {
    const perl = take(/\\([dwsDWS])/y)?.[1];
    if (perl !== undefined) { const low = perl.toLowerCase(); return perl === low ? PERL[low] : negated(PERL[low] ?? ''); }
    const found = take(/\\([pP])(?:\{(\^?)(\w+)\}|(\w))/y);
    if (found === undefined) return undefined;
    const [, letter = 'p', caret = '', long, short = ''] = found;
    const not = (letter === 'P') !== (caret === '^');
    const name = long ?? short;
    const property = name.length <= 2 ? name : `Script=${name}`;
    return `\\${not ? 'P' : 'p'}{${property}}`;
  }
  /** In a class, what is not in a set: JavaScript has no nested classes without its flag v, so the rest of all characters is spelled out. */
  function negated(set: string): string {
    return set === PERL['d'] ? '\\D' : set === PERL['w'] ? '\\W' : '\\u{0}-\\u{8}\\u{b}\\u{e}-\\u{1f}\\u{21}-\\u{10ffff}';
  }
  function escapedCharacter(): number {
    const code = take(/\\x\{([0-9A-Fa-f]+)\}|\\x([0-9A-Fa-f]{2})/y);
    if (code !== undefined) return parseInt(code[1] ?? code[2] ?? '0', 16);
    const octal = take(/\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/y);
    if (octal !== undefined) return parseInt(octal[1] ?? '0', 8);
    at++; // the backslash
    const character = next();
    at += character.length;
    const named = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 }[character];
    return named ?? character.codePointAt(0) ?? 0;
  }
  function characterClass(flags: Flags): RegexNode {
    at++;
    let source = '[';
    if (pattern[at] === '^') { source += '^'; at++; }
    let first = true;
    while (at < pattern.length && (pattern[at] !== ']' || first)) {
      first = false;
      const posix = take(/\[:(\^?)(\w+):\]/y);
      if (posix !== undefined) { source += posix[1] === '^' ? rest(POSIX[posix[2] ?? ''] ?? '') : POSIX[posix[2] ?? ''] ?? ''; continue; }
      const escape = pattern[at] === '\\' ? classEscape() : undefined;
      if (escape !== undefined) { source += escape; continue; }
      if (pattern[at] === '-' && source.length > 1 && pattern[at + 1] !== ']' && source !== '[^') { source += '-'; at++; continue; }
      if (pattern[at] === '\\') source += hex(escapedCharacter());
      else { const character = next(); at += character.length; source += hex(character.codePointAt(0) ?? 0); }
    }
    at++;
    return { type: 'char', test: classTest(`${source}]`, flags.i) };
  }
  /** All of ASCII and beyond that is not in a set of ASCII. */
  function rest(set: string): string {
    const inside = new RegExp(`^[${set}]$`, 'u');
    const ascii = Array.from({ length: 128 }, (_, code) => code).filter((code) => !inside.test(String.fromCodePoint(code)));
    return `${ascii.map(hex).join('')}\\u{80}-\\u{10ffff}`;
  }

  function atom(flags: Flags): RegexNode {
    const character = next();
    switch (character) {
      case '.': at++; return { type: 'char', test: flags.s ? () => true : (given) => given !== 10 };
      case '^': at++; return { type: 'assert', what: flags.m ? 'lineBegin' : 'textBegin' };
      case '$': at++; return { type: 'assert', what: flags.m ? 'lineEnd' : 'textEnd' };
      case '[': return characterClass(flags);
      case '(': return group(flags);
      case '\\': return escape(flags);
      default: at += character.length; return literal(character.codePointAt(0) ?? 0, flags);
    }
  }
  function escape(flags: Flags): RegexNode {
    const assertion = take(/\\([AzbB])/y)?.[1];
    if (assertion !== undefined) return { type: 'assert', what: ({ A: 'textBegin', z: 'textEnd', b: 'boundary', B: 'noBoundary' } as const)[assertion as 'A'] }; // just matched
    const quoted = take(/\\Q([\s\S]*?)(?:\\E|$)/y)?.[1];
    if (quoted !== undefined) return { type: 'sequence', parts: Array.from(quoted, (character) => literal(character.codePointAt(0) ?? 0, flags)) };
    const set = classEscape();
    return set !== undefined ? { type: 'char', test: classTest(`[${set}]`, flags.i) } : literal(escapedCharacter(), flags);
  }
  function group(flags: Flags): RegexNode {
    at++;
    if (++depth > DEEPEST) throw new RegexTooLarge();
    const head = take(/\?([imsU]*)(?:-([imsU]+))?([:)])/y);
    if (head === undefined) take(/\?P?<\w+>/y);
    const inner = head === undefined ? flags : withFlags(flags, head[1] ?? '', head[2] ?? '');
    if (head?.[3] === ')') { depth--; return choice(inner); }
    const found = choice(inner);
    at++; // the closing bracket
    depth--;
    return found;
  }
  const withFlags = (flags: Flags, on: string, off: string): Flags => {
    const set = (letter: string, before: boolean): boolean => (off.includes(letter) ? false : on.includes(letter) || before);
    return { i: set('i', flags.i), m: set('m', flags.m), s: set('s', flags.s), u: set('U', flags.u) };
  };
  function repeated(flags: Flags): RegexNode {
    const part = atom(flags);
    const found = take(/(?:([*+?])|\{(\d+)(,?)(\d*)\})(\??)/y);
    if (found === undefined) return part;
    const [, sign, from = '0', comma, to = '', lazy] = found;
    const min = sign === undefined ? Number(from) : sign === '+' ? 1 : 0;
    const max = sign === undefined ? (comma === '' ? min : to === '' ? Infinity : Number(to)) : sign === '?' ? 1 : Infinity;
    if (min > MOST_REPEATS || (max !== Infinity && max > MOST_REPEATS)) throw new RegexTooLarge(`invalid repeat count: \`${found[0]}\``);
    return { type: 'repeat', part, min, max, lazy: (lazy === '?') !== flags.u };
  }
  /** To the closing bracket, which is left; a flag group `(?i)` reaches as far. */
  function choice(flags: Flags): RegexNode {
    const parts: RegexNode[] = [];
    let sequence: RegexNode[] = [];
    while (at < pattern.length && pattern[at] !== ')') {
      if (pattern[at] === '|') { parts.push({ type: 'sequence', parts: sequence }); sequence = []; at++; continue; }
      sequence.push(repeated(flags));
    }
    parts.push({ type: 'sequence', parts: sequence });
    return parts.length === 1 ? parts[0] ?? { type: 'sequence', parts: [] } : { type: 'choice', parts };
  }
  return choice({ i: false, m: false, s: false, u: false });
}
