/** A CRD that is deleted takes its instances with it. @k8s apiextensions-apiserver/pkg/controller/finalizer/crd_finalizer.go */
import { CLEANUP, type CustomResourceDefinition } from '../../../api/index.ts';
import type { Loop, LoopContext } from './controllers.ts';
import { crdOf, putStatus, withCondition } from './crdStatus.ts';
import { CRDS, isTrue } from '../custom/served.ts';

const STEP_MS = 5;
const POLL_MS = 5000;
const GIVE_UP_MS = 60_000;

const isEnding = (crd: CustomResourceDefinition): boolean => crd.metadata?.deletionTimestamp !== undefined && (crd.metadata.finalizers ?? []).includes(CLEANUP);
const terminating = (status: string, reason: string, message: string) => ({ type: 'Terminating', status, reason, message });

export const finalizerLoop: Loop = {
  resources: [CRDS],
  changed({ key, object, old }, context) {
    const crd = object as CustomResourceDefinition; // the resource tells the type
    if (isEnding(crd) && (old === undefined || !isEnding(old as CustomResourceDefinition))) context.soon(`crd end ${key}`, STEP_MS, () => begin(context, key));
  },
};

function begin(context: LoopContext, name: string): void {
  const crd = crdOf(context, name);
  if (crd === undefined || !isEnding(crd)) return;
  putStatus(context, withCondition(context, crd, terminating('True', 'InstanceDeletionInProgress', 'CustomResource deletion is in progress')));
  if (!isTrue(crd, 'Established')) { finish(context, name, terminating('False', 'NeverEstablished', 'resource was never established')); return; }
  for (const instance of instances(context, crd)) {
    const { namespace, name: each = '' } = instance.metadata ?? {};
    const [version] = crd.spec.versions.filter(({ served }) => served);
    const place = namespace === undefined ? '' : `/namespaces/${namespace}`;
    context.send('DELETE', `/apis/${crd.spec.group}/${version?.name ?? ''}${place}/${crd.spec.names.plural}/${each}`);
  }
  poll(context, name, context.clock.now);
}

const instances = (context: LoopContext, crd: CustomResourceDefinition): ReturnType<LoopContext['store']['list']> =>
  context.store.list(`${crd.spec.names.plural}.${crd.spec.group}`);

function poll(context: LoopContext, name: string, since: number): void {
  const crd = crdOf(context, name);
  if (crd === undefined || !isEnding(crd)) return;
  if (instances(context, crd).length === 0) { finish(context, name, terminating('False', 'InstanceDeletionCompleted', 'removed all instances')); return; }
  if (context.clock.now - since < GIVE_UP_MS) { context.soon(`crd poll ${name}`, POLL_MS, () => poll(context, name, since)); return; }
  putStatus(context, withCondition(context, crd, terminating('True', 'InstanceDeletionCheck', 'could not confirm zero CustomResources remaining: context deadline exceeded')));
  context.soon(`crd poll ${name}`, POLL_MS, () => begin(context, name));
}

function finish(context: LoopContext, name: string, condition: ReturnType<typeof terminating>): void {
  const crd = crdOf(context, name);
  if (crd === undefined) return;
  const finalizers = (crd.metadata?.finalizers ?? []).filter((finalizer) => finalizer !== CLEANUP);
  const next = withCondition(context, crd, condition);
  putStatus(context, { ...next, metadata: { ...next.metadata, finalizers } });
}
