import { createCluster, failuresIn, type Cluster, type LoadReport } from '../index.ts';
import { parseLoad } from './spec.ts';

const START = '2026-11-21T09:00:00Z';
type Options = { readonly replicas?: number; readonly pod?: string; readonly service?: string; readonly seed?: string };
const CAREFUL = '        readinessProbe: {httpGet: {path: /, port: 80}, periodSeconds: 1}\n        lifecycle: {preStop: {sleep: {seconds: 5}}}\n';
const manifest = ({ replicas = 3, pod = '', service = 'type: NodePort', image = 'nginx:1.27' }: Options & { readonly image?: string }): string => `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: ${replicas}
  selector: {matchLabels: {app: web}}
  strategy: {rollingUpdate: {maxSurge: 1, maxUnavailable: 0}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
      - name: web
        image: ${image}
${pod}---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {${service}, selector: {app: web}, ports: [{port: 80${service.includes('NodePort') ? ', nodePort: 30080' : ''}}]}
`;

type World = { readonly cluster: Cluster; readonly run: (line: string) => string; readonly start: (text: string) => void; readonly report: () => LoadReport };
function worldOf(options: Options = {}): World {
  const cluster = createCluster({ preset: 'three-nodes', seed: options.seed ?? 'load', startTime: START });
  const host = cluster.createComputer({ files: { 'a.yaml': manifest(options), 'b.yaml': manifest({ ...options, image: 'nginx:1.25' }) } });
  const run = (line: string): string => { const { code, stdout, stderr } = cluster.runCommand(host, line); if (code !== 0) throw new Error(`${line}: ${stderr}`); return stdout; };
  run('kubectl apply -f a.yaml');
  cluster.clock.advance(20_000);
  return {
    cluster, run,
    start(text) { expect(cluster.fault({ fault: 'load-start', target: text })).toBeUndefined(); },
    report() { const [report] = cluster.loads(); if (report === undefined) throw new Error('no load'); return report; },
  };
}
const CLUSTER = 'web http://web.default/ rate=50 from=node01';

test.each([
  ['http://web/', { name: 'load', url: 'http://web/', rate: 10, timeoutMs: 1000, from: 'outside' }],
  ['shop http://web.default:8080/cart?x=1 rate=2.5 timeout=2s from=default/client for=5m', { name: 'shop', url: 'http://web.default:8080/cart?x=1', rate: 2.5, timeoutMs: 2000, from: 'default/client', forMs: 300_000 }],
] as const)('%j', (text, expected) => { expect(parseLoad(text)).toEqual(expected); });

test.each([
  ['', /a name, an address and options, for example/], ['a b c', /a name, an address and options/], ['x', /found "x"/], ['web https://web/', /no https/], ['web http://we_b/', /asks an address/],
  ['web http://web:99999/', /asks an address/], ['http://web rate=-1', /between 0.01 and 1000 requests per second; found -1/], ['http://web rate=5000', /found 5000/], ['http://web rate=many', /is a number/],
  ['http://web timeout=2', /is a duration/], ['http://web timeout=5m', /between 1ms and 60s/], ['http://web for=100h', /between 1ms and 24h/], ['http://web speed=1', /has the options rate, timeout, from and for/], ['UP http://web', /small letters/],
] as const)('%j is refused', (text, expected) => { expect(parseLoad(text)).toMatch(expected); });

test('a careful rolling update fails no request, a careless one some, in the cluster and through a node port', () => {
  const failed = [CAREFUL, ''].map((pod) => {
    const world = worldOf({ pod });
    world.start(CLUSTER);
    world.start('port http://172.30.0.12:30080/ rate=50');
    world.cluster.clock.advance(3000);
    world.run('kubectl apply -f b.yaml');
    world.cluster.clock.advance(40_000);
    for (const target of ['web', 'port']) world.cluster.fault({ fault: 'load-stop', target });
    world.cluster.clock.advance(2000);
    return world.cluster.loads().map((report) => {
      expect([report.open, report.total.sent, Object.keys(report.backends).length]).toEqual([0, report.total.answered + failuresIn(report), 6]);
      expect(report.seconds.reduce((sum, second) => sum + second.sent, 0)).toBe(report.total.sent);
      return failuresIn(report) > 0;
    });
  });
  expect(failed).toEqual([[false, false], [true, true]]);
});

test('the same seed, the same counts; another seed, other backends', () => {
  const counts = ['one', 'one', 'two'].map((seed) => { const world = worldOf({ seed }); world.start(`${CLUSTER} for=10s`); world.cluster.clock.advance(15_000); return JSON.stringify(Object.values(world.report().backends)) + JSON.stringify(world.report().seconds); });
  expect(counts[0]).toBe(counts[1]);
  expect(counts[2]).not.toBe(counts[0]);
});

test('session affinity keeps a client at one pod; without it all are used; a headless Service is asked by its pods', () => {
  const used = ['type: NodePort', 'type: NodePort, sessionAffinity: ClientIP', 'clusterIP: None'].map((service) => {
    const world = worldOf({ service });
    world.start(`${CLUSTER} for=5s`);
    world.cluster.clock.advance(8000);
    return [Object.keys(world.report().backends).length, failuresIn(world.report()), world.report().total.sent];
  });
  expect(used).toEqual([[3, 0, 250], [1, 0, 250], [3, 0, 250]]);
});

test('pods that end still serve while nobody else is ready; then there is nobody, and it is refused', () => {
  const world = worldOf({ replicas: 1, pod: '        lifecycle: {preStop: {sleep: {seconds: 10}}}\n' });
  world.start('web http://web.default/ rate=5 timeout=3s from=node02');
  world.cluster.clock.advance(2000);
  world.run('kubectl scale deployment web --replicas=0');
  world.cluster.clock.advance(8000);
  expect(failuresIn(world.report())).toBe(0);
  world.cluster.clock.advance(20_000);
  expect(world.report().total.refused).toBeGreaterThan(20);
  expect(world.report().seconds.at(-4)).toMatchObject({ answered: 0, refused: 5, slowestMs: expect.any(Number) });
});

test('names that nobody knows, servers that nobody reaches, pods that go', () => {
  const world = worldOf();
  world.start('web http://no-such.default/ rate=10 from=node01 for=3s');
  world.start('lost http://10.244.1.200/ rate=10 timeout=500ms from=node01 for=3s');
  world.run('kubectl run client --image=busybox:1.36 --command -- sleep 3600');
  world.run('kubectl wait --for=condition=Ready pod/client --timeout=30s');
  world.start('pod http://web/ rate=10 from=default/client');
  world.cluster.clock.advance(5000);
  world.run('kubectl delete pod client --now');
  world.cluster.clock.advance(10_000);
  const [unknown, lost, pod] = world.cluster.loads();
  expect(unknown?.total).toMatchObject({ sent: 30, refused: 30 });
  expect(lost?.total).toMatchObject({ sent: 30, timedOut: 30 });
  expect([pod?.problem, pod?.total.answered]).toEqual(['the pod default/client is gone', expect.any(Number)]);
  expect(pod?.total.answered).toBeGreaterThan(40);
});

test('requests cost the processors of those who answer them', () => {
  const world = worldOf({ replicas: 1 });
  const usage = (): number => Number(/usage_usec (\d+)/.exec(world.run('kubectl exec deploy/web -- cat /sys/fs/cgroup/cpu.stat'))?.[1]);
  const used = (ms: number): number => { const before = usage(); world.cluster.clock.advance(ms); return usage() - before; };
  const idle = used(10_000);
  world.start('web http://web.default/ rate=200 from=node01');
  expect(used(10_000)).toBeGreaterThan(idle + 100_000);
});

test('what cannot be done is told', () => {
  const world = worldOf({ replicas: 1 });
  world.start(CLUSTER);
  const told = [['load-start', CLUSTER], ['load-start', 'x http://web from=node9'], ['load-start', 'x http://web from=default/none'], ['load-stop', 'nobody']] as const;
  expect(told.map(([fault, target]) => world.cluster.fault({ fault, target }))).toEqual([
    'a load named web runs already; stop it first, or choose another name',
    'a load comes from outside, from a node, or from a pod (namespace/name); there is no node "node9"',
    'there is no running pod "default/none" that a load could come from',
    'there is no running load named "nobody"',
  ]);
});
