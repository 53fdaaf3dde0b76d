/** Verbs that only say a word or two. */
import { optionsHelp } from '../help.ts';
import { fail, usageFail } from '../problems.ts';
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
    context.out(`# kubectl completes by itself in this terminal: press Tab.\n`);
    return 0;
  },
};

export const options: Verb = {
  name: 'options', usage: 'options', about: 'Show the flags that every command has', flags: [],
  *run(context) { context.out(optionsHelp()); return 0; },
};

const list: Verb = {
  name: 'list', usage: 'plugin list [options]', about: 'Show the plugins on the PATH',
  flags: [{ name: 'name-only', type: 'bool', about: 'Show names instead of paths' }],
  *run(context) {
    const { files } = context.command.machine;
    const found = (context.command.environment.get('PATH') ?? '').split(':').filter((folder) => files.stat(folder)?.type === 'directory')
      .flatMap((folder) => [...files.list(folder)].sort().filter((name) => name.startsWith('kubectl-')).map((name) => (context.flags.on('name-only') ? name : `${folder}/${name}`)));
    if (found.length === 0) return fail('unable to find any kubectl plugins in your PATH');
    context.out(`The following compatible plugins are available:\n\n${found.map((name) => `${name}\n`).join('')}`);
    return 0;
  },
};

export const plugin: Verb = { name: 'plugin', usage: 'plugin [flags] [options]', about: 'Work with plugins', flags: [], subcommands: [list] };
