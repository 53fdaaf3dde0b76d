/** From words to the verb that they mean. */
import type { FlagSpec } from './flags.ts';
import { takesValue } from './flags.ts';
import { GLOBAL_FLAGS } from './globalFlags.ts';
import type { Verb } from './verb.ts';

export type Found = {
  /** The innermost verb; undefined for `kubectl` alone or an unknown verb. */
  readonly verb: Verb | undefined;
  readonly path: string;
  /** All words but the names of the verbs. */
  readonly words: readonly string[];
};

/** Skips flags and their values, as cobra's `Find` does: an unknown flag counts as one with a value. */
function firstArgument(words: readonly string[], specs: readonly FlagSpec[]): number {
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? '';
    if (word === '--') return -1;
    if (word.startsWith('--')) {
      if (!word.includes('=') && takesValue(specs.find((spec) => spec.name === word.slice(2)))) i++;
    } else if (word.startsWith('-') && word.length > 1) {
      if (word.length === 2 && takesValue(specs.find((spec) => spec.short === word.slice(1)))) i++;
    } else return i;
  }
  return -1;
}

export const namesOf = (verb: Verb): readonly string[] => [verb.name, ...(verb.aliases ?? [])];

export function findVerb(verbs: readonly Verb[], words: readonly string[]): Found {
  let rest = words;
  let path = 'kubectl';
  let verb: Verb | undefined;
  for (let choices: readonly Verb[] = verbs; choices.length > 0; choices = verb?.subcommands ?? []) {
    const at = firstArgument(rest, [...(verb?.flags ?? []), ...GLOBAL_FLAGS]);
    const next = choices.find((each) => namesOf(each).includes(rest[at] ?? ''));
    if (at < 0 || next === undefined) break;
    verb = next;
    path = `${path} ${next.name}`;
    rest = [...rest.slice(0, at), ...rest.slice(at + 1)];
  }
  return { verb, path, words: rest };
}

/** In the order in which upstream lists its commands: suggestions come in this order. @k8s kubectl/pkg/cmd/cmd.go */
const ORDER = [
  'create', 'expose', 'run', 'set', 'explain', 'get', 'edit', 'delete', 'rollout', 'scale', 'autoscale', 'certificate', 'cluster-info', 'top',
  'cordon', 'uncordon', 'drain', 'taint', 'describe', 'logs', 'attach', 'exec', 'port-forward', 'proxy', 'cp', 'auth', 'debug', 'events',
  'diff', 'apply', 'patch', 'replace', 'wait', 'kustomize', 'label', 'annotate', 'completion', 'alpha', 'api-resources', 'api-versions',
  'config', 'plugin', 'version', 'options',
];

export function suggestions(typed: string): readonly string[] {
  const lower = typed.toLowerCase();
  return ORDER.filter((name) => distance(lower, name) <= 2 || name.startsWith(lower));
}

/** Levenshtein. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replace, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

export function unknownCommandText(typed: string): string {
  const similar = suggestions(typed);
  const tail = similar.length === 0 ? '' : `\n\nDid you mean this?\n${similar.map((name) => `\t${name}`).join('\n')}`;
  return `error: unknown command ${JSON.stringify(typed)} for "kubectl"${tail}`;
}

/** The first word that is not a flag: the unknown verb. */
export const firstWord = (words: readonly string[]): string | undefined => words[firstArgument(words, GLOBAL_FLAGS)];
