/** The history of a workload: replica sets of a deployment, controller revisions of the others. @k8s kubectl/pkg/polymorphichelpers/history.go */
import { formatLabelSelector, isObject } from '../../../base/index.ts';
import type { JsonObject, LabelSelectorObject } from '../../../base/index.ts';
import { withQuery } from '../../api.ts';
import { annotationsOf, listAt, numberAt, objectAt, uidOf, withField } from '../../objects.ts';
import { itemsOf } from '../../resources/select.ts';
import type { Info } from '../../resources/select.ts';
import type { KubectlContext } from '../../verb.ts';
import { REVISION } from './progress.ts';

/** `object` is the replica set or the controller revision. */
export type Revision = { readonly number: number; readonly object: JsonObject };

export const TEMPLATE_HASH = 'pod-template-hash';
export const CHANGE_CAUSE = 'kubernetes.io/change-cause';

/** Workloads that have a history. */
export const HAVE_HISTORY = ['DaemonSet', 'Deployment', 'StatefulSet'];

/** In ascending order. */
export function revisionsOf(context: KubectlContext, info: Info): readonly Revision[] {
  const ofDeployment = info.resource.kind === 'Deployment';
  const resource = context.discovery.byKind('apps/v1', ofDeployment ? 'ReplicaSet' : 'ControllerRevision');
  if (resource === undefined) return [];
  const selector = formatLabelSelector(objectAt(info.object, 'spec', 'selector') as LabelSelectorObject); // the server has checked its shape
  const list = context.api.call('GET', withQuery(`/apis/apps/v1/namespaces/${info.namespace}/${resource.plural}`, { labelSelector: selector }));
  const owned = itemsOf(resource, list).map((each) => each.object).filter((object) =>
    listAt(object, 'metadata', 'ownerReferences').filter(isObject).some((owner) => owner['controller'] === true && owner['uid'] === uidOf(info.object)));
  const numberOf = (object: JsonObject): number => (ofDeployment ? Number(annotationsOf(object)[REVISION] ?? 0) : numberAt(object, 'revision'));
  return owned.map((object) => ({ number: numberOf(object), object })).sort((a, b) => a.number - b.number);
}

/** The template as the workload had it. A controller revision keeps it as a patch. */
export function templateOf({ object }: Revision): JsonObject {
  if (object['kind'] !== 'ControllerRevision') return objectAt(object, 'spec', 'template');
  return withField(objectAt(object, 'data', 'spec', 'template'), ['$patch'], undefined);
}
