/** Options as getopt reads them: `-n5`, `-n 5`, `-lR`, `--lines=5`. */
export type OptionSpec = {
  /** getopt's string: a colon after a letter that takes a value. */
  readonly short: string;
  /** Long names to the letter that they stand for. */
  readonly long?: { readonly [name: string]: string };
  /** Options end at the first operand, as for programs that start others. */
  readonly stopAtOperand?: boolean;
};
export type Options = {
  readonly flags: ReadonlySet<string>;
  /** Values in the order given; the last one usually counts. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly string[];
  readonly error: string | undefined;
};

export function parseOptions(args: readonly string[], spec: OptionSpec): Options {
  const flags = new Set<string>();
  const values = new Map<string, string[]>();
  const operands: string[] = [];
  let error: string | undefined;
  const add = (letter: string, value: string | undefined): void => {
    flags.add(letter);
    if (value !== undefined) values.set(letter, [...(values.get(letter) ?? []), value]);
  };
  const takesValue = (letter: string): boolean => spec.short.includes(`${letter}:`);
  for (let i = 0; i < args.length && error === undefined; i++) {
    const word = args[i] ?? '';
    if (word === '--') { operands.push(...args.slice(i + 1)); break; }
    if (!word.startsWith('-') || word === '-') {
      if (spec.stopAtOperand === true) { operands.push(...args.slice(i)); break; }
      operands.push(word);
      continue;
    }
    if (word.startsWith('--')) {
      const [name = '', ...rest] = word.slice(2).split('=');
      const letter = spec.long?.[name];
      if (letter === undefined) error = `unrecognized option '${word}'`;
      else if (!takesValue(letter)) add(letter, undefined);
      else if (rest.length > 0) add(letter, rest.join('='));
      else if (i + 1 < args.length) add(letter, args[++i]);
      else error = `option '${word}' requires an argument`;
      continue;
    }
    for (let k = 1; k < word.length; k++) {
      const letter = word[k] ?? '';
      if (letter === ':' || !spec.short.includes(letter)) { error = `invalid option -- '${letter}'`; break; }
      if (!takesValue(letter)) { add(letter, undefined); continue; }
      if (k + 1 < word.length) add(letter, word.slice(k + 1));
      else if (i + 1 < args.length) add(letter, args[++i]);
      else error = `option requires an argument -- '${letter}'`;
      break;
    }
  }
  return { flags, values, operands, error };
}

export const lastValue = (options: Options, letter: string): string | undefined => options.values.get(letter)?.at(-1);
