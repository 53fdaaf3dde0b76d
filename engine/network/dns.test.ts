import { candidatesFor, parseResolvConf } from './resolver.ts';
import { createTestWorld, RESOLV_CONF } from './testWorld.ts';
import type { DnsReply } from './types.ts';

function world() {
  const made = createTestWorld();
  made.service('web', { clusterIP: '10.96.7.7', ports: [{ name: 'http', port: 80 }, { port: 81, name: 'dns', protocol: 'UDP' }] });
  made.service('db', { clusterIP: 'None', ports: [{ port: 5432 }] });
  made.endpoints('db', [{ address: '10.244.1.5', hostname: 'db-0', ready: true }, { address: '10.244.1.6', ready: true }, { address: '10.244.1.7', ready: false, hostname: 'db-2' }], [{ port: 5432 }]);
  made.service('nobody', { clusterIP: 'None', ports: [{ port: 1 }] });
  made.service('outside', { type: 'ExternalName', externalName: 'my.database.example.com' });
  return made;
}
const shown = (reply: DnsReply): string => (reply.code === 'NOERROR' ? reply.records.map((entry) => `${entry.type} ${entry.data}`).sort().join(', ') : reply.code);

describe('CoreDNS', () => {
  it.each([
    ['web.default.svc.cluster.local', 'A', 'A 10.96.7.7'],
    ['web.default.svc.cluster.local', 'AAAA', ''],
    ['web.other.svc.cluster.local', 'A', 'NXDOMAIN'],
    ['web', 'A', 'NXDOMAIN'],
    ['kubernetes.default', 'A', 'NXDOMAIN'],
    ['db.default.svc.cluster.local', 'A', 'A 10.244.1.5, A 10.244.1.6'],
    ['db-0.db.default.svc.cluster.local', 'A', 'A 10.244.1.5'],
    ['10-244-1-6.db.default.svc.cluster.local', 'A', 'A 10.244.1.6'],
    ['db-2.db.default.svc.cluster.local', 'A', 'NXDOMAIN'],
    ['nobody.default.svc.cluster.local', 'A', 'NXDOMAIN'],
    ['outside.default.svc.cluster.local', 'A', 'A 192.0.2.33, CNAME my.database.example.com.'],
    ['outside.default.svc.cluster.local', 'CNAME', 'CNAME my.database.example.com.'],
    ['_http._tcp.web.default.svc.cluster.local', 'SRV', 'SRV 0 100 80 web.default.svc.cluster.local.'],
    ['_dns._udp.web.default.svc.cluster.local', 'SRV', 'SRV 0 100 81 web.default.svc.cluster.local.'],
    ['_dns._tcp.web.default.svc.cluster.local', 'SRV', 'NXDOMAIN'],
    ['10-244-3-4.default.pod.cluster.local', 'A', 'A 10.244.3.4'],
    ['10-244-3-4.no-such.pod.cluster.local', 'A', 'NXDOMAIN'],
    ['not-an-address.default.pod.cluster.local', 'A', 'NXDOMAIN'],
    ['7.7.96.10.in-addr.arpa', 'PTR', 'PTR web.default.svc.cluster.local.'],
    ['5.1.244.10.in-addr.arpa', 'PTR', 'PTR db-0.db.default.svc.cluster.local.'],
    // @k8s coredns plugin/kubernetes/kubernetes.go findServices, parse.go
    ['web.default.svc.cluster.local', 'SRV', 'SRV 0 50 80 web.default.svc.cluster.local., SRV 0 50 81 web.default.svc.cluster.local.'],
    ['_http._tcp.web.default.svc.cluster.local', 'A', 'A 10.96.7.7'],
    ['web.default.svc.cluster.local', 'AAAA', ''],
    ['web.default.svc.cluster.local', 'TXT', ''],
    ['a.b.c.web.default.svc.cluster.local', 'A', 'NXDOMAIN'],
    ['nowhere.cluster.local', 'A', 'NXDOMAIN'],
    ['ns.dns.cluster.local', 'A', 'A 10.96.0.10'],
    ['dns-version.cluster.local', 'TXT', 'TXT "1.1.0"'],
    ['default.svc.cluster.local', 'A', ''],
    ['example.com', 'A', 'A 192.0.2.80'],
    ['example.org', 'A', 'NXDOMAIN'],
  ] as const)('%s %s', (name, type, expected) => {
    const made = world();
    expect(shown(made.run(made.pod('client', 'node01').port.query({ name, type })))).toBe(expected);
  });
  it('is silent when it is down, for an unknown server, and answers nothing of the cluster above itself', () => {
    const made = world();
    const { port } = made.pod('client', 'node01');
    expect(shown(made.run(port.query({ name: 'web.default.svc.cluster.local', type: 'A', server: '192.0.2.1' })))).toBe('timeout');
    expect(shown(made.run(port.query({ name: 'web.default.svc.cluster.local', type: 'A', server: '172.30.0.1' })))).toBe('NXDOMAIN');
    made.network.dns = 'down';
    expect(made.run(port.resolve('web'))).toEqual({ ok: false, reason: 'timeout' });
    made.network.dns = 'endpoints';
    expect(made.run(port.resolve('web'))).toEqual({ ok: false, reason: 'timeout' });
  });
});

describe('a resolver', () => {
  it('tries the search list first for names with few dots', () => {
    const conf = parseResolvConf(RESOLV_CONF);
    expect(candidatesFor('web', conf)).toEqual(['web.default.svc.cluster.local', 'web.svc.cluster.local', 'web.cluster.local', 'web']);
    expect(candidatesFor('a.b.c.d.e.f', conf)[0]).toBe('a.b.c.d.e.f');
    expect(candidatesFor('web.', conf)).toEqual(['web']);
  });
  it.each([
    ['options ndots:2 edns0\nnameserver 192.0.2.1\nsearch a b\n', { servers: ['192.0.2.1'], search: ['a', 'b'], ndots: 2 }],
    ['# nothing\n', { servers: [], search: [], ndots: 1 }],
  ])('reads %j', (text, expected) => { expect(parseResolvConf(text)).toEqual(expected); });
  it('finds Services of other namespaces by two labels, own names in /etc/hosts', () => {
    const made = world();
    made.namespace('shop');
    made.service('shop/cart', { clusterIP: '10.96.8.8', ports: [{ port: 80 }] });
    const { port, address } = made.pod('client', 'node01');
    expect(made.run(port.resolve('cart.shop'))).toEqual({ ok: true, addresses: ['10.96.8.8'], name: 'cart.shop.svc.cluster.local' });
    expect(made.run(port.resolve('client'))).toMatchObject({ ok: true, addresses: [address] });
    expect(made.run(made.host().resolve('example.com'))).toMatchObject({ ok: true, addresses: ['192.0.2.80'] });
  });
});
