/** Fields of ephemeral containers; what they may not have is refused when they are added. */
import type { Json, JsonObject } from '../../../base/index.ts';
import type { FieldCase } from './fieldCase.ts';
import { BUSYBOX, get, pod, sh, web } from './setup.ts';

const E = 'ephemeralContainers.0';
const debug = (container: JsonObject, more: JsonObject = {}, target: JsonObject = web()): JsonObject => ({ ...pod(target, more), ephemeralContainers: [{ name: 'debug', image: BUSYBOX, ...container }] });
const says = (script: string, more: JsonObject = {}): JsonObject => debug({ command: ['sh', '-c', `${script}; sleep 3600`], ...more });
const LOGS = 'kubectl logs $POD -c debug';
const state = (path: string): string => get(`.status.ephemeralContainerStatuses[0].state.${path}`);
const forbidden = (field: string, value: Json): FieldCase => ({ spec: says('true', { [field]: value }), shows: [`${E}.${field}`], run: LOGS, sees: new RegExp(`ephemeralContainers\\[0\\]\\.${field}: Forbidden`) });

export const EPHEMERAL_CASES: readonly FieldCase[] = [
  { spec: debug({ command: ['echo'], args: ['one'] }), shows: [`${E}.args`, [`${E}.command`, ['printf', '%s%%']]], run: LOGS, sees: 'one' },
  { spec: says('echo $X', { env: [{ name: 'X', value: 'plain' }] }), shows: [`${E}.env`], run: LOGS, sees: 'plain' },
  { spec: says('echo $level', { envFrom: [{ configMapRef: { name: 'settings' } }] }), shows: [`${E}.envFrom`], run: LOGS, sees: 'high' },
  { spec: says('echo hello'), shows: [[`${E}.image`, 'busybox:no-such-tag'], [`${E}.name`, 'other']], run: LOGS, sees: 'hello' },
  { spec: debug({ image: 'redis:no-such-tag', imagePullPolicy: 'Never' }), shows: [[`${E}.imagePullPolicy`, 'Always']], at: 40, run: state('waiting.reason'), sees: 'ErrImageNeverPull' },
  { spec: says('pwd', { workingDir: '/tmp' }), shows: [`${E}.workingDir`], run: LOGS, sees: '/tmp' },
  { spec: says('id -u', { securityContext: { runAsUser: 1000 } }), shows: [`${E}.securityContext`], run: LOGS, sees: '1000' },
  { spec: debug({ command: ['cat'], stdin: true }), shows: [`${E}.stdin`], run: state('running'), sees: /startedAt/ },
  { spec: says('tty', { stdin: true, tty: true }), shows: [`${E}.tty`], run: LOGS, sees: /^\/dev\// },
  { spec: debug({ command: ['sh', '-c', 'echo why > /tmp/why; exit 2'], terminationMessagePath: '/tmp/why' }), shows: [`${E}.terminationMessagePath`], run: state('terminated.message'), sees: 'why' },
  { spec: debug({ command: ['sh', '-c', 'echo words; exit 2'], terminationMessagePolicy: 'FallbackToLogsOnError' }), shows: [`${E}.terminationMessagePolicy`], run: state('terminated.message'), sees: 'words' },
  { spec: { ...debug({ command: ['sh', '-c', 'echo $(cat /v/level); sleep 3600'], volumeMounts: [{ name: 'v', mountPath: '/v' }] }), volumes: [{ name: 'v', configMap: { name: 'settings' } }] }, shows: [`${E}.volumeMounts`], run: LOGS, sees: 'high' },
  { spec: says('ps -o comm | grep -c nginx', { targetContainerName: 'web' }), shows: [`${E}.targetContainerName`], run: LOGS, sees: /^[1-9]$/ },
  forbidden('lifecycle', { preStop: { sleep: { seconds: 1 } } }), forbidden('livenessProbe', { exec: { command: ['true'] } }), forbidden('readinessProbe', { exec: { command: ['true'] } }), forbidden('startupProbe', { exec: { command: ['true'] } }),
  forbidden('ports', [{ containerPort: 80 }]), forbidden('resources', { limits: { cpu: '1' } }), forbidden('restartPolicy', 'Never'),
  { spec: says('true', { restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }] }), shows: [`${E}.restartPolicyRules`], run: LOGS, sees: /restartPolicyRules/ },
  { spec: { ...pod(sh('sleep 3600')), ephemeralContainers: [{ name: 'debug', image: BUSYBOX, command: ['echo', 'hello'] }] }, shows: [`${E}.command`], run: LOGS, sees: 'hello' },
];
