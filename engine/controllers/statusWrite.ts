/** A status written as controllers of pods write it: after a conflict it is put on the object as it is by then. @k8s pkg/controller/replicaset/replica_set_utils.go updateReplicaSetStatus */
import type { KindDefinition, KubeObject } from '../api/index.ts';
import type { Because } from '../apiserver/index.ts';
import { pathOf, type Result } from '../client/index.ts';
import { nameOf } from './owners.ts';
import { kindOf, send, type Reply, type Request } from './request.ts';

/** @param object with its new status and the resourceVersion that it was read at: what else was written since then stays. */
export function* putStatus<T extends KubeObject>(plain: KindDefinition<T>, object: T, because: Because): Generator<readonly Request[], Result<KubeObject>, readonly Reply[]> {
  const kind = kindOf(plain);
  const put = (what: KubeObject): Request & { verb: 'update' } => ({ verb: 'update', kind, object: what, subresource: 'status', because });
  const first = yield* send(put(object));
  if (first.ok || first.status.code !== 409) return first;
  const fresh = yield* send({ verb: 'call', method: 'GET', path: pathOf(kind, object.metadata?.namespace, nameOf(object)), what: `get ${kind.plural} ${nameOf(object)}`, because });
  const { status } = object as { readonly status?: unknown }; // every kind that is written so has one
  return fresh.ok ? yield* send(put({ ...fresh.value, status } as KubeObject)) : fresh; // the same object, later
}
