import { compute } from '../cpu.ts';
import { send } from '../pipe.ts';
import { complain, type CommandMaker } from './common.ts';
import { lastValue, parseOptions } from './options.ts';
import { printfText } from './printf.ts';

/** Numbers that take no time worth telling. */
const QUICK = 100_000;

export const makeSeq: CommandMaker = (flavour) => function* (context) {
  // Negative numbers are operands, not options.
  const options = parseOptions(context.args.flatMap((word, i) => (/^-[\d.]/.test(word) && !context.args.slice(0, i).includes('--') ? ['--', word] : [word])).filter((word, i, all) => word !== '--' || all.indexOf('--') === i), { short: 's:wf:', long: { separator: 's', 'equal-width': 'w', format: 'f' } });
  const numbers = options.operands.map(Number);
  const bad = options.operands.find((word) => word.trim() === '' || Number.isNaN(Number(word)));
  if (bad !== undefined) { complain(context, flavour === 'gnu' ? `invalid floating point argument: '${bad}'` : `invalid number '${bad}'`); return 1; }
  if (numbers.length === 0) return complain(context, 'missing operand');
  const [first, step, last] = numbers.length === 1 ? [1, 1, numbers[0] ?? 1] : numbers.length === 2 ? [numbers[0] ?? 1, 1, numbers[1] ?? 1] : [numbers[0] ?? 1, numbers[1] ?? 1, numbers[2] ?? 1];
  if (step === 0) return complain(context, "invalid Zero increment value: '0'");
  const places = Math.max(...options.operands.slice(0, 2).map((word) => (word.split('.')[1] ?? '').length), 0);
  const width = options.flags.has('w') ? Math.max(first.toFixed(places).length, last.toFixed(places).length) : 0;
  const format = lastValue(options, 'f');
  const separator = lastValue(options, 's') ?? '\n';
  const count = Math.floor((last - first) / step + 1e-9) + 1;
  let chunk = '';
  for (let i = 0; i < count; i++) {
    const value = (first + i * step).toFixed(places);
    const text = format === undefined ? (value.startsWith('-') ? `-${value.slice(1).padStart(width - 1, '0')}` : value.padStart(width, '0')) : printfText(format, [value]).text;
    chunk += (i > 0 ? separator : '') + text;
    if (chunk.length > 8192) { yield* send(context.stdout, chunk); chunk = ''; if (i > QUICK) yield* compute(context); }
  }
  yield* send(context.stdout, count > 0 ? `${chunk}\n` : '');
  return 0;
};
