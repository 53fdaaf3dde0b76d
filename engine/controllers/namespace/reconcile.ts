/** A namespace that goes away takes its content along: pods first, then everything else. @k8s pkg/controller/namespace/deletion/namespaced_resources_deleter.go */
import { internalError, KINDS, type KindDefinition, type KubeObject, type Namespace, type Pod } from '../../api/index.ts';
import { isDeleting, nameOf } from '../owners.ts';
import { kindOf, send, type Reconcile, type Reply, type Request } from '../request.ts';
import { conditionsOf, discoveryError } from './conditions.ts';
import { judge, podSeconds, type Content, type Told } from './content.ts';

export const BY = 'namespace-controller';
const FINALIZER = 'kubernetes';
/** Deleting in the background takes them off what was already being deleted. @k8s apiserver/pkg/registry/generic/registry/store.go deletionFinalizersForGarbageCollection */
const WAITING = ['foregroundDeletion', 'orphan'];

export type NamespaceView = {
  readonly namespace: Namespace;
  /** What is in the namespace now, asked for again after each step. */
  readonly content: () => readonly Content[];
  /** What is left of a kind. */
  readonly objectsOf: (kind: KindDefinition) => readonly KubeObject[];
  /** Versions of APIs whose own servers do not answer. */
  readonly stale: () => readonly string[];
  readonly now: () => number;
  readonly at: () => string;
};

const isPods = (kind: KindDefinition): boolean => kind.plural === 'pods' && kind.group === '';

export function* reconcileNamespace(view: NamespaceView): Reconcile {
  const { namespace } = view;
  if (!isDeleting(namespace) || (namespace.spec?.finalizers ?? []).length === 0) return undefined;
  const stale = view.stale();
  const told: Told[] = [...(yield* removeAll(view, isPods))];
  // Nothing else goes while pods are there: they may need it to end well.
  const onlyPods = told.some(({ removal }) => removal.remaining > 0);
  if (!onlyPods) told.push(...(yield* removeAll(view, (kind) => !isPods(kind))));
  const conditions = conditionsOf(namespace, { told, onlyPods, stale }, view.at());
  if (conditions !== undefined) {
    const object = { ...namespace, status: { ...namespace.status, conditions } };
    yield [{ verb: 'update', ...place(namespace, 'tell what holds the namespace'), subresource: 'status', object }];
  }
  const error = stale.length > 0 ? discoveryError(stale) : told.find(({ removal }) => removal.error !== undefined)?.removal.error;
  if (error !== undefined) return internalError(error);
  const estimate = told.reduce((longest, { removal }) => Math.max(longest, removal.estimateSeconds), 0);
  if (estimate > 0) {
    yield [{ verb: 'again', afterMs: (Math.trunc(estimate / 2) + 1) * 1000 }];
    return undefined;
  }
  return yield* letGo(namespace);
}

const place = (namespace: Namespace, rule: string) =>
  ({ kind: kindOf(KINDS.Namespace), namespace: undefined, name: nameOf(namespace), because: { by: BY, rule, cause: `namespaces/${nameOf(namespace)}` } });

function* removeAll(view: NamespaceView, wanted: (kind: KindDefinition) => boolean): Generator<readonly Request[], readonly Told[], readonly Reply[]> {
  const name = nameOf(view.namespace);
  const before = view.content().filter(({ kind }) => wanted(kind));
  const because = { by: BY, rule: 'delete what is in the namespace', cause: `namespaces/${name}` };
  const asked = before.flatMap(({ kind, objects }) => objects.filter(isAskedToGo).map((object) => ({ kind, object })));
  const replies = asked.length === 0 ? [] : yield asked.map(({ kind, object }): Request =>
    ({ verb: 'delete', kind, namespace: name, name: nameOf(object), because, options: { propagationPolicy: 'Background' } }));
  const refused = new Map<KindDefinition, string>();
  asked.forEach(({ kind }, i) => {
    const reply = replies[i];
    if (reply?.ok === false && reply.status.code !== 404 && !refused.has(kind)) refused.set(kind, reply.status.message ?? '');
  });
  return before.map(({ kind, objects }) => {
    // Only pods have a grace period.
    const grace = kind.graceful === true ? podSeconds(objects as readonly Pod[], view.namespace.metadata?.deletionTimestamp, view.now()) : 0;
    return { kind, removal: judge(name, kind, view.objectsOf(kind), grace, refused.get(kind)) };
  });
}

const isAskedToGo = (object: KubeObject): boolean => !isDeleting(object) || object.metadata?.finalizers?.some((finalizer) => WAITING.includes(finalizer)) === true;

function* letGo(namespace: Namespace): Reconcile {
  const present = namespace.spec?.finalizers ?? [];
  if (!present.includes(FINALIZER)) return undefined;
  const { resourceVersion: _, ...metadata } = namespace.metadata ?? {};
  const finalizers = present.filter((finalizer) => finalizer !== FINALIZER).toSorted();
  const object: Namespace = { ...namespace, metadata, spec: { ...namespace.spec, finalizers } };
  const { kind, because } = place(namespace, 'nothing is left in the namespace');
  const result = yield* send<Namespace>({ verb: 'update', kind, object, subresource: 'finalize', because });
  return result.ok || result.status.code === 404 ? undefined : result.status;
}
