/** Which help fits what a reader has just done. Pure: what was typed and printed, and the cluster's objects, go in. */
import type { KindDefinition, KubeObject } from '../../api/index.ts';
import { linearRegex, type Json } from '../../base/index.ts';
import { compileCel } from '../check/cel.ts';
import { find, kindOf } from '../check/find.ts';
import type { HelpEntry } from '../format/help.ts';

/** One command, and what it printed. `expected`: what the lesson says it prints; no help is needed for that. */
export type HelpTurn = { readonly line: string; readonly output: string; readonly expected?: string };
export type HelpWorld = {
  /** In ms, as Date.parse gives them. */
  readonly now: number;
  /** Where commands look that name no namespace. */
  readonly namespace: string;
  list(kind: KindDefinition, namespace: string | undefined): readonly KubeObject[];
};
type Values = { readonly [place: string]: string };
export type Found<Entry> = { readonly entry: Entry; readonly values: Values };
type Rule = Pick<HelpEntry, 'when'>;

/** The part of a long output that is looked at: errors begin it or end it. */
const HEAD = 1500;
const TAIL = 1500;
const clipped = (text: string): string => (text.length <= HEAD + TAIL ? text : `${text.slice(0, HEAD)}\n${text.slice(-TAIL)}`);

export const fillHelp = (text: string, values: Values): string => text.replace(/\{\{(\w+)\}\}/g, (place, name: string) => values[name] ?? place);

/** @param world where only errors are explained (a lab: what is wrong in its cluster is for the learner to find): undefined */
export function findHelp<Entry extends Rule>(entries: readonly Entry[], turns: readonly HelpTurn[], world: HelpWorld | undefined): Found<Entry> | undefined {
  for (const turn of turns) {
    const said = inOutput(entries, turn);
    if (said !== undefined) return said;
  }
  const last = turns.at(-1);
  // Of what a live block does, the lesson itself tells what becomes.
  return world === undefined || last?.expected !== undefined || last === undefined || !/\bkubectl\b|^k\s/.test(last.line) ? undefined : inState(entries, last, world);
}

function inOutput<Entry extends Rule>(entries: readonly Entry[], turn: HelpTurn): Found<Entry> | undefined {
  const output = clipped(turn.output);
  if (output.trim() === '') return undefined;
  for (const entry of entries) {
    const values = 'output' in entry.when && isTyped(entry.when.line, turn.line) ? printedBy(entry.when.output, output) : undefined;
    if (values === undefined || !('output' in entry.when)) continue;
    return turn.expected !== undefined && printedBy(entry.when.output, turn.expected) !== undefined ? undefined : { entry, values };
  }
  return undefined;
}

const isTyped = (pattern: string | undefined, line: string): boolean => pattern === undefined || printedBy(pattern, line) !== undefined;

/** undefined: it does not match; else the texts in quotes of what matched. */
export function printedBy(pattern: string, output: string): Values | undefined {
  const made = linearRegex(pattern);
  const place = made.ok ? made.regex.find(output) : undefined;
  if (place === undefined) return undefined;
  const quoted = [...output.slice(...place).matchAll(/"([^"]*)"/g)].map((match) => match[1] ?? '');
  return Object.fromEntries(quoted.map((text, index) => [String(index + 1), text]));
}

/** What a command speaks of: names as they stand there, owners with their kind (`deployment.apps/web`), and where. */
function spokenOf({ line, output }: HelpTurn, current: string): (object: KubeObject) => boolean {
  const text = `${line}\n${clipped(output)}`;
  const names = new Set(text.match(/[a-z0-9][a-z0-9.-]*/g) ?? []);
  const owners = [...text.matchAll(/\/([a-z0-9][a-z0-9.-]*)/g)].map((match) => `${match[1] ?? ''}-`);
  const [, named] = /(?:\s-n[= ]?\s*|\s--namespace[= ])([a-z0-9-]+)/.exec(line) ?? [];
  const anywhere = /\s(?:-A|--all-namespaces|-f|--filename)\b/.test(line);
  const isIn = (namespace: string): boolean => (named === undefined && anywhere ? !namespace.startsWith('kube-') : namespace === (named ?? current));
  return ({ metadata }) => {
    const name = metadata?.name ?? '';
    return isIn(metadata?.namespace ?? current) && (names.has(name) || ((metadata?.ownerReferences?.length ?? 0) > 0 && owners.some((owner) => name.startsWith(owner))));
  };
}

function inState<Entry extends Rule>(entries: readonly Entry[], turn: HelpTurn, world: HelpWorld): Found<Entry> | undefined {
  const isSpokenOf = spokenOf(turn, world.namespace);
  const known = new Map<string, readonly KubeObject[]>();
  const objectsOf = (kind: KindDefinition): readonly KubeObject[] => {
    const key = `${kind.group}/${kind.kind}`;
    const found = known.get(key) ?? world.list(kind, undefined).filter(isSpokenOf);
    known.set(key, found);
    return found;
  };
  for (const entry of entries) {
    if ('output' in entry.when) continue;
    const kind = kindOf(entry.when);
    for (const object of kind === undefined ? [] : objectsOf(kind)) {
      const { name = '', namespace = world.namespace } = object.metadata ?? {};
      if (isSo(entry.when, object, world)) return { entry, values: { name: namespace === world.namespace ? name : `${name} -n ${namespace}` } };
    }
  }
  return undefined;
}

type State = Exclude<HelpEntry['when'], { readonly output: string }>;
export const namesOf = ({ bind }: State): readonly string[] => ['object', 'age', ...Object.keys(bind)];

function isSo(state: State, object: KubeObject, world: HelpWorld): boolean {
  const compiled = compileCel(state.expr, namesOf(state));
  if (!compiled.ok) return false;
  const bound = Object.entries(state.bind).map(([name, { many, ...ref }]): [string, Json] => {
    const kind = kindOf(ref);
    const found = kind === undefined ? [] : find(world, kind, { ...ref, namespace: object.metadata?.namespace });
    return [name, (many ? found : found[0] ?? null) as Json]; // API objects are plain JSON
  });
  const age = (world.now - Date.parse(object.metadata?.creationTimestamp ?? '')) / 1000;
  const result = compiled.program.run({ object: object as Json, age, ...Object.fromEntries(bound) }); // the same
  return result.ok && result.value === true;
}
