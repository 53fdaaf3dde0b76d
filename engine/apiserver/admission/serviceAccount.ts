/** Pods run as a ServiceAccount and get its token as a volume. @k8s plugin/pkg/admission/serviceaccount/admission.go; golden pods/pod-exit0-never, controllers/sa-missing */
import { forbiddenStatus, isMirrorPod, type Container, type Pod, type PodSpec, type ServiceAccount, type Volume } from '../../api/index.ts';
import { keyOf } from '../../store/index.ts';
import { fail, type ServerContext } from '../context.ts';
import type { AdmissionPlugin } from './types.ts';

const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
/** @k8s kube-apiserver's expiration (3600 s) plus what lets the kubelet renew in time */
const TOKEN_SECONDS = 3607;

export const serviceAccount: AdmissionPlugin = {
  name: 'ServiceAccount',
  admit({ operation, resource, namespace = '', name, subresource }, object, context) {
    if (operation !== 'CREATE' || resource !== 'pods' || subresource !== undefined) return object;
    const pod = object as Pod; // the resource tells the type
    if (pod.spec === undefined || isMirrorPod(pod)) return pod;
    const wanted = pod.spec.serviceAccountName ?? pod.spec.serviceAccount ?? '';
    const accountName = wanted === '' ? 'default' : wanted;
    const account = context.store.get('serviceaccounts', keyOf(namespace, accountName)) as ServiceAccount | undefined;
    if (account === undefined) {
      const shown = name === '' ? pod.metadata?.generateName ?? '' : name;
      return fail(forbiddenStatus({ group: '', resource }, shown,
        `error looking up service account ${namespace}/${accountName}: serviceaccount "${accountName}" not found`));
    }
    const named: PodSpec = { ...pod.spec, serviceAccountName: accountName, serviceAccount: accountName };
    const mounted = named.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true ? withToken(named, context) : named;
    const secrets = (mounted.imagePullSecrets ?? []).length === 0 ? account.imagePullSecrets : undefined;
    return { ...pod, spec: secrets === undefined ? mounted : { ...mounted, imagePullSecrets: secrets } };
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
    volumes: [...(spec.volumes ?? []), tokenVolume(name)],
    ...(spec.initContainers === undefined ? {} : { initContainers: spec.initContainers.map(mount) }),
    containers: spec.containers.map(mount),
  };
}

const tokenVolume = (name: string): Volume => ({
  name,
  projected: {
    sources: [
      { serviceAccountToken: { expirationSeconds: TOKEN_SECONDS, path: 'token' } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      { downwardAPI: { items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }] } },
    ],
    defaultMode: 420,
  },
});
