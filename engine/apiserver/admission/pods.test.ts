/** LimitRanger, Priority, RuntimeClass and ServiceAccount on pods. */
import type { Json, JsonObject } from '../../base/index.ts';
import { testServer, type TestServer } from '../testServer.ts';

const NS = '/api/v1/namespaces/default';
const limited = (...limits: readonly JsonObject[]): TestServer => {
  const server = testServer();
  server.send('POST', `${NS}/limitranges`, { metadata: { name: 'l' }, spec: { limits: [...limits] } });
  return server;
};
const podOf = (resources: JsonObject = {}, more: JsonObject = {}): JsonObject => ({ metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'x', resources }], ...more } });
const message = (server: TestServer, path: string, body: Json): string => {
  const answer = server.body('POST', path, body);
  return answer['kind'] === 'Status' ? String(answer['message']).replace(/^.*? is forbidden: /, '') : '';
};
const CONTAINER = { type: 'Container', min: { cpu: '100m' }, max: { cpu: '1' } };

/** @k8s plugin/pkg/admission/limitranger/admission.go; golden kubectl/create-quota-limitrange */
test.each<[string, readonly JsonObject[], JsonObject, string]>([
  ['defaults from the maximum', [CONTAINER], podOf(), ''],
  ['too little', [CONTAINER], podOf({ requests: { cpu: '50m' } }), 'minimum cpu usage per Container is 100m, but request is 50m'],
  ['too much', [CONTAINER], podOf({ limits: { cpu: '2' }, requests: { cpu: '200m' } }), 'maximum cpu usage per Container is 1, but limit is 2'],
  ['both', [CONTAINER], podOf({ limits: { cpu: '2' } }), 'maximum cpu usage per Container is 1, but limit is 2'],
  ['pods say nothing', [{ type: 'Pod', min: { memory: '1Gi' }, max: { memory: '2Gi' } }], podOf(), '[minimum memory usage per Pod is 1Gi.  No request is specified, maximum memory usage per Pod is 2Gi.  No limit is specified]'],
  ['ratio', [{ type: 'Container', maxLimitRequestRatio: { cpu: '2' } }], podOf({ requests: { cpu: '100m' }, limits: { cpu: '300m' } }), 'cpu max limit to request ratio per Container is 2, but provided ratio is 3.000000'],
  ['ratio of nothing', [{ type: 'Container', maxLimitRequestRatio: { cpu: '2' } }], podOf(), 'cpu max limit to request ratio per Container is 2, but no request is specified or request is 0'],
])('limits: %s', (_name, limits, body, expected) => {
  expect(message(limited(...limits), `${NS}/pods`, body)).toBe(expected);
});

test('limits of claims', () => {
  const claim = (storage: string): JsonObject => ({ metadata: { name: 'c' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } } } });
  const server = limited({ type: 'PersistentVolumeClaim', min: { storage: '1Gi' }, max: { storage: '2Gi' } });
  expect(message(server, `${NS}/persistentvolumeclaims`, claim('500Mi'))).toBe('minimum storage usage per PersistentVolumeClaim is 1Gi, but request is 500Mi');
  expect(message(server, `${NS}/persistentvolumeclaims`, claim('3Gi'))).toBe('maximum storage usage per PersistentVolumeClaim is 2Gi, but request is 3Gi');
});

/** @k8s golden controllers/limitrange-defaults */
test('containers get what the range says, and an annotation tells', () => {
  const server = limited({ type: 'Container', default: { cpu: '200m', memory: '128Mi' }, defaultRequest: { cpu: '50m', memory: '64Mi' } });
  const made = server.body('POST', `${NS}/pods`, podOf({ requests: { cpu: '100m', memory: '32Mi' } }, { initContainers: [{ name: 'i', image: 'x' }] }));
  expect((made['metadata'] as JsonObject)['annotations']).toEqual({
    'kubernetes.io/limit-ranger': 'LimitRanger plugin set: cpu, memory limit for container c; cpu, memory request for init container i; cpu, memory limit for init container i',
  });
  expect(((made['spec'] as JsonObject)['containers'] as readonly JsonObject[])[0]?.['resources']).toEqual({ limits: { cpu: '200m', memory: '128Mi' }, requests: { cpu: '100m', memory: '32Mi' } });
});

test.each<[string, JsonObject, string | readonly Json[]]>([
  ['no class', {}, [0, 'PreemptLowerPriority']],
  ['a system class', { priorityClassName: 'system-node-critical' }, [2_000_001_000, 'PreemptLowerPriority']],
  ['a class', { priorityClassName: 'polite' }, [10, 'Never']],
  ['its number', { priorityClassName: 'polite', priority: 10 }, [10, 'Never']],
  ['another number', { priorityClassName: 'polite', priority: 11 }, 'the integer value of priority (11) must not be provided in pod spec; priority admission controller computed 10 from the given PriorityClass name'],
  ['another policy', { preemptionPolicy: 'Never' }, 'the string value of PreemptionPolicy (Never) must not be provided in pod spec; priority admission controller computed PreemptLowerPriority from the given PriorityClass name'],
  ['none of that name', { priorityClassName: 'x' }, 'no PriorityClass with name x was found'],
])('priority: %s', (_name, spec, expected) => {
  const server = testServer();
  server.send('POST', '/apis/scheduling.k8s.io/v1/priorityclasses', { metadata: { name: 'polite' }, value: 10, preemptionPolicy: 'Never' });
  const answer = server.body('POST', `${NS}/pods`, podOf({}, spec));
  const made = answer['spec'] as JsonObject | undefined;
  expect(made === undefined ? String(answer['message']).replace(/^.*? is forbidden: /, '') : [made['priority'], made['preemptionPolicy']]).toEqual(expected);
});

/** @k8s golden cluster/sched-preemption-never */
test('one class is the default, and system classes stay', () => {
  const CLASSES = '/apis/scheduling.k8s.io/v1/priorityclasses';
  const server = testServer();
  server.send('POST', CLASSES, { metadata: { name: 'usual' }, value: 100, globalDefault: true });
  expect(server.body('POST', CLASSES, { metadata: { name: 'other' }, value: 100, globalDefault: true })['message'])
    .toBe('priorityclasses.scheduling.k8s.io "other" is forbidden: PriorityClass usual is already marked as default. Only one default can exist');
  expect(server.body('POST', `${NS}/pods`, podOf())['spec']).toMatchObject({ priorityClassName: 'usual', priority: 100 });
  server.send('POST', CLASSES, { metadata: { name: 'system-node-critical' }, value: 2_000_001_000 });
  expect(server.body('DELETE', `${CLASSES}/system-node-critical`)['message'])
    .toBe('priorityclasses.scheduling.k8s.io "system-node-critical" is forbidden: this is a system priority class and cannot be deleted');
});

/** @k8s plugin/pkg/admission/runtimeclass/admission.go; golden cluster/sched-runtimeclass */
test.each<[string, JsonObject, string | JsonObject]>([
  ['missing', { runtimeClassName: 'none' }, 'pod rejected: RuntimeClass "none" not found'],
  ['overhead and places', { runtimeClassName: 'sandboxed', nodeSelector: { disk: 'ssd' } }, { overhead: { cpu: '50m' }, nodeSelector: { disk: 'ssd', kind: 'safe' }, tolerates: true }],
  ['the same overhead', { runtimeClassName: 'sandboxed', overhead: { cpu: '50m' } }, { overhead: { cpu: '50m' }, nodeSelector: { kind: 'safe' }, tolerates: true }],
  ['another overhead', { runtimeClassName: 'sandboxed', overhead: { cpu: '60m' } }, "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead"],
  ['another place', { runtimeClassName: 'sandboxed', nodeSelector: { kind: 'fast' } }, 'conflict: runtimeClass.scheduling.nodeSelector[kind] = safe; pod.spec.nodeSelector[kind] = fast'],
  ['overhead of its own', { overhead: { cpu: '1m' } }, 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead'],
])('runtime class: %s', (_name, spec, expected) => {
  const server = testServer();
  server.send('POST', '/apis/node.k8s.io/v1/runtimeclasses', { metadata: { name: 'sandboxed' }, handler: 'runsc', overhead: { podFixed: { cpu: '50m' } }, scheduling: { nodeSelector: { kind: 'safe' }, tolerations: [{ key: 'safe', operator: 'Exists' }] } });
  const answer = server.body('POST', `${NS}/pods`, podOf({}, spec));
  const refused = answer['kind'] === 'Status';
  const { overhead, nodeSelector, tolerations } = (answer['spec'] ?? {}) as JsonObject;
  const tolerates = Array.isArray(tolerations) && tolerations.some((each) => each.key === 'safe');
  expect(refused ? String(answer['message']).replace(/^.*? is forbidden: /, '') : { overhead, nodeSelector, tolerates }).toEqual(expected);
});

/** @k8s plugin/pkg/admission/serviceaccount/admission.go limitSecretReferences */
test.each<[string, JsonObject, string]>([
  ['a secret that it knows', { volumes: [{ name: 'v', secret: { secretName: 'known' } }] }, ''],
  ['a secret that it does not know', { volumes: [{ name: 'v', secret: { secretName: 'other' } }] }, 'volume with secret.secretName="other" is not allowed because service account strict does not reference that secret'],
  ['a variable', { containers: [{ name: 'c', image: 'x', env: [{ name: 'E', valueFrom: { secretKeyRef: { name: 'other', key: 'k' } } }] }] },
    'container c with envVar E referencing secret.secretName="other" is not allowed because service account strict does not reference that secret'],
  ['for pulling', { imagePullSecrets: [{ name: 'other' }] }, 'imagePullSecrets[0].name="other" is not allowed because service account strict does not reference that imagePullSecret'],
])('a strict account: %s', (_name, spec, expected) => {
  const server = testServer();
  server.send('POST', `${NS}/serviceaccounts`, { metadata: { name: 'strict', annotations: { 'kubernetes.io/enforce-mountable-secrets': 'true' } }, secrets: [{ name: 'known' }] });
  expect(message(server, `${NS}/pods`, podOf({}, { serviceAccountName: 'strict', ...spec }))).toBe(expected);
});
