/** Policies and bindings as admission knows them: collected once a second. @k8s apiserver/pkg/admission/plugin/policy/generic/policy_source.go; golden kubectl/validating-admission-policy */
import type { KubeObject } from '../../../api/index.ts';
import type { Store } from '../../../store/index.ts';
import type { ServerContext } from '../../context.ts';

const REFRESH_MS = 1000;

export type Hook<P, B> = { readonly policy: P; readonly bindings: readonly B[] };
type Lists = { readonly policies: readonly KubeObject[]; readonly bindings: readonly KubeObject[] };
type Source = { readonly current: (now: number) => Lists };

const sources = new WeakMap<Store, Map<string, Source>>();

/** One source for each pair of resources and store; it listens from its first use on. */
function sourceOf({ store, clock }: ServerContext, policies: string, bindings: string): Source {
  let known = sources.get(store);
  if (known === undefined) { known = new Map<string, Source>(); sources.set(store, known); }
  const found = known.get(policies);
  if (found !== undefined) return found;
  const read = (): Lists => ({ policies: store.list(policies), bindings: store.list(bindings) });
  let current = read();
  let latest = current;
  let due: number | undefined;
  let { restores } = store;
  const changed = (): void => {
    const { now } = clock;
    if (due !== undefined && now >= due) current = latest;
    due = Math.floor(now / REFRESH_MS) * REFRESH_MS + REFRESH_MS;
    latest = read();
  };
  store.subscribe(policies, changed);
  store.subscribe(bindings, changed);
  const source: Source = {
    current(now) {
      if (due === undefined) {
        if (store.restores !== restores) { ({ restores } = store); latest = read(); current = latest; }
      } else if (now >= due) { latest = read(); current = latest; due = undefined; }
      return current;
    },
  };
  known.set(policies, source);
  return source;
}

const GROUP = 'admissionregistration.k8s.io';
const PLACES = {
  validating: [`validatingadmissionpolicies.${GROUP}`, `validatingadmissionpolicybindings.${GROUP}`],
  mutating: [`mutatingadmissionpolicies.${GROUP}`, `mutatingadmissionpolicybindings.${GROUP}`],
} as const;

/** Listens from the start, so that the first change is noticed when it happens. */
export const watchPolicies = (context: ServerContext): void => {
  for (const [policies, bindings] of Object.values(PLACES)) sourceOf(context, policies, bindings);
};

export function hooksOf<P extends KubeObject, B extends KubeObject & { readonly spec?: { readonly policyName?: string } }>(
  context: ServerContext, kind: 'validating' | 'mutating'): readonly Hook<P, B>[] {
  const [policiesAt, bindingsAt] = PLACES[kind];
  const lists = sourceOf(context, policiesAt, bindingsAt).current(context.clock.now);
  if (lists.policies.length === 0 || lists.bindings.length === 0) return [];
  return lists.policies.flatMap((policy) => {
    const bindings = (lists.bindings as readonly B[]).filter(({ spec }) => spec?.policyName === policy.metadata?.name); // the resource tells the type
    return bindings.length === 0 ? [] : [{ policy: policy as P, bindings }];
  });
}
