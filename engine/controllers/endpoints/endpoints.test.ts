import { KINDS, type Pod, type Service } from '../../api/index.ts';
import { createControllers } from '../index.ts';
import { createWorld } from '../testing/world.ts';
import { createSubsets } from './addresses.ts';

const pod = (n: number, ready = true, ports: { [name: string]: number } = {}): Pod => ({
  metadata: { name: `p${n}`, namespace: 'default', uid: `u${n}`, labels: { app: 'web' } },
  spec: { nodeName: 'node01', containers: [{ name: 'c', ports: Object.entries(ports).map(([name, containerPort]) => ({ name, containerPort, protocol: 'TCP' })) }] },
  status: { phase: 'Running', podIP: `10.244.1.${n}`, conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
});
const short = (service: Service, pods: readonly Pod[]): string[] => createSubsets(service)(pods).map(({ addresses = [], notReadyAddresses = [], ports = [] }) =>
  `${[...addresses.map(({ ip }) => ip.split('.')[3]), ...notReadyAddresses.map(({ ip }) => `${ip.split('.')[3]}!`)].join(' ')} : ${ports.map(({ name = '', port }) => `${name}${port}`).join(' ')}`);

test.each([
  ['sorted by address, ready apart from not ready', { ports: [{ port: 80 }] }, [pod(3), pod(1), pod(2, false)], ['1 3 2! : 80']],
  ['ports that all have, and one that differs', { ports: [{ name: 'a', port: 9000 }, { name: 'b', port: 80, targetPort: 'http' }] }, [pod(1, true, { http: 80 }), pod(2, true, { http: 8080 })], ['1 : b80', '1 2 : a9000', '2 : b8080']],
  ['not ready counts as ready if asked for', { publishNotReadyAddresses: true, ports: [{ port: 80 }] }, [pod(1, false)], ['1 : 80']],
  ['headless without ports', { clusterIP: 'None' }, [pod(1)], ['1 : ']],
  ['nobody', { ports: [{ port: 80 }] }, [], []],
] as const)('%s', (_, spec, pods, expected) => { expect(short({ metadata: { name: 'web' }, spec }, pods)).toEqual(expected); });

test('made with its Service, gone with it', () => {
  const world = createWorld();
  world.start(...createControllers(world.context));
  world.create(KINDS.Service, { metadata: { name: 'web', labels: { app: 'web' } }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } });
  world.run(50);
  expect(world.get(KINDS.Endpoints, 'web')?.metadata?.labels).toEqual({ app: 'web', 'endpoints.kubernetes.io/managed-by': 'endpoint-controller' });
  world.remove(KINDS.Service, 'web');
  world.run(50);
  expect(world.get(KINDS.Endpoints, 'web')).toBeUndefined();
});
