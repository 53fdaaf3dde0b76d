import { decode, formatFieldError, KINDS, podSummary, resizeErrors, resized, type Pod } from '../../index.ts';

type Status = NonNullable<Pod['status']>;
const containers = [{ name: 'a' }, { name: 'b' }];
const status = (name: string, state: object, more: object = {}): never =>
  ({ name, ready: false, restartCount: 0, image: '', imageID: '', state, ...more }) as never;
const running = { running: {} };
const ended = (exitCode: number, reason: string): object => ({ terminated: { exitCode, reason } });

/** Words of the STATUS and READY columns. @k8s golden pods */
const ROWS: readonly (readonly [string, string, Status, object?, object?])[] = [
  ['Pending', '0/2', { phase: 'Pending' }],
  ['ContainerCreating', '0/2', { phase: 'Pending', containerStatuses: [status('a', { waiting: { reason: 'ContainerCreating' } })] }],
  ['Running', '2/2', { phase: 'Running', containerStatuses: [status('a', running, { ready: true }), status('b', running, { ready: true })] }],
  ['Error', '1/2', { phase: 'Running', containerStatuses: [status('a', ended(1, 'Error')), status('b', running, { ready: true })] }],
  ['NotReady', '1/2', { phase: 'Running', containerStatuses: [status('a', ended(0, 'Completed')), status('b', running, { ready: true })] }],
  ['Completed', '0/2', { phase: 'Succeeded', containerStatuses: [status('a', ended(0, 'Completed')), status('b', ended(0, 'Completed'))] }],
  ['Error', '0/2', { phase: 'Failed', containerStatuses: [status('a', ended(0, 'Completed')), status('b', ended(1, 'Error'))] }],
  ['ExitCode:3', '0/2', { phase: 'Failed', containerStatuses: [status('a', ended(3, ''))] }],
  ['CrashLoopBackOff', '0/2', { phase: 'Running', containerStatuses: [status('a', { waiting: { reason: 'CrashLoopBackOff' } })] }],
  ['Terminating', '0/2', { phase: 'Running' }, { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }],
  ['Completed', '0/2', { phase: 'Succeeded', containerStatuses: [status('a', ended(0, 'Completed'))] }, { metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } }],
  ['SchedulingGated', '0/2', { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] }],
  ['Init:0/2', '0/2', { phase: 'Pending', initContainerStatuses: [status('i', running), status('j', { waiting: { reason: 'PodInitializing' } })] }, {}, { initContainers: [{ name: 'i' }, { name: 'j' }] }],
  ['Init:1/2', '0/2', { phase: 'Pending', initContainerStatuses: [status('i', ended(0, 'Completed')), status('j', running)] }, {}, { initContainers: [{ name: 'i' }, { name: 'j' }] }],
  ['Init:Error', '0/2', { phase: 'Pending', initContainerStatuses: [status('i', ended(1, 'Error'))] }, {}, { initContainers: [{ name: 'i' }] }],
  ['Running', '3/3', { phase: 'Running', initContainerStatuses: [status('s', running, { started: true, ready: true })],
    containerStatuses: [status('a', running, { ready: true }), status('b', running, { ready: true })] }, {}, { initContainers: [{ name: 's', restartPolicy: 'Always' }] }],
];
test.each(ROWS.map((row) => [row[0], row[1], row] as const))('STATUS %s READY %s %#', (reason, ready, [, , podStatus, object, spec]) => {
  const summary = podSummary({ spec: { containers, ...spec }, status: podStatus, ...object } as Pod);
  expect([summary.reason, `${summary.ready}/${summary.total}`]).toEqual([reason, ready]);
});

test('RESTARTS says how long ago the last one was', () => {
  const lastState = { terminated: { exitCode: 1, finishedAt: '2026-01-01T00:00:00Z' } };
  const pod: Pod = { spec: { containers }, status: { containerStatuses: [status('a', running, { restartCount: 3, lastState })] } };
  const column = KINDS.Pod.columns.find(({ name }) => name === 'Restarts');
  expect(column?.cell(pod, Date.parse('2026-01-01T00:01:38Z'))).toBe('3 (98s ago)');
});

function made(spec: object): Pod {
  const decoded = decode('core.v1.Pod', { metadata: { name: 'p', namespace: 'default' }, spec } as never);
  if (!decoded.ok) throw new Error(decoded.error);
  return KINDS.Pod.prepareForCreate?.(KINDS.Pod.defaults(decoded.object as Pod)) ?? {};
}
const base = { containers: [{ name: 'a', image: 'nginx:1.27' }] };

test.each<[object, RegExp | undefined]>([
  [{ containers: [{ name: 'a', image: 'nginx:1.28' }] }, undefined],
  [{ ...base, activeDeadlineSeconds: 5 }, undefined],
  [{ ...base, tolerations: [{ key: 'x', operator: 'Exists' }] }, undefined],
  [{ containers: [{ name: 'a', image: 'nginx:1.27', command: ['x'] }] }, /^spec: Forbidden: pod updates may not change fields other than `spec.containers/],
  [{ ...base, nodeName: 'node01' }, /^spec: Forbidden: pod updates/],
  [{ containers: [...base.containers, { name: 'b', image: 'x' }] }, /^spec.containers: Forbidden: pod updates may not add or remove containers$/],
])('what of a pod may be changed %#', (spec, refusal) => {
  const errors = (KINDS.Pod.validateUpdate?.(made(spec), made(base)) ?? []).map(formatFieldError);
  expect(errors.length).toBe(refusal === undefined ? 0 : 1);
  expect(errors.join()).toMatch(refusal ?? /^$/);
});

test('the class of service never changes by a status write', () => {
  const pod = made(base);
  expect(KINDS.Pod.prepareForStatusUpdate?.({ ...pod, status: { phase: 'Running' } }, pod).status).toEqual({ phase: 'Running', qosClass: 'BestEffort' });
});

test('warnings of the API server', () => {
  const pod = made({ containers: [{ name: 'a', image: 'x', ports: [{ containerPort: 80 }, { containerPort: 80 }] }] });
  expect(KINDS.Pod.warnings?.(pod, undefined)).toEqual(['spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]']);
  expect(KINDS.Pod.warnings?.(pod, pod)).toEqual([]);
  expect(KINDS.Pod.warnings?.({ ...made(base), metadata: { name: 'a.b' } }, undefined)).toEqual([
    "metadata.name: this is used in the Pod's hostname, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]"]);
});

/** @k8s pkg/api/pod/warnings.go */
test.each<readonly [object, readonly string[]]>([
  [{ containers: [{ name: 'a', image: 'x', ports: [{ containerPort: 80, hostIP: '10.0.0.1', protocol: 'TCP' }] }] },
    ['spec.containers[0].ports[0]: hostIP set without hostPort: {Name: HostPort:0 ContainerPort:80 Protocol:TCP HostIP:10.0.0.1}']],
  [{ containers: [{ name: 'a', image: 'x', ports: [{ containerPort: 80, name: 'web' }, { containerPort: 81, name: 'web' }] }] },
    ['spec.containers[0].ports[1]: duplicate port name "web" with spec.containers[0].ports[0], services and probes that select ports by name will use spec.containers[0].ports[0]']],
  [{ containers, volumes: [{ name: 'v', configMap: { name: 'c', items: [{ key: 'a', path: 'x' }, { key: 'b', path: 'x/y' }] } }] },
    ['volume "v" (ConfigMap "c"): overlapping paths: "x/y" with "x"']],
  [{ containers, volumes: [{ name: 'v', projected: { sources: [{ secret: { name: 's', items: [{ key: 'a', path: 'x' }] } }, { downwardAPI: { items: [{ path: 'x/' }] } }, {}] } }] },
    ['volume "v" (Projected) has no sources provided', 'volume "v" (Projected): overlapping paths: "x" (DownwardAPI) with "x" (Secret "s")']],
  [{ containers, hostAliases: [{ ip: '::01' }] }, ['spec.hostAliases[0].ip: IPv6 address "::01" should be in RFC 5952 canonical format ("::1")']],
  [{ containers, affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: { matchExpressions: [{ key: 'a', operator: 'In', values: ['-'] }] } }] } } },
    [expect.stringMatching(/^spec\.affinity\.nodeAffinity\.preferredDuringSchedulingIgnoredDuringExecution\[0\]\.preference\.matchExpressions\[0\]\.values\[0\]: - is invalid, a valid label must /) as unknown as string]],
])('warnings about %j', (spec, expected) => {
  expect(KINDS.Pod.warnings?.({ metadata: { name: 'p' }, spec } as Pod, undefined)).toEqual(expected);
});

/** @k8s pkg/apis/core/validation/validation.go ValidatePodStatusUpdate */
test.each<readonly [object, object, object, readonly string[]]>([
  [{ restartPolicy: 'Never' }, { containerStatuses: [status('a', ended(1, 'Error'))] }, { containerStatuses: [status('a', running)] },
    ['status.containerStatuses[0].state: Forbidden: may not be transitioned to non-terminated state']],
  [{ restartPolicy: 'OnFailure' }, { containerStatuses: [status('a', ended(1, 'Error'))] }, { containerStatuses: [status('a', running)] }, []],
  [{ nodeName: 'n' }, {}, { nominatedNodeName: 'm' }, ['status.nominatedNodeName: Forbidden: may not be set on pods that are already bound to a node']],
  [{}, {}, { conditions: [{ type: 'Ready', status: 'True' }, { type: 'a/b/c', status: 'True' }], podIPs: [{ ip: '10.0.0.1' }, { ip: '10.0.0.2' }] }, [
    expect.stringMatching(/^status\.conditions\[1\]\.Type: Invalid value: "a\/b\/c": a valid label key must /) as unknown as string,
    'status.podIPs: Invalid value: [{"IP":"10.0.0.1"},{"IP":"10.0.0.2"}]: may specify no more than one IP for each IP family']],
  [{}, { qosClass: 'BestEffort' }, { qosClass: 'Burstable', hostIPs: [{ ip: '10.0.0.1' }] },
    ['status.qosClass: Invalid value: "Burstable": field is immutable', 'status.hostIPs[0].ip: Invalid value: "10.0.0.1": must be equal to `hostIP`']],
])('a status of %j from %j to %j', (spec, before, after, expected) => {
  const pod = (given: object): Pod => ({ metadata: { name: 'p' }, spec: { containers, ...spec }, status: given } as Pod);
  expect((KINDS.Pod.validateStatusUpdate?.(pod(after), pod(before)) ?? []).map(formatFieldError)).toEqual(expected);
});

/** @k8s pkg/apis/core/validation/validation.go ValidatePodResize */
const amounts = (cpu: string, more: object = {}): object => ({ requests: { cpu, memory: '1Mi', ...more } });
test.each<readonly [string, object, object, readonly string[]]>([
  ['CPU', { containers: [{ name: 'a', resources: amounts('1') }] }, { containers: [{ name: 'a', resources: amounts('2'), image: 'left' }], hostPID: true }, []],
  ['a container more', { containers: [{ name: 'a' }] }, { containers: [{ name: 'a' }, { name: 'b' }] }, ['spec.containers: Forbidden: containers may not be added or removed on resize']],
  ['another name', { containers: [{ name: 'a' }] }, { containers: [{ name: 'b' }] }, ['spec.containers[0].name: Forbidden: containers may not be renamed or reordered on resize']],
  ['a request less', { containers: [{ name: 'a', resources: amounts('1') }] }, { containers: [{ name: 'a', resources: { requests: { cpu: '1' } } }] },
    ['spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed']],
  ['the disk', { containers: [{ name: 'a', resources: amounts('1', { 'ephemeral-storage': '1Gi' }) }, { name: 'b' }] },
    { containers: [{ name: 'a', resources: amounts('1', { 'ephemeral-storage': '2Gi' }) }, { name: 'b' }] }, ['spec: Forbidden: only cpu and memory resources are mutable']],
  ['the policy', { containers: [{ name: 'a', resources: amounts('1') }] }, { containers: [{ name: 'a', resources: amounts('1'), resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'NotRequired' }] }] },
    ['spec: Forbidden: only cpu and memory resources are mutable']],
  ['an init container that restarts', { containers, initContainers: [{ name: 'i', resources: amounts('1'), resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }] }] },
    { containers, initContainers: [{ name: 'i', resources: amounts('2'), resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }] }] },
    ['spec.initContainers[0]: Forbidden: non-sidecar init containers with a resize policy of RestartContainer cannot be resized']],
  ['the pod', { containers, resources: amounts('1') }, { containers, resources: amounts('2') }, []],
  ['the pod, less', { containers, resources: amounts('1') }, { containers, resources: { requests: { cpu: '1' } } },
    ['spec.resources.requests: Forbidden: pod-level resource requests cannot be removed']],
])('a resize of %s', (_of, before, after, expected) => {
  const pod = (spec: object): Pod => ({ metadata: { name: 'p' }, spec } as Pod);
  expect(resizeErrors(resized(pod(after), pod(before)), pod(before)).map(formatFieldError)).toEqual(expected);
});

test.each<readonly [string, object, object | undefined, readonly string[]]>([
  ['StatefulSet', { revisionHistoryLimit: -1, volumeClaimTemplates: [{ spec: { resources: { requests: { storage: '1m' } } } }] }, undefined, [
    'spec.volumeClaimTemplates[0].resources.requests[storage]: fractional byte value "1m" is invalid, must be an integer',
    'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended']],
  ['DaemonSet', {}, undefined, []],
  ['Deployment', {}, undefined, ['metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]']],
])('warnings of a %s', (kind, spec, old, expected) => {
  const object = { metadata: { name: 'a.b' }, spec: { template: { spec: { containers } }, ...spec } };
  expect(KINDS[kind as 'Deployment'].warnings?.(object as never, old as never)).toEqual(expected);
});

/** @k8s pkg/registry/core/pod/strategy.go applySchedulingGatedCondition */
test('a pod with scheduling gates says since when it waits for them', () => {
  const gated = KINDS.Pod.prepareForCreate?.({ metadata: { name: 'a' }, spec: { containers: [], schedulingGates: [{ name: 'b' }] } }) ?? {};
  const made = KINDS.Pod.stamp?.(gated, undefined, '2026-11-21T12:00:00Z');
  expect(made?.status?.conditions).toEqual([expect.objectContaining({ type: 'PodScheduled', reason: 'SchedulingGated', lastProbeTime: null, lastTransitionTime: '2026-11-21T12:00:00Z' })]);
  expect(KINDS.Pod.stamp?.(gated, gated, '2026-11-21T13:00:00Z')).toBe(gated);
});
