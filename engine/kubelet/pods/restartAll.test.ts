/** @k8s pkg/kubelet/kuberuntime/kuberuntime_manager.go computePodActions, pkg/kubelet/kubelet_pods.go convertToAPIContainerStatuses */
import type { PodSpec } from '../../api/index.ts';
import { createTestWorld, eventLines, states } from '../testing/testWorld.ts';

const sh = (name: string, script: string, more: object = {}): PodSpec['containers'][number] => ({ name, image: 'busybox:1.36', command: ['sh', '-c', script], ...more });
const rule = (action: string, code: number): object => ({ restartPolicy: 'Never', restartPolicyRules: [{ action, exitCodes: { operator: 'In', values: [code] } }] });

it('a container ends, all begin again in the same sandbox, init containers first', () => {
  const world = createTestWorld();
  world.run({ restartPolicy: 'Never', initContainers: [sh('setup', 'exit 0')], containers: [sh('task', 'if [ -e /tmp/x ]; then sleep 600; fi; sleep 3; exit 42', rule('RestartAllContainers', 42)), sh('other', 'sleep 600')] });
  world.seconds(12);
  const removed = 'T:RestartingAllContainers/137';
  expect(states(world).slice(-5, -1)).toEqual([
    'Running ip [S+ I+ R-[task] C-[task] P+ AllContainersRestarting+RestartAllContainersStarted] setup=T:Completed/0 x0 ready; other=running x0 started ready; task=T:Error/42 x0',
    `Running ip [S+ I+ R-[task other] C-[task other] P+ AllContainersRestarting-] setup=W:RestartingAllContainers<${removed} x1 ready; other=W:RestartingAllContainers<${removed} x1; task=W:RestartingAllContainers<${removed} x1`,
    `Pending ip [S+ I+ R-[task other] C-[task other] P+ AllContainersRestarting-] setup=running<${removed} x1 started; other=W:PodInitializing<${removed} x1; task=W:PodInitializing<${removed} x1`,
    `Running ip [S+ I+ R-[task other] C-[task other] P+ AllContainersRestarting-] setup=T:Completed/0<${removed} x1 ready; other=W:PodInitializing<${removed} x1; task=W:PodInitializing<${removed} x1`,
  ]);
  expect(eventLines(world).filter((line) => line.includes('Killing') || line.includes('BackOff'))).toEqual(['N Killing x1 killing']);
  const addresses = new Set(world.writes().flatMap(({ pod }) => pod.status?.podIP ?? []));
  expect(addresses.size).toBe(1);
});

it('the condition is told by pods that have such a rule, and only by them', () => {
  const world = createTestWorld();
  world.run({ restartPolicy: 'Never', containers: [sh('task', 'exit 1', rule('RestartAllContainers', 42))] }, 'with');
  world.run({ restartPolicy: 'Never', containers: [sh('task', 'exit 1', rule('Restart', 42))] }, 'without');
  world.seconds(5);
  const told = (name: string): unknown => world.pod(name)?.status?.conditions?.find(({ type }) => type === 'AllContainersRestarting');
  expect(told('with')).toMatchObject({ status: 'False', reason: 'PodFailed' });
  expect(told('without')).toBeUndefined();
});

it.each([[0, 'Succeeded', 1], [3, 'Running', 2]])('an init container that ends with %i, whatever its rules say: %s', (code, phase, starts) => {
  const world = createTestWorld();
  const both = { restartPolicy: 'Never', restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'NotIn', values: [9] } }] };
  world.run({ restartPolicy: 'Never', initContainers: [sh('setup', `[ -e /w/x ] && exit 0; touch /w/x; exit ${code}`, { ...both, volumeMounts: [{ name: 'w', mountPath: '/w' }] })], volumes: [{ name: 'w', emptyDir: {} }], containers: [sh('task', code === 0 ? 'exit 0' : 'sleep 600')] });
  world.seconds(8);
  expect([world.pod()?.status?.phase, (world.pod()?.status?.initContainerStatuses?.[0]?.restartCount ?? 0) + 1]).toEqual([phase, starts]);
});
