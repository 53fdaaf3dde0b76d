/** Keeps the registry's kinds in step with the CustomResourceDefinitions that are stored. */
import { sameObject, type CustomResourceDefinition, type KindDefinition, type KubeObject } from '../../../api/index.ts';
import type { Store } from '../../../store/index.ts';
import type { Registry } from '../../registry.ts';
import { kindsOf } from './customKind.ts';

export const CRDS = 'customresourcedefinitions.apiextensions.k8s.io';
export const isTrue = (crd: CustomResourceDefinition, wanted: string): boolean => (crd.status?.conditions ?? []).some(({ type, status }) => type === wanted && status === 'True');

type Known = { readonly crd: CustomResourceDefinition; readonly kinds: readonly KindDefinition[] };

/** @returns to be called before each request: cheap while nothing has changed. */
export function serveCustomResources(store: Store, registry: Registry): () => void {
  let seen: readonly KubeObject[] | undefined;
  let served = new Map<string, Known>();
  return () => {
    const list = store.list(CRDS);
    if (list === seen || (list.length === 0 && served.size === 0)) return;
    seen = list;
    const next = new Map<string, Known>();
    const [gone, come]: [KindDefinition[], KindDefinition[]] = [[], []];
    for (const object of list) {
      const crd = object as CustomResourceDefinition; // the resource tells the type
      const name = crd.metadata?.name ?? '';
      const old = served.get(name);
      if (old !== undefined && sameServing(old.crd, crd)) { next.set(name, old); continue; }
      const kinds = isTrue(crd, 'Established') ? kindsOf(crd) : [];
      if (old !== undefined) gone.push(...old.kinds);
      come.push(...kinds);
      next.set(name, { crd, kinds });
    }
    for (const [name, old] of served) if (!next.has(name)) gone.push(...old.kinds);
    served = next;
    if (gone.length > 0 || come.length > 0) registry.replace(gone, come);
  };
}

const sameServing = (a: CustomResourceDefinition, b: CustomResourceDefinition): boolean => a === b
  || (a.metadata?.uid === b.metadata?.uid && isTrue(a, 'Established') === isTrue(b, 'Established') && a.metadata?.deletionTimestamp === b.metadata?.deletionTimestamp
    && (a.spec === b.spec || sameObject(a.spec, b.spec)) && sameObject(a.status?.acceptedNames, b.status?.acceptedNames)
    && sameObject(a.status?.storedVersions, b.status?.storedVersions));
