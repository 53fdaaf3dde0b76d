/** Fields of probes and hooks. */
import type { Json, JsonObject } from '../../../base/index.ts';
import type { FieldCase } from './fieldCase.ts';
import { events, get, PHASE, pod, READY, RESTARTS, sh, web } from './setup.ts';

const C = 'containers.0';
const ready = (probe: JsonObject, container: JsonObject = web()): JsonObject => pod({ ...container, readinessProbe: { periodSeconds: 2, ...probe } });
const live = (probe: JsonObject, script = 'sleep 3600'): JsonObject => pod(sh(script, { livenessProbe: { periodSeconds: 2, failureThreshold: 1, ...probe } }), { terminationGracePeriodSeconds: 1 });
const FALSE = { exec: { command: ['false'] } };
const R = `${C}.readinessProbe`;
const L = `${C}.livenessProbe`;
const S = `${C}.startupProbe`;
const conf = (more: JsonObject): JsonObject => pod(web({ ...more, volumeMounts: [{ name: 'conf', mountPath: '/etc/nginx/nginx.conf', subPath: 'nginx.conf' }] }), { volumes: [{ name: 'conf', configMap: { name: 'settings' } }] });
const hook = (name: 'postStart' | 'preStop', handler: JsonObject, container: JsonObject = sh('sleep 3600')): JsonObject => pod({ ...container, lifecycle: { [name]: handler } });
const instead = (path: string, other: Json): readonly [string, Json] => [path, other];
const DELETE = 'kubectl delete pod $POD --wait=false';
const NAME = 'kubectl get pod $POD -o name';
const traps = (script: string): JsonObject => sh(`trap 'exit 0' TERM; ${script}; while true; do sleep 1; done`);

export const PROBE_CASES: readonly FieldCase[] = [
  { spec: ready(FALSE), shows: [R, `${R}.exec`, instead(`${R}.exec.command`, ['true'])], run: READY, sees: 'False' },
  { spec: ready({ httpGet: { port: 81 } }), shows: [`${R}.httpGet`, instead(`${R}.httpGet.port`, 80)], run: READY, sees: 'False' },
  { spec: ready({ httpGet: { port: 80, path: '/missing' } }), shows: [`${R}.httpGet.path`], run: READY, sees: 'False' },
  { spec: ready({ httpGet: { port: 80, scheme: 'HTTPS' } }), shows: [`${R}.httpGet.scheme`], run: READY, sees: 'False' },
  { spec: ready({ httpGet: { port: 80, host: '192.0.2.9' } }), shows: [`${R}.httpGet.host`], run: READY, sees: 'False' },
  { spec: ready({ httpGet: { port: 80, httpHeaders: [{ name: 'User-Agent', value: 'pea-probe' }] } }), shows: [`${R}.httpGet.httpHeaders`, instead(`${R}.httpGet.httpHeaders.0.name`, 'X-Other'), instead(`${R}.httpGet.httpHeaders.0.value`, 'bean-probe')],
    run: 'kubectl logs $POD | grep -c pea-probe', sees: /^[1-9]\d*$/ },
  { spec: conf({ readinessProbe: { periodSeconds: 2, httpGet: { port: 80, httpHeaders: [{ name: 'Host', value: 'inner.example' }] } } }), shows: [`${R}.httpGet.httpHeaders`], run: READY, sees: 'False' },
  { spec: ready({ tcpSocket: { port: 81 } }), shows: [`${R}.tcpSocket`, instead(`${R}.tcpSocket.port`, 80)], run: READY, sees: 'False' },
  { spec: ready({ tcpSocket: { port: 80, host: '192.0.2.9' } }), shows: [`${R}.tcpSocket.host`], run: READY, sees: 'False' },
  { spec: conf({ readinessProbe: { periodSeconds: 2, grpc: { port: 80 } } }), shows: [instead(`${R}.grpc`, { port: 81 }), instead(`${R}.grpc.port`, 81)], run: READY, sees: 'True' },
  { spec: pod({ name: 'health', image: 'registry.k8s.io/e2e-test-images/agnhost:2.45', args: ['grpc-health-checking', '--port=5000', '--service=up'], readinessProbe: { periodSeconds: 2, grpc: { port: 5000, service: 'up' } } }), shows: [`${R}.grpc.service`], at: 30, run: READY, sees: 'True' },
  { spec: ready({ ...FALSE, initialDelaySeconds: 60 }, sh('sleep 3600')), shows: [`${R}.initialDelaySeconds`], run: events('Unhealthy'), sees: '' },
  { spec: ready({ ...FALSE, periodSeconds: 5 }, sh('sleep 3600')), shows: [instead(`${R}.periodSeconds`, 1)], at: 20, run: "kubectl get events --field-selector involvedObject.name=$POD,reason=Unhealthy -o jsonpath='{.items[0].count}'", sees: /^[3-5]$/ },
  { spec: ready({ exec: { command: ['sleep', '2'] }, timeoutSeconds: 3 }, sh('sleep 3600')), shows: [`${R}.timeoutSeconds`], run: READY, sees: 'True' },
  { spec: ready({ exec: { command: ['true'] }, successThreshold: 30 }, sh('sleep 3600')), shows: [`${R}.successThreshold`], run: READY, sees: 'False' },
  { spec: ready({ exec: { command: ['test', '!', '-e', '/tmp/closed'] }, failureThreshold: 20 }, sh('sleep 4; touch /tmp/closed; sleep 3600')), shows: [`${R}.failureThreshold`], at: 25, run: READY, sees: 'True' },
  { spec: live(FALSE), shows: [L], at: 12, run: RESTARTS, sees: /^[1-9]$/ },
  { spec: live({ ...FALSE, terminationGracePeriodSeconds: 300 }, "trap '' TERM; while true; do sleep 1; done"), shows: [`${L}.terminationGracePeriodSeconds`], run: RESTARTS, sees: '0' },
  { spec: pod(sh('sleep 3600', { startupProbe: { ...FALSE, periodSeconds: 2, failureThreshold: 1 } }), { terminationGracePeriodSeconds: 1 }), shows: [S], at: 12, run: RESTARTS, sees: /^[1-9]$/ },

  { spec: hook('postStart', { exec: { command: ['sh', '-c', 'echo hello > /tmp/hook'] } }), shows: [`${C}.lifecycle`, `${C}.lifecycle.postStart`, instead(`${C}.lifecycle.postStart.exec`, { command: ['true'] })], run: 'kubectl exec $POD -- cat /tmp/hook', sees: 'hello' },
  { spec: { containers: [web({ lifecycle: { preStop: { httpGet: { port: 80, path: '/bye' } } } }), sh("trap '' TERM; while true; do sleep 1; done")] }, shows: [instead(`${C}.lifecycle.preStop.httpGet`, { port: 80 })],
    first: DELETE, run: 'kubectl logs $POD -c web | grep -c /bye', sees: /^[1-9]$/ },
  { spec: hook('preStop', { sleep: { seconds: 20 } }, traps('true')), shows: [`${C}.lifecycle.preStop`, instead(`${C}.lifecycle.preStop.sleep`, { seconds: 1 }), instead(`${C}.lifecycle.preStop.sleep.seconds`, 1)], first: DELETE, run: NAME, sees: 'pod/POD' },
  { spec: hook('postStart', { exec: { command: ['false'] } }), shows: [instead(`${C}.lifecycle.postStart.exec.command`, ['true'])], run: events('FailedPostStartHook'), sees: /^PostStartHook failed/ },
  { spec: hook('postStart', { tcpSocket: { port: 81 } }), shows: [`${C}.lifecycle.postStart.tcpSocket`], run: events('FailedPostStartHook'), sees: 'PostStartHook failed' },
  { spec: pod(sh('exit 0', { livenessProbe: FALSE }), { restartPolicy: 'Never' }), shows: [instead('restartPolicy', 'Always')], run: PHASE, sees: 'Succeeded' },
  { spec: pod(sh('sleep 3600', { readinessProbe: { exec: { command: ['true'] }, periodSeconds: 2 } })), shows: [instead(R, { ...FALSE, periodSeconds: 2 })], run: get('.status.containerStatuses[0].ready'), sees: 'true' },
];
