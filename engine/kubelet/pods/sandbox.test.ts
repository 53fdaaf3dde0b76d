/** Names, resolvers, and sandboxes that cannot be made. @k8s pkg/kubelet/kuberuntime/kuberuntime_sandbox.go, pkg/kubelet/network/dns/dns.go */
import type { PodSpec } from '../../api/index.ts';
import { createTestWorld, eventLines, type TestWorld } from '../testing/testWorld.ts';

const sleeps: PodSpec['containers'] = [{ name: 'task', image: 'busybox:1.36', command: ['sleep', '600'] }];
const etc = (world: TestWorld, file: string): string => {
  const id = world.pod()?.status?.containerStatuses?.[0]?.containerID?.replace('containerd://', '') ?? '';
  const content = world.runtime.machine(id)?.files.read(`/etc/${file}`);
  return typeof content === 'string' ? content.replaceAll(/10\.244\.\d+\.\d+/g, 'IP') : '';
};
const run = (spec: Partial<PodSpec>, name = 'task', seconds = 3): TestWorld => {
  const world = createTestWorld();
  world.run({ containers: sleeps, ...spec }, name);
  world.seconds(seconds);
  return world;
};

it.each<[title: string, spec: Partial<PodSpec>, hostname: string, hosts: string]>([
  ['the pod\'s name', {}, 'task', 'IP\ttask\n'],
  ['a name of its own', { hostname: 'box' }, 'box', 'IP\tbox\n'],
  ['with a domain', { hostname: 'box', subdomain: 'sub' }, 'box', 'IP\tbox.sub.default.svc.cluster.local\tbox\n'],
  ['the kernel is told the whole', { hostname: 'box', subdomain: 'sub', setHostnameAsFQDN: true }, 'box.sub.default.svc.cluster.local', 'IP\tbox.sub.default.svc.cluster.local\tbox\n'],
  ['no domain, nothing to tell', { setHostnameAsFQDN: true }, 'task', 'IP\ttask\n'],
  ['in the place of all others', { hostnameOverride: 'other.example', subdomain: 'sub' }, 'other.example', 'IP\tother.example\n'],
  ['more hosts', { hostAliases: [{ ip: '10.1.2.3', hostnames: ['foo.local', 'bar.local'] }] }, 'task', 'IP\ttask\n\n# Entries added by HostAliases.\n10.1.2.3\tfoo.local\tbar.local\n'],
])('names: %s', (_title, spec, hostname, hosts) => {
  const world = run(spec);
  expect(etc(world, 'hostname')).toBe(`${hostname}\n`);
  expect(etc(world, 'hosts').split('ip6-allrouters\n')[1]).toBe(hosts);
});

it.each<[title: string, spec: Partial<PodSpec>, message: RegExp]>([
  ['a name that is too long for the kernel', { subdomain: 'a'.repeat(50), setHostnameAsFQDN: true }, /^W FailedCreatePodSandBox x1 Failed to create pod sandbox: failed to construct FQDN from pod hostname and cluster domain, FQDN task\.a{50}\.default\.svc\.cluster\.local is too long \(64 characters is the max, 81 characters requested\)$/],
  ['users of its own', { hostUsers: false }, /^W FailedCreatePodSandBox x1 Failed to create pod sandbox: can't set `spec\.hostUsers: false`, runtime does not support user namespaces$/],
  ['a handler that nobody knows', { runtimeClassName: 'gvisor' }, /^W FailedCreatePodSandBox x1 Failed to create pod sandbox: rpc error: code = Unknown desc = unable to get OCI runtime for sandbox "[0-9a-f]{64}": no runtime for "runsc" is configured$/],
])('no sandbox: %s', (_title, spec, message) => {
  const world = createTestWorld();
  world.create({ apiVersion: 'node.k8s.io/v1', kind: 'RuntimeClass', metadata: { name: 'gvisor' }, handler: 'runsc' } as never);
  world.run({ containers: sleeps, ...spec });
  world.seconds(8);
  expect(eventLines(world)).toEqual([expect.stringMatching(message)]);
  expect(world.pod()?.status?.containerStatuses?.[0]?.state?.waiting?.reason).toBe('ContainerCreating');
  world.remove();
  world.seconds(3);
  expect(world.pod()).toBeUndefined();
});

it('resolvers beyond the limits are left out, and it is said for the sandbox and in every sync', () => {
  const world = run({ dnsConfig: { nameservers: ['1.1.1.1', '2.2.2.2', '3.3.3.3'], searches: Array.from({ length: 31 }, (_, i) => `d${i}`), options: [{ name: 'ndots', value: '2' }, { name: 'edns0' }] } });
  const searches = ['default.svc.cluster.local', 'svc.cluster.local', 'cluster.local', ...Array.from({ length: 29 }, (_, i) => `d${i}`)].join(' ');
  expect(etc(world, 'resolv.conf')).toBe(`search ${searches}\nnameserver 10.96.0.10\nnameserver 1.1.1.1\nnameserver 2.2.2.2\noptions ndots:2 edns0\n`);
  expect(eventLines(world).slice(0, 2)).toEqual([
    'W DNSConfigForming x3 Nameserver limits were exceeded, some nameservers have been omitted, the applied nameserver line is: 10.96.0.10 1.1.1.1 2.2.2.2',
    `W DNSConfigForming x3 Search Line limits were exceeded, some search paths have been omitted, the applied search line is: ${searches}`,
  ]);
});
