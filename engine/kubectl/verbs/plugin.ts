/** `kubectl plugin`. @k8s kubectl/pkg/cmd/plugin/plugin.go */
import { namesOf } from '../dispatch.ts';
import { baseName, listPlugins, pluginWarnings } from '../plugins.ts';
import { Failure, fail, printedProblem } from '../problems.ts';
import type { Verb } from '../verb.ts';

/** @param verbs kubectl's own; handed in, for this is one of them. */
export function pluginVerb(verbs: () => readonly Verb[]): Verb {
  const isVerb = (words: readonly string[]): boolean => {
    let choices: readonly Verb[] = verbs();
    for (const [index, word] of words.entries()) {
      const found = choices.find((each) => namesOf(each).includes(word));
      if (found === undefined) return index > 0 && choices.length === 0;
      choices = found.subcommands ?? [];
    }
    return true;
  };
  const list: Verb = {
    name: 'list', usage: 'plugin list [flags] [options]', about: 'Show the plugins on the PATH',
    flags: [{ name: 'name-only', type: 'bool', about: 'Show names instead of paths' }],
    *run(context) {
      const { plugins, skipped } = listPlugins(context.command);
      for (const line of skipped) context.error(`${line}\n`);
      if (plugins.length === 0) return fail('unable to find any kubectl plugins in your PATH');
      context.out('The following compatible plugins are available:\n\n');
      const warnings = pluginWarnings(context.command, plugins, isVerb);
      for (const [index, path] of plugins.entries()) {
        context.out(`${context.flags.on('name-only') ? baseName(path) : path}\n`);
        for (const warning of warnings[index] ?? []) context.error(`  - ${warning}\n`);
      }
      const count = warnings.flat().length;
      if (count === 0) return 0;
      context.error(printedProblem(new Failure({ type: 'text', message: `${count === 1 ? 'one plugin warning was' : `${count} plugin warnings were`} found` }).problem));
      return 1;
    },
  };
  return { name: 'plugin', usage: 'plugin [flags] [options]', about: 'Work with plugins', flags: [], helpToStderr: true, subcommands: [list] };
}
