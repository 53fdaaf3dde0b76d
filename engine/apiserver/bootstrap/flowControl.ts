/** Suggested and mandatory flow schemas and priority levels. @k8s apiserver/pkg/apis/flowcontrol/bootstrap/default.go; golden world/objects/flowschemas */
import type { FlowSchema, FlowcontrolSubject, KubeObject, ObjectMeta, PolicyRulesWithSubjects, PriorityLevelConfiguration } from '../../api/index.ts';

const API_VERSION = 'flowcontrol.apiserver.k8s.io/v1';
const ANNOTATIONS = { 'apf.kubernetes.io/autoupdate-spec': 'true' } as const;
const metadata = (name: string): ObjectMeta => ({ name, generation: 1, annotations: ANNOTATIONS });

/** Name, shares, lendable percent; queues, hand size. @k8s golden world/objects/prioritylevelconfigurations */
const LEVELS: readonly (readonly [name: string, shares: number, lendable: number, queues?: number, hand?: number])[] = [
  ['catch-all', 5, 0], ['exempt', 0, 0], ['global-default', 20, 50, 128, 6], ['leader-election', 10, 0, 16, 4], ['node-high', 40, 25, 64, 6],
  ['system', 30, 33, 64, 6], ['workload-high', 40, 50, 128, 6], ['workload-low', 100, 90, 128, 6],
];
const QUEUE_LENGTH = 50;

function levelOf([name, shares, lendable, queues, handSize]: (typeof LEVELS)[number]): PriorityLevelConfiguration {
  const base = { apiVersion: API_VERSION, kind: 'PriorityLevelConfiguration', metadata: metadata(name), status: {} };
  const share = { nominalConcurrencyShares: shares };
  if (name === 'exempt') return { ...base, spec: { type: 'Exempt', exempt: { ...share, lendablePercent: lendable } } };
  const limitResponse = queues === undefined || handSize === undefined ? { type: 'Reject' }
    : { type: 'Queue', queuing: { queues, handSize, queueLengthLimit: QUEUE_LENGTH } };
  return { ...base, spec: { type: 'Limited', limited: { ...share, limitResponse, lendablePercent: lendable } } };
}

const group = (name: string): FlowcontrolSubject => ({ kind: 'Group', group: { name } });
const user = (name: string): FlowcontrolSubject => ({ kind: 'User', user: { name } });
const systemAccounts: FlowcontrolSubject = { kind: 'ServiceAccount', serviceAccount: { namespace: 'kube-system', name: '*' } };
const EVERYBODY = [group('system:unauthenticated'), group('system:authenticated')];

const ALL = ['*'];
const EVERYTHING: Omit<PolicyRulesWithSubjects, 'subjects'> = {
  resourceRules: [{ verbs: ALL, apiGroups: ALL, resources: ALL, clusterScope: true, namespaces: ALL }],
  nonResourceRules: [{ verbs: ALL, nonResourceURLs: ALL }],
};
const leases = (verbs: string[]): NonNullable<PolicyRulesWithSubjects['resourceRules']>[number] =>
  ({ verbs, apiGroups: ['coordination.k8s.io'], resources: ['leases'], namespaces: ALL });

type Row = readonly [name: string, level: string, precedence: number, by: 'ByUser' | 'ByNamespace' | undefined,
  subjects: readonly FlowcontrolSubject[], rules?: Omit<PolicyRulesWithSubjects, 'subjects'>];
const schemas = (): readonly Row[] => [
  ['catch-all', 'catch-all', 10_000, 'ByUser', EVERYBODY],
  ['exempt', 'exempt', 1, undefined, [group('system:masters')]],
  ['global-default', 'global-default', 9900, 'ByUser', EVERYBODY],
  ['kube-controller-manager', 'workload-high', 800, 'ByNamespace', [user('system:kube-controller-manager')]],
  ['kube-scheduler', 'workload-high', 800, 'ByNamespace', [user('system:kube-scheduler')]],
  ['kube-system-service-accounts', 'workload-high', 900, 'ByNamespace', [systemAccounts]],
  ['probes', 'exempt', 2, undefined, EVERYBODY, { nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['/healthz', '/readyz', '/livez'] }] }],
  ['service-accounts', 'workload-low', 9000, 'ByUser', [group('system:serviceaccounts')]],
  ['system-leader-election', 'leader-election', 100, 'ByUser', [user('system:kube-controller-manager'), user('system:kube-scheduler'), systemAccounts],
    { resourceRules: [leases(['get', 'create', 'update'])] }],
  ['system-node-high', 'node-high', 400, 'ByUser', [group('system:nodes')],
    { resourceRules: [{ verbs: ALL, apiGroups: [''], resources: ['nodes', 'nodes/status'], clusterScope: true, namespaces: ALL }, leases(ALL)] }],
  ['system-nodes', 'system', 500, 'ByUser', [group('system:nodes')]],
];

function schemaOf([name, level, matchingPrecedence, type, subjects, rules = EVERYTHING]: Row, now: string): FlowSchema {
  const message = `This FlowSchema references the PriorityLevelConfiguration object named "${level}" and it exists`;
  return {
    apiVersion: API_VERSION, kind: 'FlowSchema', metadata: metadata(name),
    spec: { priorityLevelConfiguration: { name: level }, matchingPrecedence, ...(type === undefined ? {} : { distinguisherMethod: { type } }), rules: [{ subjects, ...rules }] },
    status: { conditions: [{ type: 'Dangling', status: 'False', lastTransitionTime: now, reason: 'Found', message }] },
  };
}

/** @param now RFC 3339 */
export const flowControl = (now: string): readonly KubeObject[] => [...LEVELS.map(levelOf), ...schemas().map((row) => schemaOf(row, now))];
