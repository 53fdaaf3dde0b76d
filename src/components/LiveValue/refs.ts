/** Objects as lessons name them, `pod/nginx` or `deployment/web`, and where the API server has them. */

export type ObjectRef = { readonly kind: string; readonly namespace: string; readonly name: string };

/** Lower-case kind → the path in front of the resource, the resource, and whether it lives in a namespace. */
const kinds: Readonly<Record<string, readonly [string, string, boolean]>> = {
  pod: ['/api/v1', 'pods', true], service: ['/api/v1', 'services', true], configmap: ['/api/v1', 'configmaps', true], secret: ['/api/v1', 'secrets', true],
  serviceaccount: ['/api/v1', 'serviceaccounts', true], endpoints: ['/api/v1', 'endpoints', true], replicationcontroller: ['/api/v1', 'replicationcontrollers', true],
  persistentvolumeclaim: ['/api/v1', 'persistentvolumeclaims', true], persistentvolume: ['/api/v1', 'persistentvolumes', false], node: ['/api/v1', 'nodes', false], namespace: ['/api/v1', 'namespaces', false],
  limitrange: ['/api/v1', 'limitranges', true], resourcequota: ['/api/v1', 'resourcequotas', true],
  deployment: ['/apis/apps/v1', 'deployments', true], replicaset: ['/apis/apps/v1', 'replicasets', true], statefulset: ['/apis/apps/v1', 'statefulsets', true], daemonset: ['/apis/apps/v1', 'daemonsets', true],
  job: ['/apis/batch/v1', 'jobs', true], cronjob: ['/apis/batch/v1', 'cronjobs', true],
  ingress: ['/apis/networking.k8s.io/v1', 'ingresses', true], networkpolicy: ['/apis/networking.k8s.io/v1', 'networkpolicies', true], endpointslice: ['/apis/discovery.k8s.io/v1', 'endpointslices', true],
  horizontalpodautoscaler: ['/apis/autoscaling/v2', 'horizontalpodautoscalers', true], poddisruptionbudget: ['/apis/policy/v1', 'poddisruptionbudgets', true],
  lease: ['/apis/coordination.k8s.io/v1', 'leases', true], storageclass: ['/apis/storage.k8s.io/v1', 'storageclasses', false], priorityclass: ['/apis/scheduling.k8s.io/v1', 'priorityclasses', false],
};

/** `pod/nginx`, or `prod/pod/nginx` for another namespace; undefined: nothing that we know. */
export function parseRef(text: string): ObjectRef | undefined {
  const parts = text.split('/');
  const [namespace, kind, name] = parts.length === 3 ? parts : ['default', ...parts];
  const known = kind?.toLowerCase() ?? '';
  return parts.length < 2 || parts.length > 3 || !namespace || !name || kinds[known] === undefined ? undefined : { kind: known, namespace, name };
}

export function apiPath({ kind, namespace, name }: ObjectRef): string {
  const [root, resource, inNamespace] = kinds[kind] ?? ['', '', false];
  return inNamespace ? `${root}/namespaces/${namespace}/${resource}/${name}` : `${root}/${resource}/${name}`;
}
