/** `--help`: a usage line, the flags, and nothing that would have to be upstream's prose. */
import { shownDefault } from './flags.ts';
import type { FlagSpec } from './flags.ts';
import { GLOBAL_FLAGS } from './globalFlags.ts';
import type { Verb } from './verb.ts';

function flagBlock(flags: readonly FlagSpec[]): string {
  return [...flags].filter((flag) => flag.hidden !== true).sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((flag) => `    ${flag.short === undefined ? '' : `-${flag.short}, `}--${flag.name}=${shownDefault(flag)}:\n        ${flag.about}.\n`).join('\n');
}

function verbTable(verbs: readonly Verb[]): string {
  const shown = verbs.filter((verb) => verb.hidden !== true);
  const width = Math.max(...shown.map((verb) => verb.name.length)) + 3;
  return shown.map((verb) => `  ${verb.name.padEnd(width)}${verb.about}\n`).join('');
}

export function verbHelp(verb: Verb): string {
  const parts = [`${verb.about}.\n`];
  if (verb.aliases !== undefined && verb.aliases.length > 0) parts.push(`Aliases:\n${[verb.name, ...verb.aliases].join(', ')}\n`);
  if (verb.subcommands !== undefined && verb.subcommands.length > 0) parts.push(`Available Commands:\n${verbTable(verb.subcommands)}`);
  if (verb.flags.some((flag) => flag.hidden !== true)) parts.push(`Options:\n${flagBlock(verb.flags)}`);
  parts.push(`Usage:\n  kubectl ${verb.usage}\n`);
  parts.push('Use "kubectl options" for the flags that every command has.\n');
  return parts.join('\n');
}

export const rootHelp = (verbs: readonly Verb[]): string =>
  `kubectl talks to the Kubernetes API server.\n\nAvailable Commands:\n${verbTable(verbs)}\nUsage:\n  kubectl [flags] [options]\n\n`
  + 'Use "kubectl <command> --help" for one command.\nUse "kubectl options" for the flags that every command has.\n';

export const optionsHelp = (): string => `These flags can be passed to any command:\n\n${flagBlock(GLOBAL_FLAGS)}`;
