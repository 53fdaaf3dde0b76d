/** What befalls a swarm: faults that end again, and people who change their mind. Each is a list of inputs, in order. */
import type { InputBody } from '../../engine/session/index.ts';
import type { Random } from '../../engine/time/index.ts';
import { IMAGES, type Workload } from './workloads.ts';

/** `body` after so many virtual ms; `mend` undoes it and is played `afterMs` later, and once more when all trouble ends. */
export type Trouble = { readonly atMs: number; readonly body: InputBody; readonly mend?: { readonly afterMs: number; readonly body: InputBody } };
type What = Omit<Trouble, 'atMs'>;

export const MAX_TROUBLES = 8;
const WORKERS = ['node01', 'node02'] as const;
/** Faults of a machine, with what ends them. */
const ON_NODES: readonly (readonly [fault: string, mend: string])[] = [
  ['node-power-off', 'node-power-on'], ['node-shutdown', 'node-power-on'], ['kubelet-stop', 'kubelet-start'], ['runtime-stop', 'runtime-start'],
  ['network-cut', 'network-heal'], ['network-cut-api', 'network-heal'], ['memory-fill', 'memory-free'], ['disk-fill', 'disk-free'], ['disk-death', 'disk-replace'], ['node-delete', 'node-rejoin'],
];
const ON_MASTER: readonly (readonly [fault: string, mend: string])[] = [['node-power-off', 'node-power-on'], ['kubelet-stop', 'kubelet-start'], ['runtime-stop', 'runtime-start'], ['network-cut', 'network-heal']];
const COMPONENTS = ['kube-scheduler', 'kube-controller-manager', 'kube-apiserver', 'etcd'] as const;

/** Typed into a terminal of its own when it is played: a command that waits must not swallow the next one. */
export const line = (text: string): InputBody => ({ type: 'line', terminal: 'main', text });
const fault = (name: string, target: string): InputBody => ({ type: 'fault', fault: name, target });

export function drawTroubles(random: Random, workloads: readonly Workload[], lengthMs: number): readonly Trouble[] {
  const count = random.int('swarm/troubles', 3, MAX_TROUBLES);
  const suspensions = workloads.filter(({ kind }) => kind === 'CronJob').map(({ name }): Trouble => ({ atMs: lengthMs, body: SUSPEND(name), mend: { afterMs: 0, body: SUSPEND(name) } }));
  return [...suspensions, ...Array.from({ length: count }, () => ({ atMs: random.int('swarm/at', 1_000, lengthMs), ...drawTrouble(random, workloads) }))].toSorted((a, b) => a.atMs - b.atMs);
}

const SUSPEND = (name: string): InputBody => line(`kubectl patch cronjob ${name} -p '{"spec":{"suspend":true}}'`);

/**
 * A DaemonSet that surges makes a new pod beside each one that was evicted, and takes those away again one in a quarter of an hour:
 * hours until it is quiet. @k8s pkg/controller/daemon/daemon_controller.go podsShouldBeOnNode
 */
const surges = (workloads: readonly Workload[]): boolean => workloads.some(({ kind, manifest }) => kind === 'DaemonSet' && manifest.includes('maxSurge'));
const EVICTS: ReadonlySet<string> = new Set(['memory-fill', 'disk-fill', 'disk-death']);

function drawTrouble(random: Random, workloads: readonly Workload[]): What {
  const afterMs = random.pick('swarm/length', [2_000, 20_000, 70_000, 200_000, 400_000]);
  const node = random.pick('swarm/node', WORKERS);
  switch (random.int('swarm/what', 0, 8)) {
    case 0: case 1: case 2: {
      const [name, mend] = random.pick('swarm/fault', ON_NODES.filter(([each]) => !EVICTS.has(each) || !surges(workloads)));
      return { body: fault(name, node), mend: { afterMs, body: fault(mend, node) } };
    }
    case 3: return ofControlPlane(random, afterMs);
    case 4: case 5: return byAdministrator(random, node, workloads, afterMs);
    case 6: return small(random, node, workloads, afterMs);
    default: return change(random, random.pick('swarm/of', workloads.filter(({ name }) => name !== 'quota')));
  }
}

function ofControlPlane(random: Random, afterMs: number): What {
  if (random.int('swarm/whole', 0, 3) === 0) {
    const [name, mend] = random.pick('swarm/master', ON_MASTER);
    return { body: fault(name, 'master01'), mend: { afterMs, body: fault(mend, 'master01') } };
  }
  const part = random.pick('swarm/part', COMPONENTS);
  return { body: fault('component-stop', part), mend: { afterMs, body: fault('component-start', part) } };
}

const byAdministrator = (random: Random, node: string, workloads: readonly Workload[], afterMs: number): What => random.pick('swarm/admin', [
  { body: line(`kubectl cordon ${node}`), mend: { afterMs, body: line(`kubectl uncordon ${node}`) } },
  ...Array.from({ length: 4 }, () => ({ body: line(`kubectl drain ${node} --ignore-daemonsets --delete-emptydir-data --force --timeout=60s`), mend: { afterMs: 70_000 + afterMs, body: line(`kubectl uncordon ${node}`) } })),
  { body: line(`kubectl taint node ${node} trouble=yes:NoExecute`), mend: { afterMs, body: line(`kubectl taint node ${node} trouble-`) } },
  { body: line(`kubectl taint node ${node} node.kubernetes.io/out-of-service=nodeshutdown:NoExecute`), mend: { afterMs, body: line(`kubectl taint node ${node} node.kubernetes.io/out-of-service-`) } },
  { body: line(`kubectl delete pods --all --wait=false${random.pick('swarm/force', ['', ' --force'])}`) },
  { body: line('kubectl delete pod -n kube-system -l k8s-app=kube-dns --wait=false') },
  { body: line('kubectl delete pod -n kube-system -l k8s-app=kube-proxy --wait=false') },
  { body: line(`kubectl create namespace tmp; kubectl apply -n tmp -f ${random.pick('swarm/of', workloads).name}.yaml`), mend: { afterMs, body: line('kubectl delete namespace tmp --wait=false') } },
  { body: line('kubectl delete endpointslices --all; kubectl delete endpoints --all') },
]);

/** Troubles that pass by themselves, or nearly. */
function small(random: Random, node: string, workloads: readonly Workload[], afterMs: number): What {
  const sets = workloads.filter(({ kind }) => kind === 'StatefulSet');
  return random.pick('swarm/small', [
    { body: fault('clock-skew', `${node}/${random.pick('swarm/skew', [-3600, -45, 45, 3600])}`), mend: { afterMs, body: fault('clock-sync', node) } },
    { body: fault(random.pick('swarm/registry', ['registry-down', 'registry-unreachable', 'registry-rate-limit']), '*'), mend: { afterMs, body: fault('registry-up', '*') } },
    { body: fault('node-add', 'node03') },
    { body: fault('node-remove', 'node02'), mend: { afterMs, body: line('kubectl delete node node02') } },
    ...sets.flatMap(({ name }) => [{ body: fault('container-kill', `default/${name}-0/web`) }, { body: fault('pod-delete', `default/${name}-0`) }, { body: line(`kubectl delete pvc data-${name}-0 --wait=false`) }]),
  ]);
}

/** A change of mind about one workload, as kubectl says it. */
function change(random: Random, { kind, name }: Workload): What {
  const of = `${kind.toLowerCase()}/${name}`;
  const remove = line(`kubectl delete pods -l app=${name} --wait=false`);
  if (kind === 'Job' || kind === 'Pod') return { body: remove };
  if (kind === 'CronJob') return { body: random.pick('swarm/cron', [remove, line(`kubectl delete jobs --all --wait=false --cascade=${random.pick('swarm/cascade', ['background', 'foreground'])}`), line(`kubectl create job ${name}-by-hand --from=${of}`)]) };
  const image = random.pick('swarm/newImage', IMAGES.filter((each) => each !== 'busybox:1.36'));
  const changes = [
    ...(kind === 'DaemonSet' ? [] : [line(`kubectl scale ${of} --replicas=${random.int('swarm/scale', 0, 6)}`)]),
    ...(kind === 'ReplicationController' ? [] : [line(`kubectl set image ${of} web=${image}`)]),
    ...(kind === 'Deployment' || kind === 'DaemonSet' || kind === 'StatefulSet' ? [line(`kubectl rollout restart ${of}`), line(`kubectl rollout undo ${of}`)] : []),
    remove, line(`kubectl delete ${of} --wait=false --cascade=${random.pick('swarm/cascade', ['background', 'foreground'])}; sleep 20; kubectl apply -f ${name}.yaml`),
  ];
  return { body: random.pick('swarm/change', changes) };
}
