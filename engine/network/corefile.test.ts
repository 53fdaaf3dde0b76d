/** @k8s coredns plugin/{kubernetes,hosts,rewrite,forward}/README.md */
import { KINDS } from '../api/index.ts';
import { createInformers } from '../client/index.ts';
import { createStore, keyOf, resourceOf } from '../store/index.ts';
import { createClock } from '../time/index.ts';
import { parseCorefile, rewritten, serverFor } from './corefile.ts';
import { createDnsConfig } from './dnsConfig.ts';

const KUBEADM = '.:53 {\n errors\n health {\n  lameduck 5s\n }\n ready\n kubernetes cluster.local in-addr.arpa ip6.arpa {\n  pods insecure\n  fallthrough in-addr.arpa ip6.arpa\n  ttl 30\n }\n prometheus :9153\n forward . /etc/resolv.conf {\n  max_concurrent 1000\n }\n cache 30\n loop\n reload\n loadbalance\n}\n';
const server = (body: string, zone = '.:53') => parseCorefile(`${zone} {\n${body}\n}`)?.[0];

test('as kubeadm writes it', () => {
  expect(parseCorefile(KUBEADM)).toEqual([{
    zones: ['.'], hosts: new Map(), hostsFallThrough: false, rewrites: [], forward: ['/etc/resolv.conf'], reload: true,
    kubernetes: { zones: ['cluster.local'], ttl: 30, pods: 'insecure', podNames: false },
  }]);
});

test.each([
  ['kubernetes example.org', { zones: ['example.org'], ttl: 5, pods: 'disabled', podNames: false }],
  ['kubernetes cluster.local {\n pods verified\n ttl 0\n endpoint_pod_names\n}', { zones: ['cluster.local'], ttl: 0, pods: 'verified', podNames: true }],
  ['forward . 192.0.2.1', undefined],
] as const)('%s', (body, kubernetes) => { expect(server(body)?.kubernetes).toEqual(kubernetes); });

test.each(['.:53 {\n kubernetes cluster.local\n', '.:53 {\n nonsense\n}', '', '}\n'])('does not take %j', (text) => { expect(parseCorefile(text)).toBeUndefined(); });

test('hosts, and the block with the longest zone', () => {
  const servers = parseCorefile(`${KUBEADM}corp.example:53 {\n hosts {\n 192.0.2.9 wiki.corp.example db.corp.example\n fallthrough\n }\n forward . 192.0.2.1\n}\n`) ?? [];
  expect([serverFor(servers, 'wiki.corp.example')?.hosts.get('wiki.corp.example'), serverFor(servers, 'web.default.svc.cluster.local')?.zones]).toEqual([['192.0.2.9'], ['.']]);
});

test.each([
  ['rewrite name old.example web.default.svc.cluster.local', 'old.example', 'web.default.svc.cluster.local'],
  ['rewrite name exact old.example new.example', 'x.old.example', 'x.old.example'],
  ['rewrite name suffix .shop.example .default.svc.cluster.local', 'web.shop.example', 'web.default.svc.cluster.local'],
  ['rewrite stop name prefix a- b-', 'a-x', 'b-x'],
] as const)('%s', (body, name, expected) => { expect(rewritten(server(body) ?? (parseCorefile(KUBEADM)?.[0] as never), name)).toBe(expected); });

test('a new text counts for pods that start then, for others after a while, and not at all if CoreDNS cannot read it', () => {
  const clock = createClock(Date.UTC(2026, 10, 21));
  const store = createStore({ clock });
  const put = (kind: { readonly plural: string; readonly group: string }, name: string, object: object): void => { store.put(resourceOf(kind), keyOf('kube-system', name), { metadata: { namespace: 'kube-system', name }, ...object }); };
  const config = createDnsConfig(clock, { informer: createInformers(store, clock) });
  const write = (text: string): void => { put(KINDS.ConfigMap, 'coredns', { data: { Corefile: text } }); clock.advance(10); };
  const start = (name: string): void => put(KINDS.Pod, name, { status: { startTime: `${new Date(clock.now).toISOString().slice(0, 19)}Z` } });
  const ttl = (name: string): number | undefined => config.servers({ namespace: 'kube-system', name })[0]?.kubernetes?.ttl;
  write(KUBEADM);
  start('old');
  clock.advance(10_000);
  write(KUBEADM.replace('ttl 30', 'ttl 7'));
  clock.advance(2000);
  start('young');
  expect([ttl('old'), ttl('young')]).toEqual([30, 7]);
  clock.advance(80_000);
  expect(ttl('old')).toBe(7);
  write('.:53 {\n');
  clock.advance(80_000);
  expect(ttl('old')).toBe(7);
});
