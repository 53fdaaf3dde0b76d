/** Options in the manner of urfave/cli: long ones with `=` or a word after, short ones, the rest in order. */
export type Options = { readonly flags: ReadonlySet<string>; readonly values: ReadonlyMap<string, string>; readonly rest: readonly string[]; readonly error: string | undefined };

/** @param names long name → 'flag' or 'value'; a short name leads to its long one */
export function readOptions(args: readonly string[], names: { readonly [name: string]: 'flag' | 'value' }, short: { readonly [letter: string]: string } = {}): Options {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const rest: string[] = [];
  let error: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const word = args[i] ?? '';
    const match = /^--?([a-zA-Z][\w-]*)(?:=(.*))?$/s.exec(word);
    if (match === null) { rest.push(...args.slice(i)); break; }
    const typed = match[1] ?? '';
    const name = short[typed] ?? typed;
    const kind = names[name];
    if (kind === undefined && !word.startsWith('--') && typed.split('').every((letter) => names[short[letter] ?? ''] === 'flag')) {
      for (const letter of typed) flags.add(short[letter] ?? '');
    } else if (kind === undefined) error ??= `flag provided but not defined: -${typed}`;
    else if (kind === 'flag') { if (match[2] !== 'false') flags.add(name); } else if (match[2] !== undefined) values.set(name, match[2]);
    else if (i + 1 < args.length) values.set(name, args[++i] ?? '');
    else error ??= `flag needs an argument: -${typed}`;
  }
  return { flags, values, rest, error };
}
