import { KINDS, type Service } from '../api/index.ts';
import { createWorld, type World } from '../controllers/testing/world.ts';

type Spec = NonNullable<Service['spec']>;
const PATH = '/api/v1/namespaces/default/services';
const ports = [{ port: 80 }];

/** The refusal of a service with this spec, or undefined when it was taken. */
function refused(world: World, name: string, spec: Spec): string | undefined {
  const answer = world.request('POST', PATH, { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec } as never);
  return answer.code === 201 || answer.type !== 'object' ? undefined : `${answer.code} ${String(answer.body['message'])}`;
}
const make = (world: World, name: string, spec: Spec): Spec => world.create(KINDS.Service, { metadata: { name }, spec }).spec ?? {};
const addresses = (world: World): readonly string[] =>
  world.list(KINDS.IPAddress).map(({ metadata, spec }) => `${metadata?.name} ${spec?.parentRef?.namespace}/${spec?.parentRef?.name}`);

test('a cluster IP is one object, from the making of its service to the end', () => {
  const world = createWorld();
  const { clusterIP = '', clusterIPs, ipFamilies, ipFamilyPolicy } = make(world, 'web', { ports });
  expect({ clusterIPs, ipFamilies, ipFamilyPolicy }).toEqual({ clusterIPs: [clusterIP], ipFamilies: ['IPv4'], ipFamilyPolicy: 'SingleStack' });
  expect(addresses(world)).toEqual([`${clusterIP} default/web`]);
  expect(world.patch(KINDS.Service, 'web', { spec: { type: 'ExternalName', externalName: 'example.com', clusterIP: null, clusterIPs: null } }).spec?.clusterIP).toBeUndefined();
  expect(addresses(world)).toEqual([]);
  const again = world.patch(KINDS.Service, 'web', { spec: { type: 'ClusterIP' } }).spec?.clusterIP ?? '';
  expect(addresses(world)).toEqual([`${again} default/web`]);
  world.remove(KINDS.Service, 'web');
  expect(addresses(world)).toEqual([]);
});

test('addresses that are taken, outside of every range, or of a family the cluster has not', () => {
  const world = createWorld();
  make(world, 'web', { ports, clusterIP: '10.96.0.77' });
  const asked = (clusterIP: string): string | undefined => refused(world, 'b', { ports, clusterIP });
  expect(asked('10.96.0.77')).toBe('422 Service "b" is invalid: spec.clusterIPs: Invalid value: ["10.96.0.77"]: failed to allocate IP 10.96.0.77: provided IP is already allocated');
  expect(asked('192.168.1.1')).toBe('422 Service "b" is invalid: spec.clusterIPs: Invalid value: ["192.168.1.1"]: failed to allocate IP 192.168.1.1: '
    + 'the provided network does not match the current range');
  expect(refused(world, 'b', { ports, ipFamilyPolicy: 'RequireDualStack' }))
    .toBe('422 Service "b" is invalid: spec.ipFamilyPolicy: Invalid value: "RequireDualStack": this cluster is not configured for dual-stack services');
  expect(refused(world, 'b', { ports, ipFamilies: ['IPv6'] }))
    .toBe('422 Service "b" is invalid: spec.ipFamilies[0]: Invalid value: "IPv6": not configured on this cluster');
  expect(addresses(world)).toEqual(['10.96.0.77 default/web']);
});

test('node ports are given, kept, refused when taken and given back', () => {
  const world = createWorld();
  make(world, 'web', { type: 'NodePort', ports: [{ port: 80, nodePort: 31000 }] });
  const taken = { type: 'NodePort', ports: [{ port: 80, nodePort: 31000 }] };
  expect(refused(world, 'b', taken)).toBe('422 Service "b" is invalid: spec.ports[0].nodePort: Invalid value: 31000: provided port is already allocated');
  expect(refused(world, 'b', { ...taken, ports: [{ port: 80, nodePort: 80 }] }))
    .toBe('422 Service "b" is invalid: spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767');
  expect(addresses(world)).toHaveLength(1);
  world.patch(KINDS.Service, 'web', { spec: { type: 'ClusterIP' } });
  expect(world.get(KINDS.Service, 'web')?.spec?.ports?.[0]?.nodePort).toBeUndefined();
  expect(refused(world, 'b', taken)).toBeUndefined();
});

test('a load balancer that keeps local traffic gets a port for its health check', () => {
  const world = createWorld();
  const spec = make(world, 'lb', { type: 'LoadBalancer', externalTrafficPolicy: 'Local', ports });
  expect(spec).toMatchObject({ allocateLoadBalancerNodePorts: true, healthCheckNodePort: expect.any(Number) });
  expect(spec.healthCheckNodePort).not.toBe(spec.ports?.[0]?.nodePort);
  expect(world.patch(KINDS.Service, 'lb', { spec: { externalTrafficPolicy: 'Cluster' } }).spec?.healthCheckNodePort).toBeUndefined();
});

test('a dry run keeps nothing', () => {
  const world = createWorld();
  const { code } = world.request('POST', `${PATH}?dryRun=All`, { apiVersion: 'v1', kind: 'Service', metadata: { name: 'dry' }, spec: { type: 'NodePort', ports: [{ port: 80, nodePort: 31000 }] } });
  expect(code).toBe(201);
  expect(addresses(world)).toEqual([]);
  make(world, 'web', { type: 'NodePort', ports: [{ port: 80, nodePort: 31000 }] });
});
