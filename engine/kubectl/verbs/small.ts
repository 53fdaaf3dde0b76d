/** Verbs that only say a word or two. */
import { optionsHelp } from '../help.ts';
import { usageFail } from '../problems.ts';
import type { Verb } from '../verb.ts';

export const alpha: Verb = {
  name: 'alpha', usage: 'alpha [options]', about: 'Commands that are being tried out', flags: [],
  *run(context) { context.error('No alpha commands are available in this version of kubectl\n'); return 0; },
};

const SHELLS = ['bash', 'zsh', 'fish', 'powershell'];

export const completion: Verb = {
  name: 'completion', usage: 'completion SHELL [options]', about: 'Completion for a shell', flags: [],
  *run(context) {
    const [shell, ...more] = context.args;
    if (shell === undefined) return usageFail(context, 'Shell not specified.');
    if (more.length > 0) return usageFail(context, 'Too many arguments. Expected only the shell type.');
    if (!SHELLS.includes(shell)) return usageFail(context, `Unsupported shell type ${JSON.stringify(shell)}.`);
    // Upstream prints a generated script of its own for each shell; here the terminal asks kubectl itself, so there is nothing to load.
    context.out(`# ${shell}: in this terminal kubectl completes by itself: press Tab.\n`);
    return 0;
  },
};

export const options: Verb = {
  name: 'options', usage: 'options', about: 'Show the flags that every command has', flags: [],
  *run(context) { context.out(optionsHelp()); return 0; },
};
