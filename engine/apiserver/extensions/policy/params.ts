/** Objects that a binding hands to its policy. @k8s apiserver/pkg/admission/plugin/policy/generic/policy_dispatcher.go CollectParams */
import { parseApiVersion, type KubeObject, type ParamKind, type ParamRef } from '../../../api/index.ts';
import { matchesLabelSelector } from '../../../base/index.ts';
import { keyOf, resourceOf } from '../../../store/index.ts';
import type { ServerContext } from '../../context.ts';
import { storedKind } from '../../view.ts';

export type Params = { readonly ok: true; readonly params: readonly (KubeObject | null | undefined)[] } | { readonly ok: false; readonly policy?: true; readonly error: string };

export function paramsOf(context: ServerContext, paramKind: ParamKind | undefined, ref: ParamRef | undefined, namespace: string | undefined): Params {
  if (paramKind === undefined) return { ok: true, params: [undefined] };
  const { group, version } = parseApiVersion(paramKind.apiVersion ?? '');
  const kind = context.registry.byKind(group, version, paramKind.kind ?? '');
  if (kind === undefined) return { ok: false, policy: true, error: `failed to find resource referenced by paramKind: '${paramKind.apiVersion ?? ''}, Kind=${paramKind.kind ?? ''}'` };
  if (ref === undefined) return { ok: true, params: [null] };
  const resource = resourceOf(storedKind(kind));
  if (!kind.namespaced && (ref.namespace ?? '') !== '') return { ok: false, error: 'paramRef.namespace must not be provided for a cluster-scoped `paramKind`' };
  const place = kind.namespaced ? ref.namespace ?? namespace : undefined;
  if (kind.namespaced && (place === undefined || place === '')) return { ok: false, error: 'cannot use namespaced paramRef in policy binding that matches cluster-scoped resources' };
  const found = (ref.name ?? '') === ''
    ? context.store.list(resource, place).filter(({ metadata }) => ref.selector !== undefined && matchesLabelSelector(ref.selector, metadata?.labels))
    : [context.store.get(resource, keyOf(place, ref.name ?? ''))].filter((object) => object !== undefined);
  if (found.length === 0 && ref.parameterNotFoundAction === 'Deny') return { ok: false, error: 'no params found for policy binding with `Deny` parameterNotFoundAction' };
  return { ok: true, params: found };
}
