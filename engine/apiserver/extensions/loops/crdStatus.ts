/** Writing a CRD's status. */
import type { CustomResourceDefinition } from '../../../api/index.ts';
import { nowStamp } from '../../times.ts';
import type { LoopContext } from './controllers.ts';
import { CRDS } from '../custom/served.ts';

export type Condition = { readonly type: string; readonly status: string; readonly reason: string; readonly message: string };

export const crdOf = (context: LoopContext, name: string): CustomResourceDefinition | undefined =>
  context.store.get(CRDS, name) as CustomResourceDefinition | undefined; // the resource tells the type

/** @k8s apiextensions-apiserver/pkg/apihelpers/helpers.go SetCRDCondition */
export function withCondition(context: LoopContext, crd: CustomResourceDefinition, condition: Condition): CustomResourceDefinition {
  const conditions = crd.status?.conditions ?? [];
  const old = conditions.find(({ type }) => type === condition.type);
  const lastTransitionTime = old?.status === condition.status && old.lastTransitionTime !== undefined ? old.lastTransitionTime : nowStamp(context.clock);
  const next = { ...condition, lastTransitionTime };
  return { ...crd, status: { ...crd.status, conditions: old === undefined ? [...conditions, next] : conditions.map((each) => (each === old ? next : each)) } };
}

export const putStatus = (context: LoopContext, crd: CustomResourceDefinition): void => {
  context.send('PUT', `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${crd.metadata?.name ?? ''}/status`, crd);
};
