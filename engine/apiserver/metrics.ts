/** `/metrics`: what the server can truly say of itself, in Prometheus' text format. @k8s apiserver/pkg/endpoints/metrics, golden cluster/adm-api-health */
import type { KindDefinition } from '../api/index.ts';
import { resourceOf } from '../store/index.ts';
import type { Clock } from '../time/index.ts';
import type { ResourceRequest, ServerContext } from './context.ts';
import { flag } from './query.ts';
import type { ApiResponse } from './request.ts';

export type Metrics = {
  count(request: ResourceRequest, code: number): void;
  /** Lines of `apiserver_request_total`, sorted. */
  requests(): readonly string[];
  readonly startedAt: number;
};

const VERBS: { readonly [method: string]: string } = { POST: 'POST', PUT: 'PUT', PATCH: 'PATCH', DELETE: 'DELETE' };

/** @k8s endpoints/metrics CanonicalVerb, CleanVerb */
function verbOf({ method, name, query, headers }: ResourceRequest): string {
  if (method === 'GET' || method === 'HEAD') return flag(query, 'watch') ? 'WATCH' : name === undefined ? 'LIST' : 'GET';
  if (method === 'PATCH' && (headers['content-type'] ?? '').startsWith('application/apply-patch')) return 'APPLY';
  return method === 'DELETE' && name === undefined ? 'DELETECOLLECTION' : VERBS[method] ?? 'other';
}
const scopeOf = ({ name, namespace, method }: ResourceRequest): string =>
  (name !== undefined || method === 'POST' ? 'resource' : namespace !== undefined ? 'namespace' : 'cluster');

/** Requests of one sort. Every request is counted: the labels are written when somebody looks. */
type Tally = { readonly labels: readonly [code: number, dryRun: string, scope: string, subresource: string, verb: string]; count: number };

function labelsOf({ group, plural, version }: KindDefinition, [code, dryRun, scope, subresource, verb]: Tally['labels']): string {
  return `code="${code}",component="apiserver",dry_run="${dryRun}",group="${group}",resource="${plural}",`
    + `scope="${scope}",subresource="${subresource}",verb="${verb}",version="${version}"`;
}

export function createMetrics(clock: Clock): Metrics {
  const tallies = new Map<KindDefinition, Tally[]>();
  return {
    startedAt: clock.now,
    count(request, code) {
      const { asked, subresource = '', query } = request;
      const dryRun = query.get('dryRun') ?? '';
      const scope = scopeOf(request);
      const verb = verbOf(request);
      let own = tallies.get(asked);
      if (own === undefined) { own = []; tallies.set(asked, own); }
      for (const tally of own) {
        const { labels } = tally;
        if (labels[0] === code && labels[4] === verb && labels[3] === subresource && labels[2] === scope && labels[1] === dryRun) { tally.count++; return; }
      }
      own.push({ labels: [code, dryRun, scope, subresource, verb], count: 1 });
    },
    requests() {
      const counts = new Map<string, number>(); // a custom kind may have been replaced by its successor
      for (const [kind, own] of tallies) for (const { labels, count } of own) { const key = labelsOf(kind, labels); counts.set(key, (counts.get(key) ?? 0) + count); }
      return [...counts.keys()].sort().map((key) => `apiserver_request_total{${key}} ${counts.get(key) ?? 0}`);
    },
  };
}

const family = (name: string, type: string, about: string, lines: readonly string[]): string =>
  `# HELP ${name} ${about}\n# TYPE ${name} ${type}\n${lines.map((line) => `${line}\n`).join('')}`;

export function metricsResponse({ metrics, registry, store }: ServerContext): ApiResponse {
  const stored = [...new Set(registry.kinds.filter(({ view, virtual }) => view === undefined && virtual !== true).map(resourceOf))].sort();
  const body = [
    family('apiserver_request_total', 'counter', '[STABLE] Requests by verb, resource and answer.', metrics.requests()),
    family('apiserver_storage_objects', 'gauge', '[STABLE] Stored objects by resource.', stored.map((resource) => `apiserver_storage_objects{resource="${resource}"} ${store.count(resource)}`)),
    family('process_start_time_seconds', 'gauge', 'When the process began, in seconds since 1970.', [`process_start_time_seconds ${metrics.startedAt / 1000}`]),
  ];
  return { type: 'text', code: 200, body: body.join(''), headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } };
}
