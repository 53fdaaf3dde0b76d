/** Pods drawn by chance from what the schema allows, and what may happen to each: equal seeds draw equal pods. */
import type { JsonObject } from '../../base/index.ts';
import type { Pod, PodSpec } from '../../api/index.ts';
import { createRandom, type Random } from '../../time/index.ts';

type Container = PodSpec['containers'][number];
type Volume = NonNullable<PodSpec['volumes']>[number];
type Probe = NonNullable<Container['livenessProbe']>;
type Hook = NonNullable<NonNullable<Container['lifecycle']>['preStop']>;

/** What happens to one pod, `at` so many milliseconds after its creation. */
export type PodFault = { readonly at: number } & (
  | { readonly what: 'kill'; readonly container: string }
  | { readonly what: 'delete'; readonly grace: number | undefined }
  | { readonly what: 'resize'; readonly container: string; readonly resources: JsonObject }
  | { readonly what: 'image'; readonly container: string; readonly image: string }
  | { readonly what: 'debug'; readonly name: string; readonly script: string }
  | { readonly what: 'gate'; readonly status: 'True' | 'False' }
  | { readonly what: 'label' | 'create missing objects' | 'deadline' });
export type RandomPod = { readonly name: string; readonly manifest: Pod; readonly faults: readonly PodFault[] };
/** What happens to the node under all pods. */
export type NodeFault = { readonly at: number; readonly what: 'kubelet restart' | 'power loss'; readonly forMs: number };

/** A dice with a memory of what it is asked for, so that a list reads as a sentence. */
type Dice = { one<T>(list: readonly T[]): T; chance(percent: number): boolean; int(low: number, high: number): number; maybe<T>(percent: number, value: () => T): T | undefined };
function diceOf(random: Random): Dice {
  const chance = (percent: number): boolean => random.float('dice') * 100 < percent;
  return { one: (list) => random.pick('dice', list), chance, int: (low, high) => random.int('dice', low, high), maybe: (percent, value) => (chance(percent) ? value() : undefined) };
}
/** Without what is undefined. */
const some = <T extends object>(value: { [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as T; // nothing undefined is left

const LONG = [
  'sleep 3600', 'echo up; sleep 3600', "trap 'exit 0' TERM; sleep 3600 & wait", "trap '' TERM; while true; do sleep 1; done", "trap 'sleep 3; exit 3' TERM; while :; do sleep 2; done",
  'while true; do date; sleep 7; done', 'mkdir -p /data && echo x > /data/ready; sleep 300', 'sleep 4; touch /tmp/ready; sleep 3600',
];
const ENDING = [
  'exit 0', 'true', 'sleep 2', 'sleep 15; exit 0', 'exit 1', 'sleep 3; exit 1', 'sleep 20; exit 42', 'echo why > /dev/termination-log; exit 4', 'echo last words; exit 137', 'kill -9 $$; sleep 5',
  'kill $$; sleep 5', 'cat /no/such/file', 'no-such-command', 'sleep 1; exec tail /dev/zero', 'i=0; while [ $i -lt 5 ]; do i=$((i+1)); sleep 1; done; exit $((i-5))',
  'if [ -f /cache/done ]; then exit 0; fi; touch /cache/done; exit 3',
];
const INIT = ['true', 'sleep 1', 'sleep 3; echo ready', 'exit 1', 'sleep 2; exit 7', 'sleep 600', 'if [ -f /cache/second ]; then exit 0; fi; touch /cache/second; exit 1'];

function probe(dice: Dice, kind: 'liveness' | 'readiness' | 'startup'): Probe {
  const action = dice.one<Probe>([
    { exec: { command: ['true'] } }, { exec: { command: ['true'] } }, { exec: { command: ['false'] } }, { exec: { command: ['test', '-f', '/tmp/ready'] } }, { exec: { command: ['sleep', '5'] } },
    { exec: { command: ['no-such-command'] } }, { httpGet: { port: 80 } }, { httpGet: { port: 80, path: '/missing', httpHeaders: [{ name: 'X-Probe', value: kind }] } },
    { httpGet: { port: 'web', scheme: 'HTTP' } }, { httpGet: { port: 443, scheme: 'HTTPS' } }, { tcpSocket: { port: 80 } }, { tcpSocket: { port: 'web' } }, { tcpSocket: { port: 9, host: '127.0.0.1' } },
    { grpc: { port: 50_051 } }, { grpc: { port: 50_051, service: 'up' } },
  ]);
  return some<Probe>({
    ...action, initialDelaySeconds: dice.maybe(40, () => dice.int(0, 12)), periodSeconds: dice.maybe(80, () => dice.one([1, 2, 3, 5, 10, 30])), timeoutSeconds: dice.maybe(30, () => dice.int(1, 3)),
    failureThreshold: dice.maybe(50, () => dice.int(1, 5)), successThreshold: kind === 'readiness' ? dice.maybe(30, () => dice.int(1, 3)) : undefined,
    terminationGracePeriodSeconds: kind === 'readiness' ? undefined : dice.maybe(15, () => dice.int(1, 8)),
  });
}

const hook = (dice: Dice): Hook => dice.one<Hook>([
  { exec: { command: ['true'] } }, { exec: { command: ['sh', '-c', 'sleep 2'] } }, { exec: { command: ['false'] } }, { exec: { command: ['sh', '-c', 'sleep 40'] } }, { exec: { command: ['no-such-command'] } },
  { sleep: { seconds: 2 } }, { sleep: { seconds: 0 } }, { httpGet: { port: 80 } }, { httpGet: { port: 81, path: '/x' } },
]);

const environment = (dice: Dice): NonNullable<Container['env']> => [
  { name: 'PLAIN', value: 'a' }, { name: 'BUILT', value: '$(PLAIN)-$(NOWHERE)-$$(PLAIN)' },
  ...dice.chance(30) ? [{ name: 'NAME', valueFrom: { fieldRef: { fieldPath: dice.one(['metadata.name', 'status.podIP', 'spec.nodeName', 'metadata.uid', "metadata.labels['app']"]) } } }] : [],
  ...dice.chance(20) ? [{ name: 'CPU', valueFrom: { resourceFieldRef: { resource: dice.one(['limits.cpu', 'requests.memory']) } } }] : [],
  ...dice.chance(20) ? [{ name: 'LEVEL', valueFrom: { configMapKeyRef: { name: dice.one(['settings', 'settings', 'missing']), key: 'level', ...dice.chance(30) ? { optional: true } : {} } } }] : [],
  ...dice.chance(15) ? [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'login', key: dice.one(['password', 'password', 'nothing']), ...dice.chance(30) ? { optional: true } : {} } } }] : [],
];

const resources = (dice: Dice): NonNullable<Container['resources']> => dice.one<NonNullable<Container['resources']>>([
  {}, { requests: { cpu: '10m' } }, { requests: { cpu: '5m', memory: '8Mi' }, limits: { memory: '32Mi' } }, { limits: { cpu: '10m', memory: '16Mi' } }, { requests: { memory: '4Mi' }, limits: { cpu: '1' } },
  { requests: { cpu: '10m', memory: '16Mi' }, limits: { cpu: '10m', memory: '16Mi' } },
]);

const VOLUMES: readonly Volume[] = [
  { name: 'cache', emptyDir: {} }, { name: 'cache', emptyDir: { medium: 'Memory', sizeLimit: '4Mi' } }, { name: 'cache', emptyDir: { sizeLimit: '1Mi' } },
  { name: 'cache', hostPath: { path: '/var/cache/shared', type: 'DirectoryOrCreate' } },
];
const MORE_VOLUMES: readonly Volume[] = [
  { name: 'more', configMap: { name: 'settings' } }, { name: 'more', configMap: { name: 'settings', items: [{ key: 'level', path: 'a/b', mode: 0o400 }] } }, { name: 'more', configMap: { name: 'missing' } },
  { name: 'more', configMap: { name: 'missing', optional: true } }, { name: 'more', secret: { secretName: 'login', defaultMode: 0o440 } }, { name: 'more', secret: { secretName: 'missing' } },
  { name: 'more', downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
  { name: 'more', projected: { sources: [{ configMap: { name: 'settings' } }, { secret: { name: 'login' } }, { downwardAPI: { items: [{ path: 'name', fieldRef: { fieldPath: 'metadata.name' } }] } }] } },
  { name: 'more', hostPath: { path: '/nowhere', type: 'Directory' } }, { name: 'more', hostPath: { path: '/etc', type: '' } }, { name: 'more', persistentVolumeClaim: { claimName: 'missing' } },
];

function container(dice: Dice, name: string, script: string): Container {
  const web = script === '';
  const image = web ? 'nginx:1.25' : dice.chance(94) ? dice.one(['busybox:1.36', 'busybox:1.36', 'alpine:3.20']) : dice.one(['nginx:1.161', 'BAD', 'registry.example.com/team/app:v1']);
  const own = dice.maybe(12, () => dice.one<Pick<Container, 'restartPolicy' | 'restartPolicyRules'>>([
    { restartPolicy: 'Never' }, { restartPolicy: 'OnFailure' }, { restartPolicy: 'Always' },
    { restartPolicy: 'Never', restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42, 3, 1] } }] },
    { restartPolicy: 'OnFailure', restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'NotIn', values: [0] } }] },
  ]));
  const lifecycle = some<NonNullable<Container['lifecycle']>>({ postStart: dice.maybe(12, () => hook(dice)), preStop: dice.maybe(18, () => hook(dice)) });
  return some<Container>({
    name, image, imagePullPolicy: dice.maybe(20, () => dice.one(['Always', 'IfNotPresent', 'Never'])), command: web ? undefined : dice.chance(3) ? ['/no/such/program'] : ['sh', '-c', script],
    workingDir: dice.maybe(10, () => '/tmp'), env: dice.maybe(25, () => environment(dice)),
    envFrom: dice.maybe(10, () => [{ prefix: 'S_', configMapRef: { name: dice.one(['settings', 'settings', 'missing']) } }, { secretRef: { name: 'login', optional: true } }]),
    ports: web || dice.chance(10) ? [{ name: 'web', containerPort: 80 }] : undefined, resources: dice.maybe(50, () => (/zero/.test(script) ? { limits: { memory: '20Mi' } } : resources(dice))),
    livenessProbe: dice.maybe(18, () => probe(dice, 'liveness')), readinessProbe: dice.maybe(22, () => probe(dice, 'readiness')), startupProbe: dice.maybe(12, () => probe(dice, 'startup')),
    lifecycle: Object.keys(lifecycle).length > 0 ? lifecycle : undefined,
    terminationMessagePolicy: dice.maybe(10, () => 'FallbackToLogsOnError'), terminationMessagePath: dice.maybe(5, () => '/tmp/message'),
    securityContext: dice.maybe(15, () => dice.one<NonNullable<Container['securityContext']>>([
      { runAsUser: 1000 }, { runAsNonRoot: true }, { readOnlyRootFilesystem: true }, { privileged: true }, { runAsUser: 0, runAsGroup: 3000 }, { capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] } }])),
    stdin: dice.maybe(5, () => true), tty: dice.maybe(4, () => true), ...own,
  });
}

const withMounts = (dice: Dice, c: Container, volumes: readonly Volume[]): Container => {
  const volumeMounts = volumes.filter(() => dice.chance(85)).map(({ name }) => some<NonNullable<Container['volumeMounts']>[number]>({
    name, mountPath: `/${name}`, readOnly: name === 'more' ? dice.maybe(40, () => true) : undefined, subPath: dice.maybe(6, () => 'below'),
  }));
  return volumeMounts.length === 0 ? c : { ...c, volumeMounts };
};

function draw(dice: Dice): PodSpec {
  const volumes = [...dice.chance(50) ? [dice.one(VOLUMES)] : [], ...dice.chance(30) ? [dice.one(MORE_VOLUMES)] : []];
  const main = Array.from({ length: dice.one([1, 1, 1, 1, 2, 2, 3, 4]) }, (_, i) => {
    const plain = dice.one([...LONG, ...ENDING]);
    return container(dice, `c${i}`, i === 0 && dice.chance(20) ? '' : plain);
  });
  const init = Array.from({ length: dice.one([0, 0, 0, 0, 1, 1, 2, 3]) }, (_, i): Container => {
    const sidecar = dice.chance(40);
    const { lifecycle, livenessProbe, readinessProbe, startupProbe, restartPolicy: _policy, restartPolicyRules: _rules, ...plain } = container(dice, `i${i}`, sidecar ? dice.one([...LONG, 'sleep 5; exit 1']) : dice.one(INIT));
    return sidecar ? some<Container>({ ...plain, restartPolicy: 'Always', lifecycle, livenessProbe, readinessProbe, startupProbe }) : plain;
  });
  const hostNetwork = dice.maybe(4, () => true);
  // A hook may not sleep longer than the pod is given to end.
  const sleeps = [...init, ...main].some((c) => (c.lifecycle?.preStop?.sleep ?? c.lifecycle?.postStart?.sleep) !== undefined);
  return some<PodSpec>({
    restartPolicy: dice.one(['Always', 'Always', 'OnFailure', 'Never']), volumes: volumes.length === 0 ? undefined : volumes,
    initContainers: init.length === 0 ? undefined : init.map((c) => withMounts(dice, c, volumes)), containers: main.map((c) => withMounts(dice, hostNetwork === true ? portless(c) : c, volumes)),
    terminationGracePeriodSeconds: dice.maybe(60, () => dice.one(sleeps ? [3, 5, 10] : [0, 1, 3, 5, 10])), activeDeadlineSeconds: dice.maybe(8, () => dice.int(1, 60)),
    readinessGates: dice.maybe(10, () => [{ conditionType: 'example.com/gate' }]), hostNetwork, shareProcessNamespace: dice.maybe(6, () => true), hostname: dice.maybe(6, () => 'host'),
    subdomain: dice.maybe(4, () => 'sub'), hostAliases: dice.maybe(5, () => [{ ip: '10.1.2.3', hostnames: ['alias.example'] }]), enableServiceLinks: dice.maybe(6, () => false),
    dnsPolicy: dice.maybe(6, () => dice.one(['Default', 'ClusterFirst', 'ClusterFirstWithHostNet'])), automountServiceAccountToken: dice.maybe(15, () => false),
    securityContext: dice.maybe(10, () => dice.one<NonNullable<PodSpec['securityContext']>>([{ runAsUser: 1000 }, { fsGroup: 2000 }, { runAsNonRoot: true }, { supplementalGroups: [5] }])),
    nodeSelector: dice.maybe(2, () => ({ nowhere: 'true' })),
  });
}
/** Two pods of the node's own network may not want the same port. */
const portless = ({ ports: _ports, ...rest }: Container): Container => rest;

function faultsOf(dice: Dice, spec: PodSpec, lifeMs: number): PodFault[] {
  const names = [...spec.initContainers ?? [], ...spec.containers].map((c) => c.name);
  const main = spec.containers.map((c) => c.name);
  const at = (): number => dice.int(0, lifeMs);
  const faults = Array.from({ length: dice.one([0, 0, 1, 1, 2, 3]) }, (_, i): PodFault => dice.one<() => PodFault>([
    () => ({ at: at(), what: 'kill', container: dice.one(names) }),
    () => ({ at: at(), what: 'kill', container: dice.one(names) }),
    () => ({ at: at(), what: 'delete', grace: dice.one([undefined, undefined, 0, 1, 5]) }),
    () => ({ at: at(), what: 'resize', container: dice.one(main), resources: dice.one([{ requests: { cpu: '20m' } }, { limits: { cpu: '500m' } }, { limits: { memory: '48Mi' } }, { requests: { cpu: '5' } }]) }),
    () => ({ at: at(), what: 'image', container: dice.one(main), image: dice.one(['busybox:1.36', 'nginx:1.27', 'nginx:1.161']) }),
    () => ({ at: at(), what: 'debug', name: `debug${i}`, script: dice.one(['sleep 3', 'sleep 3600', 'exit 1']) }),
    () => ({ at: at(), what: 'label' }), () => ({ at: at(), what: 'deadline' }),
  ])());
  if (spec.readinessGates !== undefined) faults.push({ at: at(), what: 'gate', status: 'True' }, { at: at(), what: 'gate', status: dice.one(['True', 'False']) });
  return faults.sort((a, b) => a.at - b.at);
}

/** @param lifeMs faults come within this time after the pod's creation. */
export function randomPod(seed: string, name: string, lifeMs: number): RandomPod {
  const dice = diceOf(createRandom(seed));
  const spec = draw(dice);
  return { name, manifest: { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default', labels: { app: name } }, spec }, faults: faultsOf(dice, spec, lifeMs) };
}

export function randomNodeFaults(seed: string, lifeMs: number): readonly NodeFault[] {
  const dice = diceOf(createRandom(`${seed}/node`));
  return Array.from({ length: dice.one([0, 1, 1, 2]) }, (): NodeFault => ({ at: dice.int(0, lifeMs), what: dice.one(['kubelet restart', 'kubelet restart', 'power loss']), forMs: dice.int(10, 15_000) }))
    .sort((a, b) => a.at - b.at).filter((fault, i, all) => i === 0 || fault.at > (all[i - 1]?.at ?? 0) + (all[i - 1]?.forMs ?? 0));
}
