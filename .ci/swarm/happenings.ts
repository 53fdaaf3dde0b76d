/** What befalls a swarm: faults that end again, and people who change their mind. Each is a list of inputs, in order. */
import { FAULTS } from '../../engine/cluster/index.ts';
import type { InputBody } from '../../engine/session/index.ts';
import type { Random } from '../../engine/time/index.ts';
import { IMAGES, type Workload } from './workloads.ts';

/** `body` after so many virtual ms; `mend` undoes it and is played `mendAfterMs` later, at the end of all trouble at the latest. */
export type Trouble = { readonly atMs: number; readonly body: InputBody; readonly mend?: { readonly afterMs: number; readonly body: InputBody } };

export const MAX_TROUBLES = 8;
const WORKERS = ['node01', 'node02'] as const;
/** Faults of a machine, with what ends them. */
const ON_NODES: readonly (readonly [fault: string, mend: string | undefined])[] = [
  ['node-power-off', 'node-power-on'], ['kubelet-stop', 'kubelet-start'], ['runtime-stop', 'runtime-start'], ['node-cut', 'node-heal'], ['memory-fill', 'memory-free'], ['disk-fill', 'disk-free'],
  ['node-shutdown', 'node-power-on'],
];
const COMPONENTS = ['kube-scheduler', 'kube-controller-manager', 'kube-apiserver', 'etcd'] as const;

/** Typed into a terminal of its own when it is played: a command that waits must not swallow the next one. */
export const line = (text: string): InputBody => ({ type: 'line', terminal: 'main', text });
const fault = (name: string, target: string): InputBody => ({ type: 'fault', fault: name, target });
const exists = (name: string): boolean => FAULTS.some((each) => each.name === name);

export function drawTroubles(random: Random, workloads: readonly Workload[], lengthMs: number): readonly Trouble[] {
  const count = random.int('swarm/troubles', 3, MAX_TROUBLES);
  return Array.from({ length: count }, () => ({ atMs: random.int('swarm/at', 1_000, lengthMs), ...drawTrouble(random, workloads) })).toSorted((a, b) => a.atMs - b.atMs);
}

function drawTrouble(random: Random, workloads: readonly Workload[]): Omit<Trouble, 'atMs'> {
  const afterMs = random.pick('swarm/length', [2_000, 20_000, 70_000, 200_000, 500_000]);
  const node = random.pick('swarm/node', WORKERS);
  switch (random.int('swarm/what', 0, 5)) {
    case 0: case 1: {
      const [name, mend] = random.pick('swarm/fault', ON_NODES.filter(([each]) => exists(each)));
      return { body: fault(name, node), ...(mend === undefined ? {} : { mend: { afterMs, body: fault(mend, node) } }) };
    }
    case 2: {
      const part = random.pick('swarm/part', COMPONENTS);
      return exists('component-stop')
        ? { body: fault('component-stop', part), mend: { afterMs, body: fault('component-start', part) } }
        : { body: line(`kubectl delete pod -n kube-system -l k8s-app=kube-dns --wait=false`) };
    }
    case 3: return random.pick('swarm/admin', [
      { body: line(`kubectl cordon ${node}`), mend: { afterMs, body: line(`kubectl uncordon ${node}`) } },
      { body: line(`kubectl drain ${node} --ignore-daemonsets --delete-emptydir-data --force --timeout=60s`), mend: { afterMs: 70_000 + afterMs, body: line(`kubectl uncordon ${node}`) } },
      { body: line(`kubectl taint node ${node} trouble=yes:NoExecute`), mend: { afterMs, body: line(`kubectl taint node ${node} trouble-`) } },
      { body: line(`kubectl delete pods --all --wait=false${random.pick('swarm/force', ['', ' --force'])}`) },
    ]);
    default: return change(random, random.pick('swarm/of', workloads));
  }
}

/** A change of mind about one workload, as kubectl says it. */
function change(random: Random, { kind, name }: Workload): Omit<Trouble, 'atMs'> {
  const of = `${kind.toLowerCase()}/${name}`;
  if (kind === 'Job' || kind === 'Pod') return { body: line(`kubectl delete pods -l app=${name} --wait=false`) };
  const image = random.pick('swarm/newImage', IMAGES.filter((each) => each !== 'busybox:1.36'));
  const changes = [
    ...(kind === 'DaemonSet' ? [] : [line(`kubectl scale ${of} --replicas=${random.int('swarm/scale', 0, 6)}`)]),
    ...(kind === 'ReplicationController' ? [] : [line(`kubectl set image ${of} web=${image}`)]),
    ...(kind === 'Deployment' || kind === 'DaemonSet' || kind === 'StatefulSet' ? [line(`kubectl rollout restart ${of}`), line(`kubectl rollout undo ${of}`)] : []),
    line(`kubectl delete pods -l app=${name} --wait=false`),
  ];
  return { body: random.pick('swarm/change', changes) };
}
