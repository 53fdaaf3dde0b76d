import { send } from '../pipe.ts';
import { allInput, badOptions, linesOf, pathIn, plainWords, sizeBytes, type CommandMaker } from './common.ts';
import { lastValue, parseOptions } from './options.ts';

type Key = { readonly from: number; readonly fromChar: number; readonly to: number; readonly flags: string };

function parseKey(text: string): Key {
  const match = /^(\d+)(?:\.(\d+))?([bdfghinrMV]*)(?:,(\d+)(?:\.(\d+))?([bdfghinrMV]*))?$/.exec(text);
  return { from: Number(match?.[1] ?? 1), fromChar: Number(match?.[2] ?? 1), to: Number(match?.[4] ?? Infinity), flags: `${match?.[3] ?? ''}${match?.[6] ?? ''}` };
}

function keyText(line: string, key: Key, separator: string | undefined): string {
  // Without -t a field keeps the blanks before it.
  const fields = separator === undefined ? line.match(/\s*\S+|\s+$/g) ?? [''] : line.split(separator);
  return fields.slice(key.from - 1, key.to).join(separator ?? '').slice(key.fromChar - 1);
}

const numeric = (text: string): number => Number(/^\s*-?\d*\.?\d+/.exec(text)?.[0] ?? 0);
const human = (text: string): number => { const match = /^\s*(-?\d+(?:\.\d+)?)([KMGTkmgt]?)/.exec(text); return match === null ? 0 : Number(match[1]) * (sizeBytes(`1${match[2] ?? ''}`) ?? 1); };
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];

function versionCompare(a: string, b: string): number {
  const parts = (text: string): string[] => text.match(/\d+|\D+/g) ?? [];
  const [x, y] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const [p, q] = [x[i] ?? '', y[i] ?? ''];
    const difference = /^\d/.test(p) && /^\d/.test(q) ? Number(p) - Number(q) : p < q ? -1 : p > q ? 1 : 0;
    if (difference !== 0) return difference;
  }
  return 0;
}

function compareBy(a: string, b: string, flags: string): number {
  if (flags.includes('n') || flags.includes('g')) return numeric(a) - numeric(b);
  if (flags.includes('h')) return human(a) - human(b);
  if (flags.includes('V')) return versionCompare(a, b);
  if (flags.includes('M')) return MONTHS.indexOf(a.trim().slice(0, 3).toUpperCase()) - MONTHS.indexOf(b.trim().slice(0, 3).toUpperCase());
  const clean = (text: string): string => { const left = flags.includes('b') ? text.trimStart() : text; return flags.includes('f') ? left.toUpperCase() : left; };
  const [x, y] = [clean(a), clean(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

export const makeSort: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'nrufbghMVdisczk:t:o:', long: { 'numeric-sort': 'n', reverse: 'r', unique: 'u', key: 'k', 'field-separator': 't', 'ignore-case': 'f', 'human-numeric-sort': 'h', 'version-sort': 'V', output: 'o', stable: 's' } });
  if (options.error !== undefined) return badOptions(context, flavour, options, 2);
  const global = [...options.flags].filter((flag) => 'nfbghMVr'.includes(flag)).join('');
  const keys = (options.values.get('k') ?? []).map(parseKey);
  const separator = lastValue(options, 't');
  const { text, status } = yield* allInput(context, options.operands, flavour === 'gnu' ? (path, reason) => `cannot read: ${path}: ${reason}` : plainWords);
  if (status !== 0) return 2;
  const byKeys = (a: string, b: string): number => {
    for (const key of keys) {
      const flags = key.flags === '' ? global : key.flags;
      const order = compareBy(keyText(a, key, separator), keyText(b, key, separator), flags);
      if (order !== 0) return flags.includes('r') ? -order : order;
    }
    if (keys.length > 0) return 0;
    const order = compareBy(a, b, global);
    return global.includes('r') ? -order : order;
  };
  const lines = linesOf(text).map((line, i) => ({ line, i }));
  lines.sort((a, b) => byKeys(a.line, b.line)
    || (options.flags.has('u') || options.flags.has('s') ? a.i - b.i : (a.line < b.line ? -1 : a.line > b.line ? 1 : 0) * (global.includes('r') ? -1 : 1)));
  const kept = options.flags.has('u') ? lines.filter(({ line }, i) => i === 0 || byKeys(lines[i - 1]?.line ?? '', line) !== 0) : lines;
  const out = kept.map(({ line }) => `${line}\n`).join('');
  const target = lastValue(options, 'o');
  if (target !== undefined) { context.machine.files.write(pathIn(context, target), out); return 0; }
  yield* send(context.stdout, out);
  return 0;
};
