/** Fields that decide what a container may, and what its kernel shows it. */
import type { JsonObject } from '../../../base/index.ts';
import type { FieldCase } from './fieldCase.ts';
import { events, get, PHASE, pod, prints, sh } from './setup.ts';

const C = 'containers.0.securityContext';
const status = (what: string, securityContext: JsonObject, more: JsonObject = {}): JsonObject => prints(`grep ${what} /proc/1/status`, { securityContext }, more);
const SYSCTL = 'securityContext.sysctls';
const REASON = get('.status.reason');
const appArmor = { type: 'RuntimeDefault' };
const PROFILE = { type: 'Localhost', localhostProfile: 'mine' };
const LOADING = /cannot load seccomp profile ".*mine"/;
const MESSAGE = get('.status.containerStatuses[0].state.waiting.message');

export const SECURITY_CASES: readonly FieldCase[] = [
  { spec: status('NoNewPrivs', { allowPrivilegeEscalation: false }), shows: [`${C}.allowPrivilegeEscalation`], sees: 'NoNewPrivs:\t1' },
  { spec: status('CapEff', { capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] } }), shows: [`${C}.capabilities`, `${C}.capabilities.drop`, `${C}.capabilities.add`], sees: 'CapEff:\t0000000000001000' },
  { spec: status('CapEff', { privileged: true }), shows: [`${C}.privileged`], sees: /^CapEff:\t000001ffffffffff$/ },
  { spec: status('Seccomp:', { seccompProfile: { type: 'RuntimeDefault' } }), shows: [`${C}.seccompProfile`, [`${C}.seccompProfile.type`, 'Unconfined']], sees: 'Seccomp:\t2' },
  { spec: status('Seccomp:', {}, { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } }), shows: ['securityContext.seccompProfile'], sees: 'Seccomp:\t2' },
  { spec: pod(sh('sleep 3600', { securityContext: { seccompProfile: PROFILE } })), shows: [[`${C}.seccompProfile.localhostProfile`, 'other']], run: MESSAGE, sees: LOADING },
  { spec: pod(sh('sleep 3600', { securityContext: { appArmorProfile: appArmor } })), shows: [`${C}.appArmorProfile`, [`${C}.appArmorProfile.type`, 'Unconfined']], run: REASON, sees: 'AppArmor' },
  { spec: pod(sh('sleep 3600'), { securityContext: { appArmorProfile: appArmor } }), shows: ['securityContext.appArmorProfile'], run: REASON, sees: 'AppArmor' },
  { spec: pod(sh('sleep 3600', { securityContext: { appArmorProfile: { type: 'Localhost', localhostProfile: ' mine' } } })), shows: [[`${C}.appArmorProfile.localhostProfile`, 'mine']], run: REASON, sees: /must not be padded with whitespace/ },
  { spec: prints('cat /proc/sys/kernel/shm_rmid_forced', {}, { securityContext: { sysctls: [{ name: 'kernel.shm_rmid_forced', value: '1' }] } }), sees: '1',
    shows: [SYSCTL, [`${SYSCTL}.0.name`, 'net.ipv4.tcp_syncookies'], [`${SYSCTL}.0.value`, '0']] },
  // What it does to a local disk is in kubelet/volumes/volumes.test.ts.
  { spec: pod(sh('sleep 3600'), { securityContext: { fsGroup: 2000, fsGroupChangePolicy: 'Sometimes' } }), shows: ['securityContext.fsGroupChangePolicy'], run: PHASE, sees: /fsGroupChangePolicy: Unsupported value: "Sometimes": supported values: "Always", "OnRootMismatch"/ },
  { spec: prints('test $(ps | wc -l) -gt 6 && echo many', {}, { hostPID: true }), shows: ['hostPID'], sees: 'many' },
  { spec: pod(sh('sleep 3600'), { hostUsers: false }), shows: ['hostUsers'], run: events('FailedCreatePodSandBox'), sees: /hostUsers: false/ },
  { spec: pod(sh('sleep 3600'), { os: { name: 'windows' } }), shows: ['os', ['os.name', 'linux']], run: REASON, sees: 'PodOSNotSupported' },
  { spec: pod(sh('sleep 3600'), { runtimeClassName: 'fat' }), shows: ['runtimeClassName'], run: get('.spec.overhead.cpu'), sees: '500m' },
  { spec: pod(sh('sleep 3600'), { schedulingGates: [{ name: 'example.com/wait' }] }), shows: ['schedulingGates'], run: PHASE + "; kubectl get pod $POD | grep -o SchedulingGated", sees: 'PendingSchedulingGated' },
  { spec: pod(sh('sleep 3600'), { schedulingGates: [{ name: 'not a name' }] }), shows: [['schedulingGates.0.name', 'example.com/wait']], run: PHASE, sees: /spec\.schedulingGates\[0\]/ },
  { spec: prints('hostname', {}, { hostname: 'pea', subdomain: 'family', setHostnameAsFQDN: true }), shows: ['setHostnameAsFQDN'], sees: 'pea.family.default.svc.cluster.local' },
  { spec: pod({ name: 'c', image: 'registry.example.com/team/app:1.0', imagePullPolicy: 'Always' }, { imagePullSecrets: [{ name: 'registry' }] }), shows: ['imagePullSecrets', ['imagePullSecrets.0.name', 'login']], at: 30, run: PHASE, sees: 'Running' },
];
