/** `/healthz`, `/livez`, `/readyz` and `/version`. @k8s golden cluster/adm-api-health, golden world/version.json */
import type { Query } from './context.ts';
import { textResponse } from './respond.ts';
import type { ApiResponse } from './request.ts';

export const VERSION = {
  major: '1', minor: '36', emulationMajor: '1', emulationMinor: '36', minCompatibilityMajor: '1', minCompatibilityMinor: '35',
  gitVersion: 'v1.36.3', gitCommit: '0000000000000000000000000000000000000000', gitTreeState: 'clean', buildDate: '2026-07-15T00:00:00Z',
  goVersion: 'go1.26.8', compiler: 'gc', platform: 'linux/amd64',
} as const;

const HOOKS = [
  'start-apiserver-admission-initializer', 'generic-apiserver-start-informers', 'priority-and-fairness-config-consumer',
  'priority-and-fairness-filter', 'storage-object-count-tracker-hook', 'start-apiextensions-informers', 'start-apiextensions-controllers',
  'crd-informer-synced', 'start-system-namespaces-controller', 'peer-endpoint-reconciler-controller',
  'start-cluster-authentication-info-controller', 'start-kube-apiserver-identity-lease-controller',
  'start-kube-apiserver-identity-lease-garbage-collector', 'storage-readiness', 'start-legacy-token-tracking-controller',
  'start-service-ip-repair-controllers', 'rbac/bootstrap-roles', 'scheduling/bootstrap-system-priority-classes',
  'priority-and-fairness-config-producer', 'bootstrap-controller', 'start-kubernetes-service-cidr-controller',
  'aggregator-reload-proxy-client-cert', 'start-kube-aggregator-informers', 'apiservice-status-local-available-controller',
  'apiservice-status-remote-available-controller', 'apiservice-registration-controller', 'apiservice-wait-for-first-sync',
  'apiservice-discovery-controller', 'kube-apiserver-autoregistration',
].map((hook) => `poststarthook/${hook}`);
const LAST_HOOKS = ['autoregister-completion', 'poststarthook/apiservice-openapi-controller', 'poststarthook/apiservice-openapiv3-controller'];

/** Checks by endpoint, in the order in which `?verbose` prints them. */
const CHECKS: { readonly [endpoint: string]: readonly string[] } = {
  healthz: ['ping', 'log', 'loopback-serving-certificate', 'etcd', ...HOOKS, ...LAST_HOOKS],
  livez: ['ping', 'log', 'loopback-serving-certificate', 'etcd', ...HOOKS, ...LAST_HOOKS],
  readyz: ['ping', 'log', 'informer-sync', ...HOOKS, ...LAST_HOOKS, 'shutdown'],
};

/** Undefined: not a health path. @k8s apiserver/pkg/server/healthz/healthz.go */
export function health(path: string, query: Query): ApiResponse | undefined {
  const [, endpoint = '', ...rest] = path.split('/');
  const checks = Object.hasOwn(CHECKS, endpoint) ? CHECKS[endpoint] : undefined;
  if (checks === undefined) return undefined;
  if (rest.length > 0) return checks.includes(rest.join('/')) ? textResponse(200, 'ok') : undefined;
  if (query.get('verbose') === undefined) return textResponse(200, 'ok');
  const excluded = query.all('exclude');
  const lines = checks.map((check) => `[+]${check} ${excluded.includes(check) ? 'excluded: ' : ''}ok\n`);
  const unknown = [...new Set(excluded)].filter((check) => !checks.includes(check)).sort().map((check) => JSON.stringify(check));
  const warning = unknown.length === 0 ? '' : `warn: some health checks cannot be excluded: no matches for ${unknown.join(',')}\n`;
  return textResponse(200, `${lines.join('')}${warning}${endpoint} check passed\n`);
}

/** Every path that answers about health. */
export const healthPaths = (): readonly string[] =>
  Object.keys(CHECKS).flatMap((endpoint) => [`/${endpoint}`, ...(CHECKS[endpoint] ?? []).map((check) => `/${endpoint}/${check}`)]);
