/** Fields of a container: what it runs, in what surroundings, with which means. */
import type { JsonObject } from '../../../base/index.ts';
import type { FieldCase } from './fieldCase.ts';
import { BUSYBOX, events, get, on, PHASE, PLAIN, pod, prints, READY, RESTARTS, sh, WAITING, web } from './setup.ts';

const env = (variable: JsonObject, script = 'echo "[$X]"', more: JsonObject = {}): JsonObject => prints(script, { env: [variable], ...more });
const C = 'containers.0';
const VALUE = `${C}.env.0.valueFrom`;
const limits = { resources: { limits: { memory: '64Mi', cpu: '500m' }, requests: { memory: '32Mi' } } };
const security = (script: string, securityContext: JsonObject): JsonObject => prints(script, { securityContext });
const ends = (code: number, more: JsonObject): JsonObject => pod(sh(`sleep 1; exit ${code}`, more), { restartPolicy: 'Never' });
const AGAIN = { restartPolicy: 'Never', restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }] };
const RULE = `${C}.restartPolicyRules.0`;
const MESSAGE = get('.status.containerStatuses[0].state.terminated.message');
const resizable = (resizePolicy: JsonObject): JsonObject => pod(sh('sleep 3600', { resizePolicy: [resizePolicy], resources: { requests: { cpu: '10m' } } }), { terminationGracePeriodSeconds: 1 });
const RESIZE = { first: `kubectl patch pod $POD --subresource=resize -p '{"spec":{"containers":[{"name":"c","resources":{"requests":{"cpu":"20m"}}}]}}'`, run: RESTARTS, at: 25 } as const;
const file = (more: JsonObject): JsonObject => ({
  initContainers: [sh("echo X=\\'one\\' > /v/env; echo Y=\\'two\\' >> /v/env", { volumeMounts: [{ name: 'v', mountPath: '/v' }] }, 'init')],
  containers: [sh('echo "[$X]"; sleep 3600', { env: [{ name: 'X', valueFrom: { fileKeyRef: { volumeName: 'v', path: 'env', key: 'X', ...more } } }] })],
  volumes: [{ name: 'v', emptyDir: {} }, { name: 'w', emptyDir: {} }],
});
const port = (more: JsonObject): JsonObject => pod({ name: 'c', image: 'nginx:1.25', ports: [{ containerPort: 80, ...more }] }, on(PLAIN));

export const CONTAINER_CASES: readonly FieldCase[] = [
  { spec: pod({ name: 'c', image: BUSYBOX, command: ['echo'], args: ['one', 'two'] }), shows: [`${C}.args`, [`${C}.command`, ['printf', '%s-%s']]], sees: 'one two' },
  { spec: pod({ name: 'c', image: BUSYBOX, command: ['echo', 'hello'] }), shows: [`${C}.command`], sees: 'hello' },
  { spec: pod(sh('pwd', { workingDir: '/tmp' })), shows: [`${C}.workingDir`], sees: '/tmp' },
  { spec: pod(web()), shows: [[`${C}.image`, BUSYBOX]], run: 'kubectl get pod $POD', sees: /1\/1 +Running/ },
  { spec: pod(sh('echo hello', {}, 'first')), shows: [[`${C}.name`, 'second']], run: 'kubectl logs $POD -c first', sees: 'hello' },
  { spec: pod({ name: 'c', image: 'httpd:no-such-tag', imagePullPolicy: 'Never' }), shows: [[`${C}.imagePullPolicy`, 'Always']], run: WAITING, sees: 'ErrImageNeverPull' },
  { spec: pod(sh('cat', { stdin: true })), shows: [`${C}.stdin`], run: RESTARTS, sees: '0' },
  { spec: pod(sh('tty; sleep 3600', { stdin: true, tty: true })), shows: [`${C}.tty`], sees: /^\/dev\// },
  { spec: pod(sh('echo why > /dev/termination-log; exit 2', { terminationMessagePath: '/dev/termination-log' }), { restartPolicy: 'Never' }), shows: [[`${C}.terminationMessagePath`, '/tmp/other']], run: MESSAGE, sees: 'why' },
  { spec: pod(sh('echo last words; exit 2', { terminationMessagePolicy: 'FallbackToLogsOnError' }), { restartPolicy: 'Never' }), shows: [`${C}.terminationMessagePolicy`], run: MESSAGE, sees: 'last words' },

  // Variables
  { spec: env({ name: 'X', value: 'plain' }), shows: [`${C}.env`, [`${C}.env.0.name`, 'Y'], `${C}.env.0.value`], sees: '[plain]' },
  { spec: env({ name: 'X', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }), shows: [VALUE, [`${VALUE}.fieldRef`, { fieldPath: 'spec.nodeName' }], [`${VALUE}.fieldRef.fieldPath`, 'metadata.uid']], sees: '[default]' },
  { spec: env({ name: 'X', valueFrom: { fieldRef: { apiVersion: 'v2', fieldPath: 'metadata.name' } } }), shows: [`${VALUE}.fieldRef.apiVersion`], sees: /not supported|Unsupported value|Invalid value/ },
  { spec: env({ name: 'X', valueFrom: { resourceFieldRef: { containerName: 'c', resource: 'limits.memory', divisor: '1Mi' } } }, 'echo "[$X]"', limits),
    shows: [[`${VALUE}.resourceFieldRef`, { resource: 'limits.cpu' }], [`${VALUE}.resourceFieldRef.resource`, 'requests.memory'], `${VALUE}.resourceFieldRef.divisor`], sees: '[64]' },
  { spec: { containers: [sh('echo "[$X]"; sleep 3600', { env: [{ name: 'X', valueFrom: { resourceFieldRef: { containerName: 'd', resource: 'limits.memory', divisor: '1Mi' } } }], resources: { limits: { memory: '8Mi' } } }), sh('sleep 3600', limits, 'd')] },
    run: 'kubectl logs $POD -c c', shows: [`${VALUE}.resourceFieldRef.containerName`], sees: '[64]' },
  { spec: env({ name: 'X', valueFrom: { configMapKeyRef: { name: 'settings', key: 'level' } } }), shows: [[`${VALUE}.configMapKeyRef`, { name: 'settings', key: 'colour' }], [`${VALUE}.configMapKeyRef.name`, 'other-settings'], [`${VALUE}.configMapKeyRef.key`, 'colour']], sees: '[high]' },
  { spec: env({ name: 'X', valueFrom: { configMapKeyRef: { name: 'missing', key: 'level', optional: true } } }), shows: [`${VALUE}.configMapKeyRef.optional`], sees: '[]' },
  { spec: env({ name: 'X', valueFrom: { secretKeyRef: { name: 'login', key: 'password' } } }), shows: [[`${VALUE}.secretKeyRef`, { name: 'login', key: 'user' }], [`${VALUE}.secretKeyRef.name`, 'other-login'], [`${VALUE}.secretKeyRef.key`, 'user']], sees: '[secret]' },
  { spec: env({ name: 'X', valueFrom: { secretKeyRef: { name: 'missing', key: 'password', optional: true } } }), shows: [`${VALUE}.secretKeyRef.optional`], sees: '[]' },
  { spec: file({}), shows: [[VALUE, { fieldRef: { fieldPath: 'metadata.name' } }], [`${VALUE}.fileKeyRef`, { volumeName: 'v', path: 'env', key: 'Y' }], [`${VALUE}.fileKeyRef.key`, 'Y'], [`${VALUE}.fileKeyRef.path`, 'other'], [`${VALUE}.fileKeyRef.volumeName`, 'w']], run: 'kubectl logs $POD -c c', sees: '[one]' },
  { spec: file({ key: 'Z', optional: true }), shows: [`${VALUE}.fileKeyRef.optional`], run: 'kubectl logs $POD -c c', sees: '[]' },
  { spec: prints('env | grep ^P_ | sort', { envFrom: [{ prefix: 'P_', secretRef: { name: 'login' } }] }), shows: [`${C}.envFrom`, `${C}.envFrom.0.prefix`, [`${C}.envFrom.0.secretRef`, { name: 'other-login' }], [`${C}.envFrom.0.secretRef.name`, 'other-login']], sees: 'P_password=secret\nP_user=ada' },
  { spec: prints('echo $level', { envFrom: [{ configMapRef: { name: 'settings' } }] }), shows: [[`${C}.envFrom.0.configMapRef`, { name: 'other-settings' }], [`${C}.envFrom.0.configMapRef.name`, 'other-settings']], sees: 'high' },
  { spec: prints('echo up', { envFrom: [{ configMapRef: { name: 'missing', optional: true } }] }), shows: [`${C}.envFrom.0.configMapRef.optional`], sees: 'up' },
  { spec: prints('echo up', { envFrom: [{ secretRef: { name: 'missing', optional: true } }] }), shows: [`${C}.envFrom.0.secretRef.optional`], sees: 'up' },

  // Means
  { spec: pod(sh('sleep 2; exec tail /dev/zero', { resources: { limits: { memory: '20Mi' } } }), { restartPolicy: 'Never' }), shows: [`${C}.resources.limits`, `${C}.resources`], run: get('.status.containerStatuses[0].state.terminated.reason'), sees: 'OOMKilled' },
  { spec: pod(sh('sleep 3600', { resources: { requests: { cpu: '500' } } })), shows: [`${C}.resources.requests`], run: PHASE, sees: 'Pending' },

  // Who it runs as
  { spec: security('id -u', { runAsUser: 1000 }), shows: [`${C}.securityContext`, `${C}.securityContext.runAsUser`], sees: '1000' },
  { spec: security('id -g', { runAsGroup: 3000 }), shows: [`${C}.securityContext.runAsGroup`], sees: '3000' },
  { spec: security('touch /file 2>&1', { readOnlyRootFilesystem: true }), shows: [`${C}.securityContext.readOnlyRootFilesystem`], sees: 'touch: /file: Read-only file system' },
  { spec: security('true', { runAsNonRoot: true }), shows: [`${C}.securityContext.runAsNonRoot`], run: get('.status.containerStatuses[0].state.waiting.message'), sees: /^container has runAsNonRoot and image will run as root/ },

  // Its own restarts
  { spec: ends(42, AGAIN), shows: [`${C}.restartPolicyRules`, [`${RULE}.exitCodes`, { operator: 'In', values: [1] }], [`${RULE}.exitCodes.operator`, 'NotIn'], [`${RULE}.exitCodes.values`, [41]]], run: RESTARTS, sees: /^[12]$/ },
  { spec: ends(0, { restartPolicy: 'Always' }), shows: [`${C}.restartPolicy`], run: RESTARTS, sees: /^[12]$/ },
  { spec: ends(1, { restartPolicy: 'Never', restartPolicyRules: [{ action: 'Explode', exitCodes: { operator: 'In', values: [42] } }] }), shows: [[`${RULE}.action`, 'Restart']], run: PHASE, sees: /Unsupported value: "Explode"/ },

  // In place
  { spec: resizable({ resourceName: 'cpu', restartPolicy: 'RestartContainer' }), ...RESIZE, shows: [`${C}.resizePolicy`, [`${C}.resizePolicy.0.resourceName`, 'memory'], [`${C}.resizePolicy.0.restartPolicy`, 'NotRequired']], sees: '1' },

  // Ports
  { spec: pod(web({ ports: [{ name: 'www', containerPort: 80 }], readinessProbe: { httpGet: { port: 'www' }, periodSeconds: 1 } })), shows: [`${C}.ports`, [`${C}.ports.0.name`, 'other'], [`${C}.ports.0.containerPort`, 81]], run: READY, sees: 'True' },
  { spec: port({ hostPort: 7001 }), shows: [`${C}.ports.0.hostPort`], run: PHASE, sees: 'Pending' },
  { spec: port({ hostPort: 7000, hostIP: '127.0.0.2' }), shows: [`${C}.ports.0.hostIP`], run: PHASE, sees: 'Running' },
  { spec: port({ hostPort: 7001, protocol: 'UDP' }), shows: [`${C}.ports.0.protocol`], run: PHASE, sees: 'Running' },
  { spec: pod(sh('sleep 3600', { readinessProbe: { exec: { command: ['false'] }, periodSeconds: 1 } })), shows: [`${C}.readinessProbe`], run: events('Unhealthy'), sees: /^Readiness probe failed: *$/ },
];
