/** Runs one scenario in virtual time on the recorded world and writes down what was seen, as the recorder did. */
import { createCluster, type Cluster } from '../../cluster/index.ts';
import { documentation } from '../../serve/index.ts';
import type { Host } from '../../shell/index.ts';
import type { Scenario, Step } from './scenario.ts';
import type { Twice } from './twice.ts';
import { watchKinds, type WatchLine } from './watchLog.ts';

export type CommandLine = {
  readonly t: number; readonly ms: number; readonly cmd: string; readonly node?: string;
  readonly rc: number | 'timeout' | 'unparsed'; readonly stdout: string; readonly stderr: string;
};
export type Transcript = { readonly commands: readonly CommandLine[]; readonly watch: readonly WatchLine[]; readonly ms: number };

const DIRECTORY = '/tmp/scenario';
const WORLDS_TO_COME: Record<string, string> = { docker: 'a Docker host', setup: 'bare machines' };

/** @param times when each command began in the recording, ms; commands without one follow the script's sleeps. */
/** `twice`: each controller is asked again after each reconcile (see `twice.ts`). */
export function replayScenario(scenario: Scenario, startTime: string, times: readonly number[], twice?: Twice): Transcript {
  const missing = WORLDS_TO_COME[scenario.area];
  if (missing !== undefined) return refused(scenario, times, `peapod: this scenario needs ${missing}, which Peapod does not simulate yet`);
  const cluster = createCluster({ preset: 'recorded', seed: scenario.slug, startTime, documentation, ...(twice === undefined ? {} : { onReconciled: twice.ask }) });
  if (twice !== undefined) cluster.store.subscribe(undefined, twice.note);
  const start = prepareNamespace(cluster, scenario.slug);
  const elapsed = (): number => cluster.clock.now - start;
  const logs = [watchKinds(cluster.api, scenario.watch, scenario.slug, elapsed), watchKinds(cluster.api, scenario.watchCluster, undefined, elapsed)];
  const learner = cluster.createComputer({ namespace: scenario.slug, files: Object.fromEntries(Object.entries(scenario.files).map(([name, text]) => [`${DIRECTORY}/${name}`, text])) });
  makeWorkplace(learner);
  const commands: CommandLine[] = [];
  for (const step of scenario.steps) {
    if (step.type === 'sleep') { cluster.clock.advance(times[commands.length] === undefined ? step.ms : 0); continue; }
    cluster.clock.advance(Math.max(0, (times[commands.length] ?? 0) - elapsed()));
    commands.push(runStep(cluster, learner, step, elapsed));
  }
  cluster.clock.advance(1000);
  for (const log of logs) log.stop();
  const watch = logs.flatMap((log) => log.lines).sort((a, b) => a.t - b.t);
  return { commands, watch, ms: elapsed() };
}

/** The scenario's folder, also where it brings no files. */
function makeWorkplace({ machine: { files } }: Host): void {
  if (files.stat(DIRECTORY) !== undefined) return;
  files.makeDirectory(DIRECTORY, { parents: true });
  files.chmod(DIRECTORY, 0o777);
}

function runStep(cluster: Cluster, learner: Host, step: Exclude<Step, { type: 'sleep' }>, elapsed: () => number): CommandLine {
  const t = elapsed();
  if (step.type === 'unparsed') return { t, ms: 0, cmd: step.line, rc: 'unparsed', stdout: '', stderr: '' };
  const where = step.node === undefined ? learner : cluster.nodeMachine(step.node);
  const named = { t, cmd: step.command, ...(step.node === undefined ? {} : { node: step.node }) };
  if (where === undefined) return { ...named, ms: 0, rc: 127, stdout: '', stderr: `peapod: there is no machine ${step.node}\n` };
  const { code, stdout, stderr, timedOut } = cluster.runCommand(where, step.command, step.node === undefined ? DIRECTORY : '/root');
  return { ...named, ms: elapsed() - t, rc: timedOut ? 'timeout' : code, stdout, stderr };
}

/** A fresh namespace named by the slug, its default ServiceAccount there; returns the scenario's time zero. */
function prepareNamespace(cluster: Cluster, name: string): number {
  cluster.api.handle({ method: 'POST', path: '/api/v1/namespaces', body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } } });
  const account = `/api/v1/namespaces/${name}/serviceaccounts/default`;
  cluster.clock.runUntil(() => cluster.api.handle({ method: 'GET', path: account }).code === 200, 10_000);
  cluster.clock.advance(200);
  return cluster.clock.now;
}

function refused(scenario: Scenario, times: readonly number[], message: string): Transcript {
  const commands = scenario.steps.flatMap((step, index): CommandLine[] =>
    step.type === 'command' ? [{ t: times[index] ?? 0, ms: 0, cmd: step.command, ...(step.node === undefined ? {} : { node: step.node }), rc: 127, stdout: '', stderr: `${message}\n` }] : []);
  return { commands, watch: [], ms: 0 };
}
