import { send } from '../pipe.ts';
import type { Command } from '../types.ts';
import { unescape } from './escapes.ts';

/** What echo prints. dash interprets escapes always, the others with -e. */
export function echoText(args: readonly string[], dialect: 'ash' | 'bash' | 'dash'): string {
  let newline = true;
  let escapes = dialect === 'dash';
  let i = 0;
  const flags = dialect === 'dash' ? /^-n$/ : /^-[neE]+$/;
  for (; i < args.length && flags.test(args[i] ?? ''); i++) {
    for (const flag of (args[i] ?? '').slice(1)) { if (flag === 'n') newline = false; else escapes = flag === 'e'; }
  }
  const text = args.slice(i).join(' ');
  if (!escapes) return newline ? `${text}\n` : text;
  const done = unescape(text);
  return done.text + (newline && !done.stop ? '\n' : '');
}

export const echo: Command = function* (context) {
  yield* send(context.stdout, echoText(context.args, 'bash'));
  return 0;
};
