/** The history of a deployment: its replica sets by their revision. @k8s kubectl/pkg/util/deployment GetAllReplicaSets */
import { formatLabelSelector } from '../../../base/index.ts';
import type { JsonObject, LabelSelectorObject } from '../../../base/index.ts';
import { withQuery } from '../../api.ts';
import { annotationsOf, listAt, objectAt, uidOf } from '../../objects.ts';
import { isObject } from '../../../base/index.ts';
import { itemsOf } from '../../resources/select.ts';
import type { Info } from '../../resources/select.ts';
import type { KubectlContext } from '../../verb.ts';
import { REVISION } from './status.ts';

export type Revision = { readonly number: number; readonly replicaSet: JsonObject };

export const TEMPLATE_HASH = 'pod-template-hash';
export const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/** In ascending order. */
export function revisionsOf(context: KubectlContext, info: Info): readonly Revision[] {
  const resource = context.discovery.byKind('apps/v1', 'ReplicaSet');
  if (resource === undefined) return [];
  const selector = formatLabelSelector(objectAt(info.object, 'spec', 'selector') as LabelSelectorObject); // the server has checked its shape
  const list = context.api.call('GET', withQuery(`/apis/apps/v1/namespaces/${info.namespace}/replicasets`, { labelSelector: selector }));
  const owned = itemsOf(resource, list).map((each) => each.object).filter((replicaSet) =>
    listAt(replicaSet, 'metadata', 'ownerReferences').filter(isObject).some((owner) => owner['controller'] === true && owner['uid'] === uidOf(info.object)));
  return owned.map((replicaSet) => ({ number: Number(annotationsOf(replicaSet)[REVISION] ?? 0), replicaSet })).sort((a, b) => a.number - b.number);
}

/** The template as the deployment had it, with the cause of the change among its annotations. */
export function templateOf({ replicaSet }: Revision): JsonObject {
  return objectAt(replicaSet, 'spec', 'template');
}
