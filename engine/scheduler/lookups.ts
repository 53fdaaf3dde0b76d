/** What plugins look up beside nodes and pods. */
import { controllerOf, KINDS, type LabelSelector, type Pod, type PodDisruptionBudget, type Service } from '../api/index.ts';
import { matchesLabels, matchesLabelSelector } from '../base/index.ts';
import type { Client } from '../client/index.ts';
import type { Labels } from './cache/affinityTerms.ts';
import { claimsOf, type Claims } from './volumes/claims.ts';

export type OwnSelector = { readonly key: string; readonly matches: (labels: Labels | undefined) => boolean };
export type Lookups = {
  /** Undefined: there is no such namespace. */
  namespaceLabels(name: string): Labels | undefined;
  namespacesWith(selector: LabelSelector): readonly string[];
  /** Pods behind the same Services and of the same owner. */
  siblingsOf(pod: Pod): OwnSelector | undefined;
  claimsOf(pod: Pod): Claims | undefined;
  budgets(): readonly PodDisruptionBudget[];
};

/** For what knows nodes and pods only. */
export const NO_LOOKUPS: Lookups = { namespaceLabels: () => undefined, namespacesWith: () => [], siblingsOf: () => undefined, claimsOf: () => undefined, budgets: () => [] };

const SELECTOR = 'scheduler/selector';
/** A Service lies under the first label that it asks for. */
function selectorKeys({ metadata, spec }: Service): readonly string[] {
  for (const key in spec?.selector) return [`${metadata?.namespace}/${key}=${spec.selector[key]}`];
  return [];
}

export function createLookups(client: Client): Lookups {
  client.informer(KINDS.Service).addIndex(SELECTOR, selectorKeys, ({ spec }) => spec);
  const known: Known = new WeakMap();
  return {
    namespaceLabels: (name) => { const found = client.informer(KINDS.Namespace).get(undefined, name); return found === undefined ? undefined : found.metadata?.labels ?? {}; },
    namespacesWith: (selector) => client.informer(KINDS.Namespace).list().flatMap(({ metadata }) => (matchesLabelSelector(selector, metadata?.labels) ? [metadata?.name ?? ''] : [])),
    siblingsOf: (pod) => siblings(client, known, pod),
    claimsOf: (pod) => claimsOf(client, pod),
    budgets: () => client.informer(KINDS.PodDisruptionBudget).list(),
  };
}

/** @k8s pkg/scheduler/framework/plugins/helper/spread.go DefaultSelector */
function siblings(client: Client, known: Known, pod: Pod): OwnSelector | undefined {
  const namespace = pod.metadata?.namespace;
  const wanted: { [key: string]: string } = {};
  const labels = pod.metadata?.labels;
  const own: { [key: string]: string } = {};
  const owner = ownerSelector(client, pod, own);
  const services = client.informer(KINDS.Service);
  const list = services.list(namespace);
  const before = labels === undefined ? undefined : known.get(labels);
  if (before !== undefined && before.services === list && before.owner === owner && owner !== undefined) return before.found;
  for (const key in labels) {
    for (const { spec } of services.by(SELECTOR, `${namespace}/${key}=${labels[key]}`)) if (matchesLabels(spec?.selector, labels)) Object.assign(wanted, spec?.selector);
  }
  Object.assign(wanted, own);
  const empty = (owner?.matchLabels === undefined || Object.keys(owner.matchLabels).length === 0) && (owner?.matchExpressions ?? []).length === 0;
  if (Object.keys(wanted).length === 0 && empty) return undefined;
  const found = { key: JSON.stringify([wanted, owner ?? null]), matches: (other: Labels | undefined) => matchesLabels(wanted, other) && (owner === undefined || matchesLabelSelector(owner, other)) };
  if (labels !== undefined) known.set(labels, { services: list, owner, found });
  return found;
}
/** Pods of one template share their labels: while neither their owner's selector nor a Service of the namespace changes, the answer is the same. */
type Known = WeakMap<Labels, { readonly services: readonly Service[]; readonly owner: LabelSelector | undefined; readonly found: OwnSelector }>;

function ownerSelector(client: Client, pod: Pod, wanted: { [key: string]: string }): LabelSelector | undefined {
  const owner = controllerOf(pod);
  const namespace = pod.metadata?.namespace;
  switch (owner === undefined ? '' : `${owner.apiVersion} ${owner.kind}`) {
    case 'v1 ReplicationController': Object.assign(wanted, client.informer(KINDS.ReplicationController).get(namespace, owner?.name ?? '')?.spec?.selector); return undefined;
    case 'apps/v1 ReplicaSet': return client.informer(KINDS.ReplicaSet).get(namespace, owner?.name ?? '')?.spec?.selector;
    case 'apps/v1 StatefulSet': return client.informer(KINDS.StatefulSet).get(namespace, owner?.name ?? '')?.spec?.selector;
    default: return undefined;
  }
}
