/** `755`, `u+x,go-w`, `a=r`. */
const WHO: { readonly [letter: string]: number } = { u: 0o4700, g: 0o2070, o: 0o1007, a: 0o7777 };
const BITS: { readonly [letter: string]: number } = { r: 0o444, w: 0o222, x: 0o111, s: 0o6000, t: 0o1000 };

/** Undefined: not a mode. */
export function parseMode(text: string, before: number, isDirectory = false): number | undefined {
  if (/^[0-7]{1,4}$/.test(text)) return parseInt(text, 8);
  let mode = before;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause);
    if (match === null) return undefined;
    const [, who = '', operator, letters = ''] = match;
    const mask = who === '' ? 0o7777 : Array.from(who).reduce((sum, letter) => sum | (WHO[letter] ?? 0), 0);
    const bits = Array.from(letters).reduce((sum, letter) => sum | (letter === 'X' ? (isDirectory || (before & 0o111) !== 0 ? 0o111 : 0) : BITS[letter] ?? 0), 0) & mask;
    mode = operator === '+' ? mode | bits : operator === '-' ? mode & ~bits : (mode & ~mask) | bits;
  }
  return mode;
}
