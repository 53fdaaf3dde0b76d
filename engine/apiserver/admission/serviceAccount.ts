/** Pods run as a ServiceAccount and get its token as a volume. @k8s plugin/pkg/admission/serviceaccount/admission.go; golden pods/pod-exit0-never, controllers/sa-missing */
import { isMirrorPod, type Container, type Pod, type PodSpec, type ServiceAccount, type Volume } from '../../api/index.ts';
import { keyOf } from '../../store/index.ts';
import type { ServerContext } from '../context.ts';
import { forbid } from './forbid.ts';
import { forbiddenSecret, mirrorProblem } from './secretReferences.ts';
import type { AdmissionPlugin, Attributes } from './types.ts';

const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
/** @k8s kube-apiserver's expiration (3600 s) plus what lets the kubelet renew in time */
const TOKEN_SECONDS = 3607;

const isCreated = ({ operation, resource, subresource }: Attributes): boolean => operation === 'CREATE' && resource === 'pods' && subresource === undefined;
/** Containers that come later may name secrets, too. */
const isExtended = ({ operation, resource, subresource }: Attributes): boolean =>
  operation === 'UPDATE' && resource === 'pods' && subresource === 'ephemeralcontainers';

const accountOf = ({ store }: ServerContext, namespace: string, name: string): ServiceAccount | undefined =>
  store.get('serviceaccounts', keyOf(namespace, name)) as ServiceAccount | undefined; // the resource tells the type

const missing = (namespace: string, name: string): string => `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`;

export const serviceAccount: AdmissionPlugin = {
  name: 'ServiceAccount',
  idle: (_operation, subresource) => subresource !== undefined && subresource !== 'ephemeralcontainers',
  resources: ['pods'],
  admit(attributes, object, context) {
    const pod = object as Pod; // checked next
    if (!isCreated(attributes) || pod.spec === undefined || isMirrorPod(pod)) return object;
    const { namespace = '' } = attributes;
    const wanted = pod.spec.serviceAccountName ?? pod.spec.serviceAccount ?? '';
    const accountName = wanted === '' ? 'default' : wanted;
    const account = accountOf(context, namespace, accountName);
    if (account === undefined) return forbid(attributes, pod, missing(namespace, accountName));
    const named: PodSpec = { ...pod.spec, serviceAccountName: accountName, serviceAccount: accountName };
    const mounted = named.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true ? withToken(named, context) : named;
    const secrets = (mounted.imagePullSecrets ?? []).length === 0 ? account.imagePullSecrets : undefined;
    return { ...pod, spec: secrets === undefined ? mounted : { ...mounted, imagePullSecrets: secrets } };
  },
  validate(attributes, object, context) {
    if (!isCreated(attributes) && !isExtended(attributes)) return undefined;
    const pod = object as Pod; // the resource tells the type
    const { namespace = '' } = attributes;
    if (isCreated(attributes) && isMirrorPod(pod)) {
      const problem = mirrorProblem(pod);
      return problem === undefined ? undefined : forbid(attributes, pod, problem);
    }
    const accountName = pod.spec?.serviceAccountName ?? '';
    if (accountName === '') return isExtended(attributes) ? undefined : forbid(attributes, pod, `no service account specified for pod ${namespace}/${pod.metadata?.name ?? ''}`);
    const account = accountOf(context, namespace, accountName);
    if (account === undefined) return forbid(attributes, pod, missing(namespace, accountName));
    const problem = forbiddenSecret(account, pod, isExtended(attributes));
    return problem === undefined ? undefined : forbid(attributes, pod, problem);
  },
};

function withToken(spec: PodSpec, context: ServerContext): PodSpec {
  const lacks = (container: Container): boolean => !(container.volumeMounts ?? []).some(({ mountPath }) => mountPath === MOUNT_PATH);
  const all = [...(spec.initContainers ?? []), ...spec.containers];
  if (!all.some(lacks)) return spec;
  const name = `kube-api-access-${context.ids.suffix()}`;
  const mount = (container: Container): Container => (lacks(container)
    ? { ...container, volumeMounts: [...(container.volumeMounts ?? []), { name, readOnly: true, mountPath: MOUNT_PATH }] } : container);
  return {
    ...spec,
    volumes: [...(spec.volumes ?? []), { name, projected: TOKEN }],
    ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(mount) }),
    containers: spec.containers.map(mount),
  };
}

const TOKEN: NonNullable<Volume['projected']> = {
  sources: [
    { serviceAccountToken: { expirationSeconds: TOKEN_SECONDS, path: 'token' } },
    { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
    { downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } },
  ],
  defaultMode: 420,
};
