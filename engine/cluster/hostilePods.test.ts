/** Pods that mean no good, or that nobody thought of: time goes on, the node lives, and they can be got rid of. */
import { createCluster } from './index.ts';
import type { JsonObject } from '../base/index.ts';

const LONGEST = [63, 63, 63, 61].map((length, i) => 'nmkj'.charAt(i).repeat(length)).join('.');
const MOST = 2_147_483_647;
const pod = (name: string, container: string): string =>
  `---\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: doomed}\nspec:\n  nodeName: node01\n  terminationGracePeriodSeconds: 2\n  containers: [{name: main, image: "busybox:1.36", ${container}}]\n`;
const script = (text: string): string => `command: [sh, -c, ${JSON.stringify(text)}]`;
const PODS = [
  pod('endless', script("trap '' TERM; while true; do :; done")),
  pod('talker', script('yes aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')),
  pod('bomb', script('f() { f | f & }; f')),
  pod('hollow', script('head -c 1000000000 /dev/zero; sleep 1000')),
  pod('last-words', script('head -c 10000000 /dev/zero > /dev/termination-log; exit 1')),
  pod('circle', `${script('echo $(A)$(B); sleep 1000')}, env: [{name: A, value: "$(B)$(B)"}, {name: B, value: "$(A)$(A)"}]`),
  pod('patient', `${script('sleep 1000')}, readinessProbe: {exec: {command: ["true"]}, periodSeconds: ${MOST}, initialDelaySeconds: ${MOST}, timeoutSeconds: ${MOST}, failureThreshold: ${MOST}}, livenessProbe: {exec: {command: [sh, -c, "while true; do :; done"]}, periodSeconds: 1, timeoutSeconds: ${MOST}}`),
  pod(LONGEST, script('sleep 1000')).replace('name: main', `name: ${'c'.repeat(63)}`),
].join('');

test('endless, loud, many, long: the cluster goes on, and the namespace goes', () => {
  const cluster = createCluster({ preset: 'three-nodes', seed: 'hostile', startTime: '2026-11-21T12:00:00Z' });
  const learner = cluster.createComputer({ files: { 'pods.yaml': PODS } });
  const type = (line: string): string => { const { stdout, stderr } = cluster.runCommand(learner, line); return stdout + stderr; };
  type('kubectl create namespace doomed; kubectl apply -f pods.yaml');
  cluster.clock.advance(15_000);
  const phases = type("kubectl get pods -n doomed -o jsonpath='{range .items[*]}{.metadata.name}={.status.phase} {end}'").trim().split(' ');
  expect(phases).toHaveLength(8);
  expect(phases.filter((each) => !each.endsWith('=Running'))).toEqual([]);
  expect(type("kubectl get pod last-words -n doomed -o jsonpath='{.status.containerStatuses[0].lastState.terminated.message}'").length).toBeLessThanOrEqual(4096);
  expect(type('kubectl logs talker -n doomed --tail=1')).toMatch(/^a+\n$/);

  const ephemeralContainers = Array.from({ length: 1000 }, (_, i): JsonObject => ({ name: `d${i}`, image: 'busybox:1.36', command: ['true'] }));
  const { code } = cluster.api.handle({
    method: 'PATCH', path: '/api/v1/namespaces/doomed/pods/circle/ephemeralcontainers', headers: { 'content-type': 'application/strategic-merge-patch+json' }, body: { spec: { ephemeralContainers } },
  });
  expect(code).toBe(200);
  cluster.clock.advance(5000);
  expect(type('kubectl delete namespace doomed --timeout=50s')).toContain('namespace "doomed" deleted');
  expect(type('kubectl get namespace doomed')).toContain('not found');
  const node = cluster.nodeMachine('node01');
  expect(node === undefined ? '' : cluster.runCommand(node, 'crictl ps -a | grep -c -e doomed -e endless').stdout).toBe('0\n');
  expect(type("kubectl get node node01 -o jsonpath='{.status.conditions[3].status}'")).toBe('True');
});
