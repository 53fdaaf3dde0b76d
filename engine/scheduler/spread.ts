/** Over which places the pods of one owner or Service should be spread. @k8s pkg/scheduler/framework/plugins/podtopologyspread */
import { controllerOf, KINDS, type LabelSelector, type Pod } from '../api/index.ts';
import { matchesLabels, matchesLabelSelector } from '../base/index.ts';
import type { Client } from '../client/index.ts';

export type Labels = { readonly [key: string]: string };
export type Spread = { readonly topologyKey: string; readonly maxSkew: number; readonly matches: (labels: Labels | undefined) => boolean };
export type SpreadWish = {
  readonly constraints: readonly Spread[];
  /** The pod's own wish: nodes without the label are out. What is built in takes them as they are. */
  readonly own: boolean;
};

export const HOSTNAME = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';

/** What the pod asks for; if it asks for nothing, what is built in. Only wishes: what is demanded is a filter's business. */
export function spreadOf(client: Client, pod: Pod): SpreadWish | undefined {
  const asked = pod.spec?.topologySpreadConstraints ?? [];
  if (asked.length > 0) {
    const constraints = asked.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === 'ScheduleAnyway').map(({ topologyKey, maxSkew, labelSelector, matchLabelKeys = [] }): Spread => {
      const same = Object.fromEntries(matchLabelKeys.flatMap((key) => { const value = pod.metadata?.labels?.[key]; return value === undefined ? [] : [[key, value]]; }));
      return { topologyKey, maxSkew, matches: (labels) => matchesLabelSelector(labelSelector, labels) && matchesLabels(same, labels) };
    });
    return constraints.length === 0 ? undefined : { constraints, own: true };
  }
  const matches = defaultSelector(client, pod);
  if (matches === undefined) return undefined;
  return { own: false, constraints: [{ topologyKey: HOSTNAME, maxSkew: 3, matches }, { topologyKey: ZONE, maxSkew: 5, matches }] };
}

/** Pods behind the same Services and of the same owner. @k8s plugins/helper/spread.go DefaultSelector */
function defaultSelector(client: Client, pod: Pod): ((labels: Labels | undefined) => boolean) | undefined {
  const namespace = pod.metadata?.namespace;
  const wanted: { [key: string]: string } = {};
  for (const { spec } of client.informer(KINDS.Service).list(namespace)) {
    const selector = spec?.selector ?? {};
    if (Object.keys(selector).length > 0 && matchesLabels(selector, pod.metadata?.labels)) Object.assign(wanted, selector);
  }
  const owner = controllerOf(pod);
  const set: LabelSelector | undefined = owner?.kind === 'ReplicaSet' ? client.informer(KINDS.ReplicaSet).get(namespace, owner.name)?.spec?.selector : undefined;
  if (Object.keys(wanted).length === 0 && set === undefined) return undefined;
  return (labels) => matchesLabels(wanted, labels) && (set === undefined || matchesLabelSelector(set, labels));
}
