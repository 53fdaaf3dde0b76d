import { byteLength } from '../files/paths.ts';
import { send } from '../pipe.ts';
import { badOptions, eachInput, plainWords, type CommandMaker } from './common.ts';
import { parseOptions } from './options.ts';

type Counts = { readonly l: number; readonly w: number; readonly m: number; readonly c: number; readonly L: number };
const count = (text: string): Counts => ({
  l: text.split('\n').length - 1, w: text.trim() === '' ? 0 : text.trim().split(/\s+/).length, m: Array.from(text).length, c: byteLength(text), L: Math.max(0, ...text.split('\n').map((line) => line.length)),
});

export const makeWc: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'clmwL', long: { lines: 'l', words: 'w', bytes: 'c', chars: 'm', 'max-line-length': 'L' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const letters = (['l', 'w', 'm', 'c', 'L'] as const).filter((letter) => options.flags.has(letter));
  const shown = letters.length === 0 ? (['l', 'w', 'c'] as const) : letters;
  const rows: { readonly name: string; readonly counts: Counts }[] = [];
  const status = yield* eachInput(context, options.operands, plainWords, function* (reader, name) { rows.push({ name: options.operands.length === 0 ? '' : name, counts: count(yield* reader.readAll()) }); });
  if (rows.length > 1) {
    const total = rows.reduce((sum, { counts }) => ({ l: sum.l + counts.l, w: sum.w + counts.w, m: sum.m + counts.m, c: sum.c + counts.c, L: Math.max(sum.L, counts.L) }), count(''));
    rows.push({ name: 'total', counts: total });
  }
  // busybox pads each number to 9 when there are several, GNU to the widest; both print a lone one as it is.
  const widest = Math.max(...rows.flatMap(({ counts }) => shown.map((letter) => String(counts[letter]).length)), 1);
  const gnuWidth = options.operands.length === 0 ? 7 : widest;
  for (const { name, counts } of rows) {
    const numbers = shown.map((letter) => String(counts[letter]));
    const text = shown.length === 1 && rows.length === 1 ? numbers[0] ?? '' : numbers.map((number) => number.padStart(flavour === 'gnu' ? gnuWidth : 9)).join(flavour === 'gnu' ? ' ' : ' ');
    yield* send(context.stdout, `${text}${name === '' ? '' : ` ${name}`}\n`);
  }
  return status;
};
