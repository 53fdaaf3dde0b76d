/** Runs every case with its field, and without it, in one cluster; says what was seen each time. */
import type { Json, JsonObject } from '../../../base/index.ts';
import { createCluster, PRESETS, withWorkers, type Cluster } from '../../../cluster/index.ts';
import type { Host } from '../../../shell/index.ts';
import { changed, fieldAt, partsOf, valueAt, type FieldCase } from './fieldCase.ts';
import { LABELS, OBJECTS, TAINTS, WORKERS } from './setup.ts';

export type Seen = {
  readonly case: FieldCase; readonly name: string; readonly with: string;
  readonly without: readonly { readonly path: string; readonly field: string; readonly seen: string }[];
};
type Trial = { readonly name: string; readonly spec: JsonObject; readonly of: FieldCase; seen: string };

const post = (cluster: Cluster, path: string, body: JsonObject, method: 'POST' | 'PATCH' = 'POST'): string | undefined => {
  const because = { by: 'test', rule: 'a case needs it' };
  const response = method === 'POST' ? cluster.api.handle({ method, path, body, because })
    : cluster.api.handle({ method, path, body, headers: { 'content-type': 'application/strategic-merge-patch+json' }, because });
  if (response.code < 300) return undefined;
  return 'body' in response ? String((response.body as JsonObject)['message']) : String(response.code);
};

function world(seed: string): { readonly cluster: Cluster; readonly computer: Host } {
  const preset = withWorkers({ ...PRESETS['three-nodes'], warnLimits: false }, WORKERS);
  const cluster = createCluster({ preset: 'three-nodes', seed, startTime: '2026-11-21T09:00:00Z', settings: { ...preset, coreDnsReplicas: 1 } });
  for (const { path, body } of OBJECTS) {
    const problem = post(cluster, path, body);
    if (problem !== undefined) throw new Error(`${path}: ${problem}`);
  }
  for (const [node, taint] of Object.entries(TAINTS)) post(cluster, `/api/v1/nodes/${node}`, { spec: { taints: [taint] } }, 'PATCH');
  for (const [node, labels] of Object.entries(LABELS)) post(cluster, `/api/v1/nodes/${node}`, { metadata: { labels } }, 'PATCH');
  cluster.clock.advance(10_000);
  return { cluster, computer: cluster.createComputer({ files: {} }) };
}

const PODS = '/api/v1/namespaces/default/pods';
/** Ephemeral containers come when the pod runs. */
const EPHEMERAL_MS = 6000;

function begin(cluster: Cluster, trial: Trial): void {
  const { ephemeralContainers, ...spec } = trial.spec;
  const metadata = { ...trial.of.metadata, name: trial.name, namespace: 'default' };
  trial.seen = post(cluster, PODS, { apiVersion: 'v1', kind: 'Pod', metadata, spec }) ?? '';
  if (trial.seen !== '' || ephemeralContainers === undefined) return;
  cluster.clock.after(EPHEMERAL_MS, () => { trial.seen = post(cluster, `${PODS}/${trial.name}/ephemeralcontainers`, { spec: { ephemeralContainers } }, 'PATCH') ?? ''; });
}

function type(cluster: Cluster, computer: Host, trial: Trial, line: string): string {
  const { stdout, stderr } = cluster.runCommand(computer, line.replaceAll('$POD', trial.name));
  return (stdout + stderr).trim();
}
const see = (cluster: Cluster, computer: Host, trial: Trial): string =>
  (trial.seen === '' ? type(cluster, computer, trial, trial.of.run ?? 'kubectl logs $POD') : trial.seen).replaceAll(trial.name, 'POD');

/** Pods of one batch are alive together; a node takes 110. */
const BATCH = 300;
const APART_MS = 250;
const FIRST_MS = 5000;

export function runFields(cases: readonly FieldCase[], seed = 'fields'): readonly Seen[] {
  const trials = cases.map((of, i): { readonly whole: Trial; readonly parts: readonly (Trial & { readonly path: string })[] } => ({
    whole: { name: `field-${i}-x`, spec: of.spec, of, seen: '' },
    parts: of.shows.map((shown, j) => {
      const [path, other] = typeof shown === 'string' ? [shown, undefined] : shown;
      if (valueAt(of.spec, partsOf(path)) === undefined) throw new Error(`case ${i}: its spec has no ${path}`);
      return { name: `field-${i}-${j}`, spec: changed(of.spec, partsOf(path), other as Json | undefined) as JsonObject, of, seen: '', path };
    }),
  }));
  const all = trials.flatMap(({ whole, parts }) => [whole, ...parts]);
  for (let from = 0; from < all.length; from += BATCH) runBatch(all.slice(from, from + BATCH), seed);
  return trials.map(({ whole, parts }): Seen => ({
    case: whole.of, name: whole.name, with: whole.seen, without: parts.map(({ path, seen }) => ({ path, field: fieldAt(partsOf(path)), seen })),
  }));
}

function runBatch(trials: readonly Trial[], seed: string): void {
  const { cluster, computer } = world(seed);
  const start = cluster.clock.now;
  // One after another: a command takes its time too.
  trials.forEach((trial, i) => { cluster.clock.after(i * APART_MS, () => { begin(cluster, trial); }); });
  const due = trials.flatMap((trial, i) => {
    const at = start + i * APART_MS + (trial.of.at ?? 15) * 1000;
    const { first } = trial.of;
    const look = { at, act: () => { trial.seen = see(cluster, computer, trial); } };
    return first === undefined ? [look] : [{ at: at - FIRST_MS, act: () => { if (trial.seen === '') type(cluster, computer, trial, first); } }, look];
  }).sort((a, b) => a.at - b.at);
  for (const { at, act } of due) {
    cluster.clock.advance(at - cluster.clock.now);
    act();
  }
}
