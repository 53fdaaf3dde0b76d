/**
 * How objects are named in the graph, and dependents that name an owner otherwise.
 * @k8s pkg/controller/garbagecollector/graph.go, graph_builder.go partitionDependents
 */
import type { OwnerReference } from '../../api/index.ts';

/** `namespace` is '' where there is none; of an owner that nobody has seen it is its dependent's. */
export type Identity = { readonly apiVersion: string; readonly kind: string; readonly namespace: string; readonly name: string; readonly uid: string };

/** What depends on an owner: its place and its references. */
export type Dependent = { readonly identity: Identity; readonly owners: readonly OwnerReference[] };

export const sameCoordinates = (a: OwnerReference | Identity, b: Identity): boolean =>
  a.uid === b.uid && a.name === b.name && a.kind === b.kind && a.apiVersion === b.apiVersion;
export const sameIdentity = (a: Identity, b: Identity): boolean => a.namespace === b.namespace && sameCoordinates(a, b);
export const identityText = ({ apiVersion, kind, namespace, name, uid }: Identity): string =>
  `[${apiVersion}/${kind}, namespace: ${namespace}, name: ${name}, uid: ${uid}]`;

/** Those that mean this very owner, and those that mean another with its uid; one with several references may be both. */
export function partition<T extends Dependent>(dependents: Iterable<T>, owner: Identity): { readonly matching: readonly T[]; readonly others: readonly T[] } {
  const [matching, others]: [T[], T[]] = [[], []];
  for (const dependent of dependents) {
    const references = dependent.owners.filter(({ uid }) => uid === owner.uid);
    const elsewhere = owner.namespace !== '' && owner.namespace !== dependent.identity.namespace;
    if (!elsewhere && references.some((reference) => sameCoordinates(reference, owner))) matching.push(dependent);
    if (elsewhere || references.some((reference) => !sameCoordinates(reference, owner))) others.push(dependent);
  }
  return { matching, others };
}

const ORDER = ['kind', 'apiVersion', 'namespace', 'name', 'uid'] as const;
function isLess(a: Identity, b: Identity): boolean {
  const field = ORDER.find((each) => a[each] !== b[each]);
  return field !== undefined && a[field] < b[field];
}

/** Another name under which dependents know an owner that is absent under this one: the next in order, or the first. */
export function alternative(dependents: readonly Dependent[], absent: Identity): Identity | undefined {
  const known: Identity[] = [];
  for (const { identity, owners } of dependents) {
    for (const { apiVersion, kind, name, uid } of owners) {
      if (uid !== absent.uid) continue;
      const clusterWide = absent.namespace === '' && apiVersion === absent.apiVersion && kind === absent.kind;
      const other: Identity = { apiVersion, kind, name, uid, namespace: clusterWide ? '' : identity.namespace };
      if (!sameIdentity(other, absent)) known.push(other);
    }
  }
  const first = (some: readonly Identity[]): Identity | undefined =>
    some.reduce<Identity | undefined>((least, each) => (least === undefined || isLess(each, least) ? each : least), undefined);
  return first(known.filter((each) => isLess(absent, each))) ?? first(known);
}
