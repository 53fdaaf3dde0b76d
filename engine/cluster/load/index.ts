/** All load sources of a cluster, by name. */
import { KINDS } from '../../api/index.ts';
import type { Client } from '../../client/index.ts';
import type { Network } from '../../network/index.ts';
import type { Clock } from '../../time/index.ts';
import type { LoadReport } from './report.ts';
import { startLoad, type LoadPlace, type LoadSource } from './source.ts';
import { parseLoad, problemOf, type LoadSpec } from './spec.ts';

export { failuresIn, type Counts, type LoadReport, type LoadSecond } from './report.ts';
export { parseLoad, type LoadSpec } from './spec.ts';

export type Loads = {
  /** Undefined if it was started, else why not. The text of a spec: see `parseLoad`. */
  start(spec: LoadSpec | string): string | undefined;
  stop(name: string): string | undefined;
  /** Of all that were started, in that order; a name that was used again tells of its last use. */
  reports(): readonly LoadReport[];
  /** How many run. */
  readonly running: number;
};

export type LoadWorld = { readonly clock: Clock; readonly network: Network; readonly client: Client };

const MOST_AT_ONCE = 20;
const HOST_ADDRESS = '172.30.0.1';
const CLUSTER_DNS = '10.96.0.10';
const namesIn = (namespace: string): string => `search ${namespace}.svc.cluster.local svc.cluster.local cluster.local\nnameserver ${CLUSTER_DNS}\noptions ndots:5\n`;

function placeOf({ network, client }: LoadWorld, from: string): LoadPlace | string {
  if (from === 'outside') return { party: { kind: 'host' }, node: undefined, address: HOST_ADDRESS, resolvConf: `nameserver ${HOST_ADDRESS}\n` };
  const [namespace = '', name] = from.split('/');
  if (name === undefined) {
    const address = network.nodeAddress(from);
    if (address === undefined) return `a load comes from outside, from a node, or from a pod (namespace/name); there is no node ${JSON.stringify(from.slice(0, 80))}`;
    return { party: { kind: 'node', name: from }, node: from, address, resolvConf: namesIn('default') };
  }
  const pods = client.informer(KINDS.Pod);
  const pod = pods.get(namespace, name);
  const address = pod?.status?.podIP;
  if (pod === undefined || address === undefined) return `there is no running pod ${JSON.stringify(from.slice(0, 120))} that a load could come from`;
  return {
    party: { kind: 'pod', namespace, name, node: pod.spec?.nodeName ?? '' }, node: pod.spec?.nodeName, address, resolvConf: namesIn(namespace),
    gone: () => (pods.get(namespace, name)?.status?.podIP === address ? undefined : `the pod ${from} is gone`),
  };
}

export function createLoads(world: LoadWorld): Loads {
  const sources = new Map<string, LoadSource>();
  const runningNow = (): number => [...sources.values()].filter(({ running }) => running).length;
  return {
    get running() { return runningNow(); },
    start(given) {
      const spec = typeof given === 'string' ? parseLoad(given) : given;
      const problem = typeof spec === 'string' ? spec : problemOf(spec);
      if (typeof spec === 'string' || problem !== undefined) return problem;
      if (sources.get(spec.name)?.running === true) return `a load named ${spec.name} runs already; stop it first, or choose another name`;
      if (runningNow() >= MOST_AT_ONCE) return `at most ${MOST_AT_ONCE} loads run at once; stop one first`;
      const place = placeOf(world, spec.from);
      if (typeof place === 'string') return place;
      sources.delete(spec.name);
      sources.set(spec.name, startLoad(world.clock, world.network, spec, place));
      return undefined;
    },
    stop(name) {
      const source = sources.get(name);
      if (source?.running !== true) return `there is no running load named ${JSON.stringify(name.slice(0, 80))}`;
      source.stop();
      return undefined;
    },
    reports: () => [...sources.values()].map((source) => source.report()),
  };
}
