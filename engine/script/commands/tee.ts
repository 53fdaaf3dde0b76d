import { BrokenPipe, send } from '../pipe.ts';
import type { Writer } from '../../time/index.ts';
import { FileError } from '../files/errors.ts';
import { openWrite } from '../streams.ts';
import { complain, pathIn, type CommandMaker } from './common.ts';
import { parseOptions } from './options.ts';

export const makeTee: CommandMaker = () => function* (context) {
  const options = parseOptions(context.args, { short: 'ai', long: { append: 'a', 'ignore-interrupts': 'i' } });
  let status = 0;
  const writers: Writer[] = [context.stdout];
  for (const name of options.operands) {
    try { writers.push(openWrite(context, pathIn(context, name), options.flags.has('a'))); } catch (error) {
      if (!(error instanceof FileError)) throw error;
      status = complain(context, `${name}: ${error.reason}`);
    }
  }
  for (let text = yield* context.stdin.read(); text !== undefined; text = yield* context.stdin.read()) {
    for (const writer of writers) {
      try { yield* send(writer, text); } catch (error) { if (!(error instanceof BrokenPipe) || writers.length === 1) throw error; }
    }
  }
  return status;
};
