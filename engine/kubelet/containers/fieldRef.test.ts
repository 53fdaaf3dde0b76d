/** @k8s pkg/api/v1/resource/helpers.go ExtractContainerResourceValue, pkg/kubelet/kubelet_resources.go defaultPodLimitsForDownwardAPI */
import type { PodSpec } from '../../api/index.ts';
import { createTestWorld } from '../testing/testWorld.ts';

const NODE = { cpu: '2', memory: String(24_684_084 * 1024) };
const valueOf = (resource: string, divisor: string | undefined, resources: object, pod: object = {}): string => {
  const world = createTestWorld();
  const containers: PodSpec['containers'] = [{
    name: 'task', image: 'busybox:1.36', command: ['sh', '-c', 'echo $V'], resources,
    env: [{ name: 'V', valueFrom: { resourceFieldRef: { resource, ...(divisor === undefined ? {} : { divisor }) } } }],
  }];
  world.run({ restartPolicy: 'Never', containers, ...pod });
  world.seconds(3);
  const id = world.pod()?.status?.containerStatuses?.[0]?.containerID?.replace('containerd://', '') ?? '';
  return world.runtime.logs(id).map(({ text }) => text).join('').trim();
};

it.each<[resource: string, divisor: string | undefined, resources: object, pod: object, value: string]>([
  ['requests.cpu', undefined, { requests: { cpu: '250m' } }, {}, '1'],
  ['requests.cpu', '1m', { requests: { cpu: '250m' } }, {}, '250'],
  ['requests.cpu', undefined, {}, {}, '0'],
  ['limits.cpu', undefined, {}, {}, NODE.cpu],
  ['limits.memory', undefined, {}, {}, NODE.memory],
  ['limits.memory', '1Mi', { limits: { memory: '64Mi' } }, {}, '64'],
  ['limits.memory', '1M', { limits: { memory: '64Mi' } }, {}, '68'],
  ['limits.memory', '1Mi', {}, { resources: { limits: { memory: '100Mi' } } }, '100'],
  ['limits.cpu', '1m', { limits: { cpu: '100m' } }, { resources: { limits: { cpu: '500m' } } }, '100'],
])('%s by %s of %j, pod %j: %s', (resource, divisor, resources, pod, value) => { expect(valueOf(resource, divisor, resources, pod)).toBe(value); });
