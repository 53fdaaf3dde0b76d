/** Owner references: who controls what, and the indices that find it without a scan. */
import { controllerOf, type KubeObject } from '../api/index.ts';
import type { Informer } from '../client/index.ts';

export const uidOf = (object: KubeObject): string => object.metadata?.uid ?? '';
export const nameOf = (object: KubeObject): string => object.metadata?.name ?? '';
export const namespaceOf = (object: KubeObject): string => object.metadata?.namespace ?? '';
export const isDeleting = (object: KubeObject): boolean => object.metadata?.deletionTimestamp !== undefined;

/** `namespace/name`, or the name alone. */
export const keyOf = (object: KubeObject): string => (object.metadata?.namespace === undefined ? nameOf(object) : `${namespaceOf(object)}/${nameOf(object)}`);

export function splitKey(key: string): { readonly namespace: string | undefined; readonly name: string } {
  const slash = key.indexOf('/');
  return slash < 0 ? { namespace: undefined, name: key } : { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
}

const CONTROLLER = 'controllers/controller';

/** Objects by the uid of their controller; those without one by `orphan/<namespace>`. */
export function indexByController<T extends KubeObject>(informer: Informer<T>): { owned(uid: string): readonly T[]; orphans(namespace: string): readonly T[] } {
  informer.addIndex(CONTROLLER, (object) => [controllerOf(object)?.uid ?? `orphan/${namespaceOf(object)}`], ({ metadata }) => metadata?.ownerReferences);
  return {
    owned: (uid) => informer.by(CONTROLLER, uid),
    orphans: (namespace) => informer.by(CONTROLLER, `orphan/${namespace}`),
  };
}

const LABEL = 'controllers/label';

/** Objects that carry labels, found by one of the labels first. */
export function indexByLabel<T extends KubeObject>(informer: Informer<T>): (namespace: string, labels: { readonly [key: string]: string }) => readonly T[] {
  informer.addIndex(LABEL, (object) => Object.entries(object.metadata?.labels ?? {}).map(([key, value]) => `${namespaceOf(object)}/${key}=${value}`), ({ metadata }) => metadata?.labels);
  return (namespace, labels) => {
    const [first, ...rest] = Object.entries(labels);
    if (first === undefined) return informer.list(namespace);
    const found = informer.by(LABEL, `${namespace}/${first[0]}=${first[1]}`);
    return rest.length === 0 ? found : found.filter((object) => rest.every(([key, value]) => object.metadata?.labels?.[key] === value));
  };
}
