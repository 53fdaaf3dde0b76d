import type { Json, JsonObject } from '../../base/index.ts';
import { testServer } from '../testServer.ts';
import { RESTRICTED } from './podSecurity/restricted.ts';
import { BASELINE } from './podSecurity/baseline.ts';

const PODS = '/api/v1/namespaces/guarded/pods';
const guarded = (labels: { readonly [key: string]: string }) => {
  const server = testServer();
  server.send('POST', '/api/v1/namespaces', { metadata: { name: 'guarded', labels: Object.fromEntries(Object.entries(labels).map(([key, value]) => [`pod-security.kubernetes.io/${key}`, value])) } });
  server.send('POST', '/api/v1/namespaces/guarded/serviceaccounts', { metadata: { name: 'default' } });
  return server;
};
const HARDENED: JsonObject = { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } };
const podOf = (spec: JsonObject, security: JsonObject | null = HARDENED, more: JsonObject = {}): JsonObject =>
  ({ metadata: { name: 'p', ...more }, spec: { containers: [{ name: 'c', image: 'nginx', ...(security === null ? {} : { securityContext: security }) }], ...spec } });
const refusal = (level: string, body: Json): string => {
  const answer = guarded({ enforce: level }).body('POST', PODS, body);
  return answer['kind'] === 'Status' ? String(answer['message']) : '';
};
const says = (level: string, text: string): string => `pods "p" is forbidden: violates PodSecurity "${level}:latest": ${text}`;

/** @k8s pod-security-admission/policy/check_*.go */
test.each<[string, JsonObject, string]>([
  ['nothing', podOf({}), ''],
  ['privileged', podOf({}, { privileged: true }), 'privileged (container "c" must not set securityContext.privileged=true)'],
  ['host namespaces', podOf({ hostNetwork: true, hostPID: true, hostIPC: true }), 'host namespaces (hostNetwork=true, hostPID=true, hostIPC=true)'],
  ['host path', podOf({ volumes: [{ name: 'v', hostPath: { path: '/' } }, { name: 'w', hostPath: { path: '/' } }] }), 'hostPath volumes (volumes "v", "w")'],
  ['host port', podOf({ containers: [{ name: 'c', image: 'x', ports: [{ containerPort: 80, hostPort: 8080 }] }] }), 'hostPort (container "c" uses hostPort 8080)'],
  ['capabilities', podOf({}, { capabilities: { add: ['NET_RAW', 'KILL', 'SYS_ADMIN'] } }),
    'non-default capabilities (container "c" must not include "NET_RAW", "SYS_ADMIN" in securityContext.capabilities.add)'],
  ['AppArmor', podOf({ securityContext: { appArmorProfile: { type: 'Unconfined' } } }, HARDENED),
    'forbidden AppArmor profile (pod must not set AppArmor profile type to "Unconfined")'],
  ['AppArmor of old', podOf({}, HARDENED, { annotations: { 'container.apparmor.security.beta.kubernetes.io/c': 'unconfined' } }),
    'forbidden AppArmor profiles (container "c" and annotation must not set AppArmor profile type to "Unconfined", '
      + '"container.apparmor.security.beta.kubernetes.io/c="unconfined"")'],
  ['SELinux', podOf({}, { seLinuxOptions: { type: 'spc_t', user: 'u' } }), 'seLinuxOptions (container "c" set forbidden securityContext.seLinuxOptions: type "spc_t"; user may not be set)'],
  ['seccomp', podOf({ securityContext: { seccompProfile: { type: 'Unconfined' } } }), 'seccompProfile (pod must not set securityContext.seccompProfile.type to "Unconfined")'],
  ['sysctls', podOf({ securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }, { name: 'net.ipv4.tcp_rmem', value: '1' }] } }), 'forbidden sysctls (kernel.msgmax)'],
  ['probe host', podOf({ containers: [{ name: 'c', image: 'x', livenessProbe: { httpGet: { port: 80, host: 'example.com' } } }] }),
    'probe or lifecycle host (container "c" uses probe or lifecycle host "example.com")'],
])('baseline: %s', (_name, body, text) => {
  expect(refusal('baseline', body)).toBe(text === '' ? '' : says('baseline', text));
});

test.each<[string, JsonObject, string]>([
  ['a hardened pod', podOf({}), ''],
  ['a plain pod', podOf({}, null), 'allowPrivilegeEscalation != false (container "c" must set securityContext.allowPrivilegeEscalation=false), '
    + 'unrestricted capabilities (container "c" must set securityContext.capabilities.drop=["ALL"]), '
    + 'runAsNonRoot != true (pod or container "c" must set securityContext.runAsNonRoot=true), '
    + 'seccompProfile (pod or container "c" must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost")'],
  ['root by number', podOf({ securityContext: { runAsUser: 0 } }), 'runAsUser=0 (pod must not set runAsUser=0)'],
  ['root by name', podOf({}, { ...HARDENED, runAsNonRoot: false }), 'runAsNonRoot != true (container "c" must not set securityContext.runAsNonRoot=false)'],
  ['volumes', podOf({ volumes: [{ name: 'v', hostPath: { path: '/' } }, { name: 'n', nfs: { server: 's', path: '/' } }, { name: 'e', emptyDir: {} }] }),
    'restricted volume types (volumes "v", "n" use restricted volume types "hostPath", "nfs")'],
  ['baseline comes first', podOf({ hostNetwork: true }, { ...HARDENED, capabilities: { drop: ['ALL'], add: ['CHOWN'] } }),
    'host namespaces (hostNetwork=true), unrestricted capabilities (container "c" must not include "CHOWN" in securityContext.capabilities.add)'],
])('restricted: %s', (_name, body, text) => {
  expect(refusal('restricted', body)).toBe(text === '' ? '' : says('restricted', text));
});

test('versions have the checks of their time', () => {
  const server = guarded({ enforce: 'restricted', 'enforce-version': 'v1.18' });
  const message = String(server.body('POST', PODS, podOf({}, null))['message']);
  expect(message).toBe('pods "p" is forbidden: violates PodSecurity "restricted:v1.18": allowPrivilegeEscalation != false (container "c" must set securityContext.allowPrivilegeEscalation=false), '
    + 'runAsNonRoot != true (pod or container "c" must set securityContext.runAsNonRoot=true)');
});

test('a level that is only warned of, or enforced on what makes pods', () => {
  const warned = guarded({ warn: 'baseline' }).send('POST', PODS, podOf({ hostPID: true }));
  expect(warned.code).toBe(201);
  expect(warned.warnings).toEqual(['would violate PodSecurity "baseline:latest": host namespaces (hostPID=true)']);
  const server = guarded({ enforce: 'baseline' });
  const template = { metadata: { labels: { a: 'b' } }, spec: { hostPID: true, containers: [{ name: 'c', image: 'x' }] } };
  const deployment = server.send('POST', '/apis/apps/v1/namespaces/guarded/deployments', { metadata: { name: 'd' }, spec: { selector: { matchLabels: { a: 'b' } }, template } });
  expect(deployment.code).toBe(201);
  expect(deployment.warnings).toEqual(['would violate PodSecurity "baseline:latest": host namespaces (hostPID=true)']);
});

test('labels of a namespace are checked, and its pods are counted', () => {
  const server = testServer();
  const wrong = server.body('POST', '/api/v1/namespaces', { metadata: { name: 'n', labels: { 'pod-security.kubernetes.io/enforce': 'strict', 'pod-security.kubernetes.io/warn-version': '1.20' } } });
  expect(wrong['message']).toBe('Namespace "n" is invalid: [metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: "strict": must be one of privileged, baseline, restricted, '
    + 'metadata.labels[pod-security.kubernetes.io/warn-version]: Invalid value: "1.20": must be "latest" or "v1.x"]');
  for (const name of ['a', 'b', 'c']) server.send('POST', '/api/v1/namespaces/default/pods', { ...podOf(name === 'c' ? { hostPID: true } : {}, null), metadata: { name } });
  const patched = server.send('PATCH', '/api/v1/namespaces/default', { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } } }, { 'content-type': 'application/merge-patch+json' });
  expect(patched.warnings).toEqual(['existing pods in namespace "default" violate the new PodSecurity enforce level "baseline:latest"', 'c: host namespaces']);
  const strict = server.send('PATCH', '/api/v1/namespaces/default', { metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } } }, { 'content-type': 'application/merge-patch+json' });
  expect(strict.warnings?.slice(1)).toEqual([
    'a (and 1 other pod): allowPrivilegeEscalation != false, unrestricted capabilities, runAsNonRoot != true, seccompProfile',
    'c: host namespaces, allowPrivilegeEscalation != false, unrestricted capabilities, runAsNonRoot != true, seccompProfile',
  ]);
});

test('checks stand in the order of their names, versions rise', () => {
  for (const checks of [BASELINE, RESTRICTED]) {
    expect(checks.map(({ id }) => id)).toEqual(checks.map(({ id }) => id).toSorted());
    for (const { versions } of checks) expect(versions.map(([minor]) => minor)).toEqual(versions.map(([minor]) => minor).toSorted((a, b) => a - b));
  }
});
