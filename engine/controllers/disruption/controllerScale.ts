/** How many pods the controller of a pod wants. @k8s pkg/controller/disruption/disruption.go finders */
import { controllerOf, KINDS, type KindDefinition, type KubeObject, type OwnerReference, type Pod } from '../../api/index.ts';
import type { Client } from '../../client/index.ts';
import { namespaceOf, uidOf } from '../owners.ts';
import { readScale, scaleTargetOf } from '../scaleTargets.ts';
import type { ScaleOf } from './scale.ts';

const KNOWN: readonly string[] = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];
type Scaled = KubeObject & { readonly spec?: { readonly replicas?: number } };
type Answer = ReturnType<ScaleOf>;

/** A ReplicaSet of a Deployment is not asked itself. */
export function controllerScales(client: Client): ScaleOf {
  const replicaSets = client.informer(KINDS.ReplicaSet);
  const known = ({ kind, name, uid }: OwnerReference, namespace: string): Answer => {
    const definition = KINDS[kind as 'Deployment'] as unknown as KindDefinition<Scaled>; // all of the four have a number of replicas
    const found = client.informer(definition).get(namespace, name);
    return found === undefined || uidOf(found) !== uid ? undefined : { uid, replicas: found.spec?.replicas ?? 1 };
  };
  return (pod: Pod): Answer => {
    const owner = controllerOf(pod);
    if (owner === undefined) return undefined;
    const namespace = namespaceOf(pod);
    if (!KNOWN.includes(owner.kind)) return anyOther(client, owner, namespace);
    const set = owner.kind === 'ReplicaSet' ? replicaSets.get(namespace, owner.name) : undefined;
    const above = set === undefined || uidOf(set) !== owner.uid ? undefined : controllerOf(set);
    return (above?.kind === 'Deployment' ? known(above, namespace) : undefined) ?? known(owner, namespace);
  };
}

/** Whatever has a scale; a text says that it has none. */
function anyOther(client: Client, { apiVersion, kind, name, uid }: OwnerReference, namespace: string): Answer {
  const [group = '', version = ''] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const target = scaleTargetOf(client, { group, kind, version });
  if (target === undefined) return `no matches for kind ${JSON.stringify(kind)} in version ${JSON.stringify(apiVersion)}`;
  const because = { by: 'disruption-controller', rule: 'look at the scale of the pods', cause: `${target.resource}/${namespace}/${name}` };
  const answer = client.call({ method: 'GET', path: target.pathOf(namespace, name), what: `get ${target.resource} ${name}`, because });
  if (!answer.ok) return answer.status.code !== 404 ? answer.status.message ?? '' : target.hasScale ? undefined : `${target.resource} does not implement the scale subresource`;
  const scale = readScale(answer.value);
  return scale.uid === uid ? { uid, replicas: scale.wanted } : undefined;
}
