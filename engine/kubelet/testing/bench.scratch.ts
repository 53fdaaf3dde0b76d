import { KINDS } from '../../api/index.ts';
import { ADMIN, createApiServer } from '../../apiserver/index.ts';
import { createComponentContexts } from '../../client/index.ts';
import { createNetwork } from '../../network/index.ts';
import { createRegistry, createRuntime } from '../../runtime/index.ts';
import { createFiles } from '../../script/index.ts';
import { createStore } from '../../store/index.ts';
import { createClock, createIds, createRandom } from '../../time/index.ts';
import { createKubelet, createPodsOnNodes } from '../index.ts';
const N = Number(process.argv[2] ?? 1000); const NODES = Math.ceil(N / 100);
const clock = createClock(Date.UTC(2026, 10, 21)); const random = createRandom('b'); const ids = createIds(random);
const store = createStore({ clock }); const api = createApiServer({ clock, ids, random, store, warnLimits: false });
const contexts = createComponentContexts({ server: api, store, clock, random, ids }); const context = contexts(ADMIN); const { client } = context;
const network = createNetwork({ clock, random, client }); const pods = createPodsOnNodes(context); const registry = createRegistry('recorded');
const B = { by: 't', rule: 't' };
const create = (o: any) => { const r = client.create((KINDS as any)[o.kind], o, B); if (!r.ok) throw new Error(r.status.message); };
for (const name of ['default', 'kube-node-lease', 'kube-system']) create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
create({ apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: 'default' } });
create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'kube-root-ca.crt', namespace: 'default' }, data: { 'ca.crt': 'CA\n' } });
const capacity = { cpu: '2', 'ephemeral-storage': '264212084Ki', memory: '24684084Ki', pods: '110' };
for (let i = 0; i < NODES; i++) {
  const name = `node${i}`; const address = `172.30.1.${i + 1}`;
  network.addNode({ name, address, podCidr: `10.244.${i}.0/24` });
  const runtime = createRuntime({ clock, random, ids, node: name, network, registry });
  createKubelet({ context: contexts({ name: `system:node:${name}`, groups: [] }), runtime, api, files: createFiles(clock), pods, cluster: { domain: 'cluster.local', dns: '10.96.0.10' },
    network: network.portFor({ party: { kind: 'node', name }, node: name, address, readText: () => undefined }),
    node: { name, addresses: [{ type: 'InternalIP', address }], capacity, allocatable: capacity, nodeInfo: { architecture: 'amd64', bootID: '', containerRuntimeVersion: '', kernelVersion: '', kubeProxyVersion: '', kubeletVersion: '', machineID: '', operatingSystem: '', osImage: '', systemUUID: '' } } }).start();
}
clock.advance(3000);
const cpu = () => { const u = process.cpuUsage(); return (u.user + u.system) / 1e6; };
const t0 = cpu();
for (let i = 0; i < N; i++) create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${i}`, namespace: 'default' }, spec: { nodeName: `node${i % NODES}`, containers: [{ name: 'c', image: process.argv[3] ?? 'registry.k8s.io/pause:3.10.2' }] } });
const t1 = cpu();
let rounds = 0;
while (rounds++ < 20 && store.list('pods').filter((p: any) => p.status?.phase === 'Running').length < N) clock.advance(1000);
const t2 = cpu();
clock.advance(600_000);
const t3 = cpu();
console.log({ N, running: store.list('pods').filter((p: any) => p.status?.phase === 'Running').length, create: t1 - t0, up: t2 - t1, idle10min: t3 - t2, rounds });
