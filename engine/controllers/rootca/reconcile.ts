/** Every namespace has the cluster's CA as a ConfigMap. @k8s pkg/controller/certificates/rootcacertpublisher/publisher.go */
import { KINDS, type ConfigMap, type Namespace } from '../../api/index.ts';
import { jsonEqual, type Json } from '../../base/index.ts';
import { isDeleting, nameOf } from '../owners.ts';
import { kindOf, send, type Reconcile } from '../request.ts';

export const BY = 'root-ca-certificate-publisher-controller';
export const ROOT_CA = 'kube-root-ca.crt';
const DESCRIPTION = 'Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or '
  + 'kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.';

export function* reconcileRootCa(namespace: Namespace, present: ConfigMap | undefined, certificate: string): Reconcile {
  if (isDeleting(namespace)) return undefined;
  const data = { 'ca.crt': certificate };
  const annotations = { 'kubernetes.io/description': DESCRIPTION };
  const because = { by: BY, rule: 'every namespace has the root certificate', cause: `namespaces/${nameOf(namespace)}` };
  if (present !== undefined && jsonEqual(present.data as Json | undefined, data) && (present.metadata?.annotations?.['kubernetes.io/description'] ?? '') !== '') return undefined;
  const object: ConfigMap = present === undefined
    ? { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: ROOT_CA, namespace: nameOf(namespace), annotations }, data }
    : { ...present, metadata: { ...present.metadata, annotations: { ...present.metadata?.annotations, ...annotations } }, data };
  const result = yield* send<ConfigMap>({ verb: present === undefined ? 'create' : 'update', kind: kindOf(KINDS.ConfigMap), object, because });
  return result.ok || result.status.reason === 'AlreadyExists' || result.status.code === 404 ? undefined : result.status;
}
