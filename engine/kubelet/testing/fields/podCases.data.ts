/** Fields of the pod itself: where it runs, how it ends, who it is. */
import type { JsonObject } from '../../../base/index.ts';
import type { FieldCase } from './fieldCase.ts';
import { DEDICATED, events, get, HEAVY, LEAVING, NODE, on, PHASE, PLAIN, pod, prints, READY, RESTARTS, sh, web } from './setup.ts';

const long = sh('sleep 3600');
const required = (term: JsonObject): JsonObject => ({ affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] } } } });
const TERM = 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.0';
const PREFERRED = 'affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution';
const isNode = (name: string): JsonObject => ({ matchExpressions: [{ key: 'kubernetes.io/hostname', operator: 'In', values: [name] }] });
const tolerating = (toleration: JsonObject, node: string = DEDICATED): JsonObject => pod(long, { ...on(node), tolerations: [toleration] });
const HOSTS = 'grep -v -e localhost -e ip6 -e Kubernetes /etc/hosts';
const RESOLV = 'cat /etc/resolv.conf';

export const POD_CASES: readonly FieldCase[] = [
  { spec: pod(long, { activeDeadlineSeconds: 5, terminationGracePeriodSeconds: 1 }), shows: ['activeDeadlineSeconds'], run: get('.status.reason'), sees: 'DeadlineExceeded' },
  { spec: pod(long, { restartPolicy: 'Never', containers: [sh('exit 1')] }), shows: ['restartPolicy'], run: PHASE, sees: 'Failed' },
  { spec: pod(long), shows: ['containers'], run: 'kubectl get pod $POD', sees: /Running/ },
  { spec: pod(long, { nodeSelector: { nowhere: 'true' } }), shows: ['nodeSelector'], run: PHASE, sees: 'Pending' },
  { spec: pod(long, { nodeName: HEAVY }), shows: ['nodeName'], run: NODE, sees: HEAVY },
  { spec: pod(long, { schedulerName: 'my-scheduler' }), shows: ['schedulerName'], run: PHASE, sees: 'Pending' },

  // Node affinity
  { spec: pod(long, required({ matchExpressions: [{ key: 'kubernetes.io/os', operator: 'NotIn', values: ['linux'] }] })), run: PHASE, sees: 'Pending',
    shows: ['affinity', 'affinity.nodeAffinity', 'affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution', [`${TERM}.matchExpressions.0.key`, 'nope'], [`${TERM}.matchExpressions.0.operator`, 'In'], [`${TERM}.matchExpressions.0.values`, ['windows']]] },
  { spec: pod(long, required({ matchFields: [{ key: 'metadata.name', operator: 'In', values: [HEAVY] }] })), run: NODE, sees: HEAVY,
    shows: [`${TERM}.matchFields`, ['affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms', [isNode(PLAIN)]]] },
  { spec: pod(long, required(isNode(HEAVY))), shows: [`${TERM}.matchExpressions`], run: NODE, sees: HEAVY },
  { spec: pod(long, { affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 90, preference: isNode(HEAVY) }, { weight: 10, preference: isNode(PLAIN) }] } } }), run: NODE, sees: HEAVY,
    shows: [PREFERRED, [`${PREFERRED}.0.weight`, 1], [`${PREFERRED}.0.preference`, isNode(PLAIN)]] },

  // Taints
  { spec: tolerating({ key: 'dedicated', operator: 'Equal', value: 'gpu', effect: 'NoSchedule' }), run: NODE, sees: DEDICATED,
    shows: ['tolerations', ['tolerations.0.key', 'other'], 'tolerations.0.value', ['tolerations.0.effect', 'NoExecute']] },
  { spec: tolerating({ key: 'dedicated', operator: 'Exists' }), shows: ['tolerations.0.operator'], run: NODE, sees: DEDICATED },
  { spec: tolerating({ key: 'leaving', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 }, LEAVING), shows: ['tolerations.0.tolerationSeconds'], at: 50,
    run: 'kubectl get pod $POD', sees: 'Error from server (NotFound): pods "POD" not found' },

  // Priority
  { spec: pod(long, { priorityClassName: 'important' }), shows: ['priorityClassName'], run: get('.spec.priority'), sees: '1000' },
  { spec: pod(long, { priority: 7 }), shows: ['priority'], run: PHASE, sees: /must not be provided in pod spec/ },
  { spec: pod(sh('sleep 3600', { resources: { requests: { cpu: '1', memory: '18Gi' } } }), { priorityClassName: 'important', preemptionPolicy: 'Never', ...on(HEAVY) }), shows: ['preemptionPolicy'], run: PHASE, sees: /PreemptionPolicy \(Never\) must not be provided in pod spec/ },

  // Who it is
  { spec: prints('echo $(ls /var/run/secrets 2>&1)', {}, { automountServiceAccountToken: false }), shows: ['automountServiceAccountToken'], sees: 'ls: /var/run/secrets: No such file or directory' },
  { spec: pod(long, { serviceAccountName: 'nobody-knows' }), shows: ['serviceAccountName'], sees: 'pods "POD" is forbidden: error looking up service account default/nobody-knows: serviceaccount "nobody-knows" not found' },
  { spec: pod(long, { serviceAccount: 'nobody-knows' }), shows: ['serviceAccount'], sees: /serviceaccount "nobody-knows" not found/ },
  { spec: prints('hostname', {}, { hostname: 'pea' }), shows: ['hostname'], sees: 'pea' },
  { spec: prints('hostname', {}, { hostnameOverride: 'over.all' }), shows: ['hostnameOverride'], sees: 'over.all' },
  { spec: prints(HOSTS, {}, { hostname: 'pea', subdomain: 'family' }), shows: ['subdomain'], sees: /^[0-9.]+\s+pea\.family\.default\.svc\.cluster\.local\s+pea$/ },
  { spec: prints(`${HOSTS} | grep 10.1`, {}, { hostAliases: [{ ip: '10.1.2.3', hostnames: ['foo.local', 'bar.local'] }] }), sees: '10.1.2.3\tfoo.local\tbar.local',
    shows: ['hostAliases', ['hostAliases.0.ip', '10.1.2.4'], ['hostAliases.0.hostnames', ['foo.local']]] },
  { spec: pod(long, { hostNetwork: true }), shows: ['hostNetwork'], run: get('.status.podIP}={.status.hostIP'), sees: /^(\S+)=\1$/ },
  { spec: prints('ps -o comm | grep -c pause', {}, { shareProcessNamespace: true }), shows: ['shareProcessNamespace'], sees: '1' },
  { spec: prints('env | grep -c ^LINKED_', {}, { enableServiceLinks: false }), shows: ['enableServiceLinks'], sees: '0' },

  // Names
  { spec: prints(RESOLV, {}, { dnsPolicy: 'Default' }), shows: ['dnsPolicy'], sees: /^nameserver [0-9.]+$/ },
  { spec: prints(RESOLV, {}, { dnsPolicy: 'None', dnsConfig: { nameservers: ['192.0.2.1'], searches: ['a.example'], options: [{ name: 'ndots', value: '2' }] } }), sees: 'search a.example\nnameserver 192.0.2.1\noptions ndots:2',
    shows: ['dnsConfig', ['dnsConfig.nameservers', ['192.0.2.2']], 'dnsConfig.searches', 'dnsConfig.options', ['dnsConfig.options.0.name', 'timeout'], ['dnsConfig.options.0.value', '3']] },

  // Life
  { spec: pod(web(), { readinessGates: [{ conditionType: 'example.com/open' }] }), shows: ['readinessGates', ['readinessGates.0.conditionType', 'ContainersReady']], run: READY, sees: 'False' },
  { spec: pod(sh("trap '' TERM; while true; do sleep 1; done"), { terminationGracePeriodSeconds: 2 }), shows: ['terminationGracePeriodSeconds'],
    first: 'kubectl delete pod $POD --wait=false', run: 'kubectl get pod $POD -o name', sees: 'Error from server (NotFound): pods "POD" not found' },
  { spec: { initContainers: [sh('echo first > /shared/text', { volumeMounts: [{ name: 'v', mountPath: '/shared' }] }, 'init')], containers: [sh('cat /shared/text; sleep 3600', { volumeMounts: [{ name: 'v', mountPath: '/shared' }] })], volumes: [{ name: 'v', emptyDir: {} }] },
    shows: ['initContainers'], run: 'kubectl logs $POD -c c', sees: 'first' },
  { spec: pod(sh('sleep 3600', { volumeMounts: [{ name: 'v', mountPath: '/v' }] }), { volumes: [{ name: 'v', configMap: { name: 'missing' } }] }), shows: [['volumes', [{ name: 'v', emptyDir: {} }]]], run: PHASE, sees: 'Pending' },
  { spec: pod(long, { resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { cpu: '100m', memory: '64Mi' } } }), shows: ['resources', 'resources.limits', ['resources.requests', { cpu: '50m' }]], run: get('.status.qosClass'), sees: 'Guaranteed' },
  { spec: prints('id', {}, { securityContext: { runAsUser: 1234, runAsGroup: 5678, fsGroup: 77, supplementalGroups: [88] } }), sees: 'uid=1234 gid=5678 groups=77,88,5678',
    shows: ['securityContext', 'securityContext.runAsUser', 'securityContext.runAsGroup', 'securityContext.fsGroup', 'securityContext.supplementalGroups'] },
  // The image puts its user 1000 into group 50000.
  { spec: prints('id -G', { image: 'registry.k8s.io/e2e-test-images/agnhost:2.45' }, { securityContext: { runAsUser: 1000, runAsGroup: 3000, supplementalGroups: [4000], supplementalGroupsPolicy: 'Strict' } }), shows: ['securityContext.supplementalGroupsPolicy'], at: 30, sees: '3000 4000' },
  { spec: pod(long, { securityContext: { runAsNonRoot: true } }), shows: ['securityContext.runAsNonRoot'], run: get('.status.containerStatuses[0].state.waiting.reason'), sees: 'CreateContainerConfigError' },

  // Overhead is what a RuntimeClass says; more than that is refused.
  { spec: pod(long, { overhead: { cpu: '1' } }), shows: ['overhead'], run: PHASE, sees: /[Oo]verhead/ },

  { spec: { ...pod(long), ephemeralContainers: [sh('echo looking around; sleep 3600', {}, 'debug')] }, shows: ['ephemeralContainers'], run: 'kubectl logs $POD -c debug', sees: 'looking around' },
  { spec: pod(sh('exit 3'), { restartPolicy: 'Always' }), shows: [['restartPolicy', 'Never']], run: RESTARTS, sees: /^[12]$/ },
  { spec: pod(long, { activeDeadlineSeconds: 4 }), shows: ['activeDeadlineSeconds'], run: events('DeadlineExceeded'), sees: 'Pod was active on the node longer than the specified deadline' },
];
