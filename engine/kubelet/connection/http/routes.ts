/** The paths of the kubelet's own server. @k8s pkg/kubelet/server/server.go; golden cluster/node-kubelet-api */
import { seconds } from '../../times.ts';
import type { Kit, PodWork } from '../../types.ts';
import type { Task } from '../../../time/index.ts';
import { runExec } from '../../probes/exec.ts';
import { readLogs } from '../logs.ts';
import { formOf, json, noHandler, noRoute, text, wrongMethod, type Answer, type Asked } from './answer.ts';
import { cadvisorMetrics, kubeletMetrics, resourceMetrics } from './metrics.ts';
import { systemLogs } from './systemLogs.ts';
import { summaryOf } from './summary.ts';

const METRICS = 'text/plain; version=0.0.4; charset=utf-8';
const metrics = (body: string): Answer => ({ code: 200, type: METRICS, body });
const CHECKS = ['ping', 'log', 'syncloop'];

/** @k8s apiserver/pkg/server/healthz/healthz.go */
function healthz({ path, query }: Asked): Answer {
  const check = path.slice('/healthz'.length).replace(/^\//, '');
  if (check !== '') return CHECKS.includes(check) ? text(200, 'ok') : noHandler();
  return query.has('verbose') ? text(200, `${CHECKS.map((name) => `[+]${name} ok\n`).join('')}healthz check passed\n`) : text(200, 'ok');
}

const list = (items: readonly object[]): Answer => json({ kind: 'PodList', apiVersion: 'v1', metadata: {}, items });

/** As the kubelet holds them: with where they came from. @k8s pkg/kubelet/config/config.go */
function podAsHeld(kit: Kit, { pod }: PodWork): object {
  const { kind: _kind, apiVersion: _version, ...rest } = pod;
  const annotations = { 'kubernetes.io/config.seen': pod.metadata?.creationTimestamp ?? seconds(kit.context.clock.now), 'kubernetes.io/config.source': 'api', ...pod.metadata?.annotations };
  return { ...rest, metadata: { ...rest.metadata, annotations } };
}

/** From the runtime, not from what should run. @k8s pkg/kubelet/container/runtime.go ToAPIPod */
function runningPods(kit: Kit): object[] {
  const containers = kit.runtime.containers();
  return kit.runtime.sandboxes().filter(({ state }) => state === 'ready').map(({ id, config }) => ({
    metadata: { name: config.pod, namespace: config.namespace, uid: config.uid },
    spec: { containers: containers.filter((each) => each.sandbox === id && each.state === 'running').map(({ name, imageKey }) => ({ name, image: imageKey, resources: {} })) }, status: {},
  }));
}

function* containerLogs(kit: Kit, { path, query }: Asked): Task<Answer> {
  const [, , namespace = '', pod = '', container = '', more] = path.split('/');
  if (container === '' || more !== undefined) return noRoute();
  const work = kit.works.get(`${namespace}/${pod}`);
  if (work === undefined) return text(404, `pod ${JSON.stringify(pod)} does not exist`);
  if (!work.containers.some(({ name }) => name === container)) return text(404, `container ${JSON.stringify(container)} not found in pod ${JSON.stringify(pod)}`);
  const tail = query.get('tailLines') ?? query.get('tail');
  const since = query.get('sinceSeconds');
  const reader = readLogs(kit, work, {
    container, previous: query.get('previous') === 'true', timestamps: query.get('timestamps') === 'true', follow: false,
    ...(tail === undefined || tail === 'all' ? {} : { tailLines: Number(tail) }), ...(since === undefined ? {} : { sinceSeconds: Number(since) }),
  });
  return 'code' in reader ? text(400, reader.message) : text(200, yield* reader.readAll());
}

/** One command, its output as the answer. */
function* run(kit: Kit, { path, query, body }: Asked): Task<Answer> {
  const [, , namespace = '', pod = '', ...rest] = path.split('/');
  const container = rest.at(-1) ?? '';
  const work = kit.works.get(`${namespace}/${pod}`);
  if (work === undefined) return text(404, 'pod does not exist');
  const id = work.containers.find(({ name }) => name === container)?.id;
  const form = formOf(body);
  const command = (query.get('cmd') ?? form.get('cmd') ?? '').split(' ').filter((word) => word !== '');
  if (id === undefined) return text(500, 'container not found');
  const result = yield* runExec(kit, id, command, undefined);
  if (result.type !== 'exited') return text(500, result.type === 'error' ? result.message : '');
  return result.code === 0 ? text(200, result.output) : text(500, `command '${command.join(' ')}' exited with ${result.code}: ${result.output}`);
}

type Route = { readonly path: string; /** Also what lies below. */ readonly below?: true; readonly methods: readonly string[]; readonly serve: (kit: Kit, asked: Asked) => Answer | Task<Answer> };
const READ = ['GET', 'HEAD'];
const ALL = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const ROUTES: readonly Route[] = [
  { path: '/configz', methods: ALL, serve: (kit) => json({ kubeletconfig: kit.state.settings.all }) },
  { path: '/containerLogs/', below: true, methods: READ, serve: containerLogs },
  { path: '/debug/flags/v', methods: ['PUT'], serve: (_kit, { body }) => (/^\d+$/.test(body.trim()) ? text(200, `successfully set klog.logging.verbosity to ${body.trim()}`) : text(400, `failed to set klog.logging.verbosity to ${body}: strconv.ParseInt: parsing ${JSON.stringify(body)}: invalid syntax`)) },
  { path: '/healthz', below: true, methods: ALL, serve: (_kit, asked) => healthz(asked) },
  { path: '/logs', below: true, methods: READ, serve: systemLogs },
  { path: '/metrics', methods: ALL, serve: (kit) => metrics(kubeletMetrics(kit)) },
  { path: '/metrics/cadvisor', methods: ALL, serve: (kit) => metrics(cadvisorMetrics(kit)) },
  { path: '/metrics/probes', methods: ALL, serve: (kit) => metrics(`# TYPE process_start_time_seconds gauge\nprocess_start_time_seconds ${Date.parse(kit.bootedAt) / 1000}\n`) },
  { path: '/metrics/resource', methods: ALL, serve: (kit) => metrics(resourceMetrics(kit)) },
  { path: '/pods', methods: READ, serve: (kit) => list([...kit.works.values()].map((work) => podAsHeld(kit, work))) },
  { path: '/run/', below: true, methods: ['POST'], serve: run },
  { path: '/runningpods/', methods: READ, serve: (kit) => list(runningPods(kit)) },
  { path: '/stats/summary', methods: READ, serve: (kit, { query }) => json(summaryOf(kit, query.get('only_cpu_and_memory') === 'true')) },
];
/** Beginnings below which another path is not found by the handler, and not by the server. */
const HANDLERS = /^\/(configz|pods|runningpods|stats|containerLogs|run|logs)(\/|$)/;

export function* serve(kit: Kit, asked: Asked): Task<Answer> {
  const route = ROUTES.find(({ path, below }) => asked.path === path || `${asked.path}/` === path || (below === true && asked.path.startsWith(path.endsWith('/') ? path : `${path}/`)));
  if (route === undefined) return HANDLERS.test(asked.path) ? noRoute() : noHandler();
  if (!route.methods.includes(asked.method)) return wrongMethod();
  const answer = route.serve(kit, asked);
  return 'code' in answer ? answer : yield* answer;
}

