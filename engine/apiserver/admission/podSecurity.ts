/** Pod Security Standards by namespace labels. @k8s pod-security-admission/admission/admission.go, plugin/pkg/admission/security/podsecurity */
import type { KubeObject, Namespace, ObjectMeta, Pod, PodSpec, PodTemplateSpec } from '../../api/index.ts';
import type { Failure, ServerContext } from '../context.ts';
import { forbid } from './forbid.ts';
import { violations, violationsText } from './podSecurity/evaluate.ts';
import { checkNamespace } from './podSecurity/namespaces.ts';
import { isOpen, policyOf, policyText } from './podSecurity/policy.ts';
import type { AdmissionPlugin, Attributes } from './types.ts';

/** Kinds that make pods: they are warned about, never refused. */
const TEMPLATES: ReadonlySet<string> = new Set([
  'replicationcontrollers', 'podtemplates', 'replicasets.apps', 'deployments.apps', 'statefulsets.apps', 'daemonsets.apps', 'jobs.batch', 'cronjobs.batch',
]);
const POD_SUBRESOURCES: ReadonlySet<string | undefined> = new Set([undefined, 'ephemeralcontainers', 'resize']);

export const podSecurity: AdmissionPlugin = {
  name: 'PodSecurity',
  idle: (operation, subresource) => operation === 'DELETE' || !POD_SUBRESOURCES.has(subresource),
  resources: ['pods', 'namespaces', ...TEMPLATES],
  validate(attributes, object, context) {
    const { operation, resource, subresource } = attributes;
    if (operation === 'DELETE' || object === undefined) return undefined;
    if (resource === 'namespaces') return subresource === undefined ? checkNamespace(attributes, object, context) : undefined;
    if (resource === 'pods') return POD_SUBRESOURCES.has(subresource) ? checkPod(attributes, object as Pod, context) : undefined; // the resource tells the type
    if (subresource === undefined && TEMPLATES.has(resource)) warnOfTemplate(attributes, object, context);
    return undefined;
  },
};

const policyIn = ({ store }: ServerContext, namespace: string | undefined) =>
  policyOf((store.get('namespaces', namespace ?? '') as Namespace | undefined)?.metadata?.labels); // the resource tells the type

function checkPod(attributes: Attributes, pod: Pod, context: ServerContext): Failure | undefined {
  const { policy, errors } = policyIn(context, attributes.namespace);
  if ((errors.length === 0 && isOpen(policy)) || pod.spec === undefined) return undefined;
  if (attributes.operation === 'UPDATE' && !isSignificant(pod.spec, (attributes.old as Pod | undefined)?.spec)) return undefined; // a pod replaces a pod
  const subject = { metadata: pod.metadata, spec: pod.spec };
  const found = violations(policy.enforce, subject);
  if (found.length > 0) return forbid(attributes, pod, `violates PodSecurity ${JSON.stringify(policyText(policy.enforce))}: ${violationsText(found)}`);
  warn(attributes, policy.warn, subject);
  return undefined;
}

type Containers = readonly { readonly name: string; readonly image?: string }[] | undefined;
/** New containers and new images are looked at. */
function isSignificant(next: PodSpec, old: PodSpec | undefined): boolean {
  const differs = (now: Containers = [], before: Containers = []): boolean =>
    now.length !== before.length || now.some(({ image }, i) => image !== before[i]?.image);
  const added = (next.ephemeralContainers ?? []).some(({ name, image }) => (old?.ephemeralContainers ?? []).find((other) => other.name === name)?.image !== image);
  return differs(next.containers, old?.containers) || differs(next.initContainers, old?.initContainers) || added;
}

function warn(attributes: Attributes, policy: ReturnType<typeof policyOf>['policy']['warn'], subject: { readonly metadata: ObjectMeta | undefined; readonly spec: PodSpec }): void {
  const found = violations(policy, subject);
  if (found.length > 0) attributes.warn(`would violate PodSecurity ${JSON.stringify(policyText(policy))}: ${violationsText(found)}`);
}

type WithTemplate = KubeObject & {
  readonly template?: PodTemplateSpec;
  readonly spec?: { readonly template?: PodTemplateSpec; readonly jobTemplate?: { readonly spec?: { readonly template?: PodTemplateSpec } } };
};

function warnOfTemplate(attributes: Attributes, object: KubeObject, context: ServerContext): void {
  const { policy } = policyIn(context, attributes.namespace);
  if (policy.warn.level === 'privileged') return;
  const { template: own, spec } = object as WithTemplate; // all of these kinds have one
  const template = own ?? spec?.template ?? spec?.jobTemplate?.spec?.template;
  if (template?.spec !== undefined) warn(attributes, policy.warn, { metadata: template.metadata, spec: template.spec });
}
