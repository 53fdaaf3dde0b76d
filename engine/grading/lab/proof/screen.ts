/**
 * What the API server makes of each mutant, before a whole run is spent on it: a manifest that is refused is caught, and
 * one that becomes the same object, because a default puts back what was dropped, is no mutant at all.
 */
import { isObject, type Json, type JsonObject } from '../../../base/index.ts';
import { startProblem } from '../../../learner/index.ts';
import { startSession } from '../../../session/index.ts';
import type { Lab } from '../lab.ts';
import { variantOf, variantOfAttempt } from '../variant.ts';
import { labSession } from '../work.ts';
import { commandMutations, mutationsOf } from './mutate.ts';

export type Mutant = { readonly file: string; readonly path: string; readonly change: string; readonly text?: string; readonly commands?: readonly string[] };
export type Screened = { readonly alive: readonly Mutant[]; readonly refused: number; /** Become the same object as the solution, or as another mutant. */ readonly same: number };

const COMMANDS = 'commands.sh';

export function mutantsOf(lab: Lab, seed: string): Screened {
  const solution = variantOfAttempt(lab.solution, variantOf(lab, seed).drawn);
  const { cluster } = startSession(labSession(lab, seed));
  const alive: Mutant[] = [];
  let [refused, same] = [0, 0];
  for (const file of solution.manifests) {
    const text = solution.files[file] ?? '';
    const asIs = admitted(cluster, text);
    const known = new Set(asIs === undefined ? [] : [asIs]);
    if (solution.manifests.length > 1) alive.push({ file, path: '', change: 'file dropped', text: '' });
    for (const change of mutationsOf(text)) {
      // Where the solution itself is refused on the start, as in a namespace that a command makes, only whole runs tell.
      const becomes = asIs === undefined ? change.text : admitted(cluster, change.text);
      if (becomes === undefined) refused++;
      else if (known.has(becomes)) same++;
      else { known.add(becomes); alive.push({ file, ...change }); }
    }
    cluster.runCommand(cluster.createComputer({ files: { [file]: text } }), `kubectl apply -f ${file}`);
  }
  for (const [file, text] of Object.entries(solution.files)) if (file.endsWith('.js')) alive.push(...sourceMutations(text).map((change) => ({ file, ...change })));
  return { alive: [...alive, ...commandMutations(solution.commands).map((change) => ({ file: COMMANDS, ...change }))], refused, same };
}

/** A controller without one of its lines, as long as it can be started. What it says is its own affair. */
function sourceMutations(text: string): Pick<Mutant, 'path' | 'change'>[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    if (/^\s*(?:\/\/.*|console\..*|[\])};,]*)$/.test(line)) return [];
    const without = lines.toSpliced(index, 1).join('\n');
    return startProblem(without) === undefined ? [{ path: `line ${index + 1}`, change: 'dropped', text: without }] : [];
  });
}

/** The objects as they would be stored; undefined: one is refused. */
function admitted(cluster: ReturnType<typeof startSession>['cluster'], text: string): string | undefined {
  const { code, stdout } = cluster.runCommand(cluster.createComputer({ files: { 'm.yaml': text } }), 'kubectl apply -f m.yaml --dry-run=server -o json');
  return code === 0 ? JSON.stringify(told(JSON.parse(stdout) as Json)) : undefined;
}

/** Bookkeeping: not what somebody wrote. */
const BOOKKEEPING = new Set(['managedFields', 'uid', 'resourceVersion', 'creationTimestamp', 'generation', 'kubectl.kubernetes.io/last-applied-configuration']);
function told(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(told);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value as JsonObject).filter(([key, entry]) => !BOOKKEEPING.has(key) && key !== 'status' && entry !== undefined)
    .map(([key, entry]): [string, Json] => [key, told(entry ?? null)]).filter(([key, entry]) => key !== 'annotations' || Object.keys(entry as JsonObject).length > 0));
}
