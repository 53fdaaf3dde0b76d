/** A namespace that goes away takes its content along: pods first, then everything else. @k8s pkg/controller/namespace/namespace_controller.go */
import { internalError, KINDS, type KubeObject, type Namespace, type Pod } from '../../api/index.ts';
import { isDeleting, nameOf } from '../owners.ts';
import { kindOf, send, type Reconcile, type Reply, type Request } from '../request.ts';
import { conditionsOf } from './conditions.ts';
import { judge, podSeconds, type Content, type Removal } from './content.ts';

export const BY = 'namespace-controller';
const FINALIZER = 'kubernetes';

export type NamespaceView = {
  readonly namespace: Namespace;
  /** What is in the namespace now, asked for again after each step. */
  readonly content: () => readonly Content[];
  readonly now: () => number;
  readonly at: () => string;
};
type Told = { readonly kind: Content['kind']; readonly removal: Removal };

export function* reconcileNamespace(view: NamespaceView): Reconcile {
  const { namespace } = view;
  if (!isDeleting(namespace) || !(namespace.spec?.finalizers ?? []).includes(FINALIZER)) return undefined;
  const isPods = ({ kind }: Content): boolean => kind.plural === 'pods' && kind.group === '';
  const told: Told[] = [...(yield* removeAll(view, isPods))];
  // Nothing else goes while pods are there: they may need it to end well.
  if (!view.content().some(isPods)) told.push(...(yield* removeAll(view, (content) => !isPods(content))));
  const conditions = conditionsOf(namespace, told, view.at());
  if (conditions !== undefined) {
    const object = { ...namespace, status: { ...namespace.status, conditions } };
    yield [{ verb: 'update', ...place(namespace, 'tell what holds the namespace'), subresource: 'status', object }];
  }
  const error = told.find(({ removal }) => removal.error !== undefined)?.removal.error;
  if (error !== undefined) return internalError(error);
  const estimate = Math.max(0, ...told.map(({ removal }) => removal.estimateSeconds));
  if (estimate > 0) {
    yield [{ verb: 'again', afterMs: (Math.trunc(estimate / 2) + 1) * 1000 }];
    return undefined;
  }
  return yield* letGo(namespace);
}

const place = (namespace: Namespace, rule: string) =>
  ({ kind: kindOf(KINDS.Namespace), namespace: undefined, name: nameOf(namespace), because: { by: BY, rule, cause: `namespaces/${nameOf(namespace)}` } });

function* removeAll(view: NamespaceView, wanted: (content: Content) => boolean): Generator<readonly Request[], readonly Told[], readonly Reply[]> {
  const name = nameOf(view.namespace);
  const before = view.content().filter(wanted);
  const because = { by: BY, rule: 'delete what is in the namespace', cause: `namespaces/${name}` };
  const requests = before.flatMap(({ kind, objects }) => objects.filter((object) => !isDeleting(object)).map((object): Request =>
    ({ verb: 'delete', kind, namespace: name, name: nameOf(object), because, options: { propagationPolicy: 'Background' } })));
  if (requests.length > 0) yield requests;
  const after = view.content();
  return before.map((content) => {
    const left: readonly KubeObject[] = after.find(({ kind }) => kind === content.kind)?.objects ?? [];
    // Only pods have a grace period.
    const grace = content.kind.graceful === true ? podSeconds(content.objects as readonly Pod[], view.namespace.metadata?.deletionTimestamp, view.now()) : 0;
    return { kind: content.kind, removal: judge(name, content, left, grace) };
  });
}

function* letGo(namespace: Namespace): Reconcile {
  const { resourceVersion: _, ...metadata } = namespace.metadata ?? {};
  const finalizers = (namespace.spec?.finalizers ?? []).filter((finalizer) => finalizer !== FINALIZER);
  const object: Namespace = { ...namespace, metadata, spec: { ...namespace.spec, finalizers } };
  const { kind, because } = place(namespace, 'nothing is left in the namespace');
  const result = yield* send<Namespace>({ verb: 'update', kind, object, subresource: 'finalize', because });
  return result.ok || result.status.code === 404 ? undefined : result.status;
}
