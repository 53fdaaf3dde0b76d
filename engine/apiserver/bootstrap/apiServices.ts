/** One APIService for each group and version that the server itself serves. */
import type { APIService } from '../../api/index.ts';

/** Group, its priority, versions with theirs. @k8s pkg/controlplane/apiserver/aggregator.go; golden world/objects/apiservices */
const GROUPS = `
. 18000 v1 1
admissionregistration.k8s.io 16700 v1 15
apiextensions.k8s.io 16700 v1 15
apps 17800 v1 15
authentication.k8s.io 17700 v1 15
authorization.k8s.io 17600 v1 15
autoscaling 17500 v2 30 v1 15
batch 17400 v1 15
certificates.k8s.io 17300 v1 15
coordination.k8s.io 16500 v1 15
discovery.k8s.io 16200 v1 15
events.k8s.io 17750 v1 15
flowcontrol.apiserver.k8s.io 16100 v1 21
networking.k8s.io 17200 v1 15
node.k8s.io 16300 v1 15
policy 17100 v1 15
rbac.authorization.k8s.io 17000 v1 15
resource.k8s.io 16200 v1 21
scheduling.k8s.io 16600 v1 15
storage.k8s.io 16800 v1 15
`;

/** @param now RFC 3339 */
export const apiServices = (now: string): readonly APIService[] => GROUPS.trim().split('\n').flatMap((line) => {
  const [name = '', priority, ...versions] = line.split(' ');
  const group = name === '.' ? '' : name;
  return versions.flatMap((version, i) => (i % 2 === 1 ? [] : [{
    apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService',
    metadata: { name: `${version}.${group}`, labels: { 'kube-aggregator.kubernetes.io/automanaged': 'onstart' } },
    spec: { ...(group === '' ? {} : { group }), version, groupPriorityMinimum: Number(priority), versionPriority: Number(versions[i + 1]) },
    status: { conditions: [{ type: 'Available', status: 'True', lastTransitionTime: now, reason: 'Local', message: 'Local APIServices are always available' }] },
  }]));
});
