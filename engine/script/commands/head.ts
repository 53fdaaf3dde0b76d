import { send } from '../pipe.ts';
import { badOptions, complain, eachInput, linesOf, plainWords, sizeBytes, type CommandMaker } from './common.ts';
import { lastValue, parseOptions } from './options.ts';

/** `head -5` is `head -n 5`. */
const modern = (args: readonly string[]): string[] => args.map((word, i) => (/^-[nc]$/.test(args[i - 1] ?? '') ? word : word.replace(/^-(\d+)$/, '-n$1')));

export const makeHead: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(modern(context.args), { short: 'n:c:qv', long: { lines: 'n', bytes: 'c', quiet: 'q', verbose: 'v' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const bytes = lastValue(options, 'c');
  const wanted = bytes ?? lastValue(options, 'n') ?? '10';
  const count = sizeBytes(wanted.replace(/^-/, ''));
  if (count === undefined) return complain(context, flavour === 'gnu' ? `invalid number of ${bytes === undefined ? 'lines' : 'bytes'}: '${wanted}'` : `invalid number '${wanted}'`);
  const allBut = wanted.startsWith('-');
  const titled = options.flags.has('v') || (options.operands.length > 1 && !options.flags.has('q'));
  let first = true;
  return yield* eachInput(context, options.operands, flavour === 'gnu' ? (path, reason) => `cannot open '${path}' for reading: ${reason}` : plainWords, function* (reader, name) {
    if (titled) yield* send(context.stdout, `${first ? '' : '\n'}==> ${name === '-' ? 'standard input' : name} <==\n`);
    first = false;
    if (allBut) {
      const text = yield* reader.readAll();
      yield* send(context.stdout, bytes === undefined ? linesOf(text).slice(0, -count).map((line) => `${line}\n`).join('') : text.slice(0, Math.max(0, text.length - count)));
      return;
    }
    if (bytes !== undefined) {
      let left = count;
      for (let text = left > 0 ? yield* reader.read() : undefined; text !== undefined; text = left > 0 ? yield* reader.read() : undefined) {
        yield* send(context.stdout, text.slice(0, left));
        left -= Math.min(left, text.length);
      }
      return;
    }
    for (let i = 0; i < count; i++) {
      const line = yield* reader.readLine();
      if (line === undefined) break;
      yield* send(context.stdout, line);
    }
  });
};
