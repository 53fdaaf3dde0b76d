/** The cluster that a question is about, brought to its moment. */
import { parseDuration, invariant, type Json } from '../../base/index.ts';
import { KINDS, type KindDefinition, type KubeObject } from '../../api/index.ts';
import { createCluster, type Cluster } from '../../cluster/index.ts';
import type { Host } from '../../shell/index.ts';
import { DEFAULT_START_TIME } from '../../session/index.ts';
import type { World } from '../format/quiz.ts';
import { runStep } from '../lab/steps.ts';

export type Moment = { readonly cluster: Cluster; readonly computer: Host };
export type Ran = { readonly output: string; readonly exitCode: number };

/** What a claim may speak of: the objects of namespace `default` (nodes: all), in name order. */
const LISTS: { readonly [name: string]: KindDefinition } = {
  pods: KINDS.Pod, nodes: KINDS.Node, deployments: KINDS.Deployment,
  replicasets: KINDS.ReplicaSet, services: KINDS.Service,
  endpointslices: KINDS.EndpointSlice, events: KINDS.Event,
};
export const CLAIM_VARIABLES: readonly string[] = [...Object.keys(LISTS), 'output', 'exitCode'];

/** @param files texts by name; a world's file is one of these unless it is YAML itself */
export function bringAbout(world: World, seed: string, files: (name: string) => string | undefined): Moment {
  const cluster = createCluster({ preset: world.cluster, seed, startTime: DEFAULT_START_TIME });
  const texts = Object.fromEntries(Object.entries(world.files).map(([path, text]) => [path, text.includes('\n') ? text : (files(text) ?? '')]));
  const computer = cluster.createComputer({ files: texts });
  for (const step of world.steps) {
    if ('command' in step) cluster.runCommand(computer, step.command);
    else runStep(cluster, step);
  }
  return { cluster, computer };
}

export function type({ cluster, computer }: Moment, command: string): Ran {
  const { stdout, stderr, code } = cluster.runCommand(computer, command);
  return { output: stdout + stderr, exitCode: code };
}

export function variablesOf({ cluster }: Moment, ran: Ran = { output: '', exitCode: 0 }): { readonly [name: string]: Json } {
  const list = (kind: KindDefinition): readonly KubeObject[] => cluster.client.informer(kind).list(kind.namespaced ? 'default' : undefined);
  return {
    ...Object.fromEntries(Object.entries(LISTS).map(([name, kind]) => [name, list(kind) as unknown as Json])),
    output: ran.output, exitCode: ran.exitCode,
  };
}

export function wait({ cluster }: Moment, duration: string): void {
  const parsed = parseDuration(duration);
  invariant(parsed.ok, `the format let the duration ${duration} through`);
  cluster.clock.advance(parsed.ms);
}
