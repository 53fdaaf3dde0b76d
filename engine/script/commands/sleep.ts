import { sleep as wait } from '../../time/index.ts';
import { complain, durationMs, type CommandMaker } from './common.ts';

export const makeSleep: CommandMaker = (flavour) => function* (context) {
  if (context.args.length === 0) {
    complain(context, 'missing operand');
    if (flavour === 'gnu') context.stderr.write("Try 'sleep --help' for more information.\n");
    return 1;
  }
  let total = 0;
  for (const word of context.args) {
    const ms = durationMs(word);
    if (ms === undefined) {
      complain(context, flavour === 'gnu' ? `invalid time interval '${word}'` : `invalid number '${word}'`);
      if (flavour === 'gnu') context.stderr.write("Try 'sleep --help' for more information.\n");
      return 1;
    }
    total += ms;
  }
  // Nothing wakes an endless sleep but a signal.
  if (total === Infinity) yield () => () => undefined;
  else yield wait(context.machine.clock, total);
  return 0;
};

/** busybox only: microseconds. */
export const makeUsleep: CommandMaker = () => function* (context) {
  yield wait(context.machine.clock, Math.round(Number(context.args[0] ?? '0') / 1000));
  return 0;
};
