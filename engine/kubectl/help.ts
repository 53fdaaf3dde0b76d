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

/** The order in which kubectl shows its commands. @k8s golden kubectl/version-cluster-info */
const GROUPS: readonly (readonly [heading: string, verbs: string])[] = [
  ['Basic Commands (Beginner)', 'create expose run set'],
  ['Basic Commands (Intermediate)', 'explain get edit delete'],
  ['Deploy Commands', 'rollout scale autoscale'],
  ['Cluster Management Commands', 'certificate cluster-info top cordon uncordon drain taint'],
  ['Troubleshooting and Debugging Commands', 'describe logs attach exec port-forward proxy cp auth debug events'],
  ['Advanced Commands', 'diff apply patch replace wait kustomize'],
  ['Settings Commands', 'label annotate completion'],
];
const OTHER = ['Subcommands provided by plugins', 'Other Commands'] as const;
const SPECIAL = ['alpha', 'options'];

function groupsOf(verbs: readonly Verb[]): string {
  const grouped = GROUPS.map(([heading, names]) => [heading, names.split(' ').flatMap((name) => verbs.find((verb) => verb.name === name) ?? [])] as const);
  const placed = new Set(grouped.flatMap(([, own]) => own));
  const rest = verbs.filter((verb) => !placed.has(verb) && !SPECIAL.includes(verb.name));
  return [...grouped, [OTHER[0], []] as const, [OTHER[1], rest] as const]
    .map(([heading, own]) => `${heading}:\n${own.length === 0 ? '' : verbTable(own)}`).join('\n');
}

const MORE = (command: string): string => `Use "${command} --help" for more information about a given command.\n`;
const GLOBALS = 'Use "kubectl options" for a list of global command-line options (applies to all commands).\n';

export function verbHelp(verb: Verb): string {
  const parts = [`${verb.about}.\n`];
  if (verb.aliases !== undefined && verb.aliases.length > 0) parts.push(`Aliases:\n${[verb.name, ...verb.aliases].join(', ')}\n`);
  if (verb.subcommands !== undefined && verb.subcommands.length > 0) parts.push(`Available Commands:\n${verbTable(verb.subcommands)}`);
  if (verb.flags.some((flag) => flag.hidden !== true)) parts.push(`Options:\n${flagBlock(verb.flags)}`);
  parts.push(`Usage:\n  kubectl ${verb.usage}\n`);
  parts.push(`${verb.subcommands === undefined || verb.subcommands.length === 0 ? '' : MORE(`kubectl ${/^[a-z- ]+(?= |$)/.exec(verb.usage)?.[0].trim() ?? verb.name} <command>`)}${GLOBALS}`);
  return parts.join('\n');
}

export const rootHelp = (verbs: readonly Verb[]): string =>
  `kubectl talks to the Kubernetes API server.\n\n${groupsOf(verbs)}\nUsage:\n  kubectl [flags] [options]\n\n${MORE('kubectl <command>')}${GLOBALS}`;

export const optionsHelp = (): string => `These flags can be passed to any command:\n\n${flagBlock(GLOBAL_FLAGS)}`;
