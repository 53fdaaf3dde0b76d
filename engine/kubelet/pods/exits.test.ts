/**
 * How containers end and what becomes of their pod: exit 0, exit 1, out of memory × Always, OnFailure, Never, for one container, for
 * two of which one runs on, and for two that both end. What a reader of the watch and of the STATUS column sees, from beginning to end.
 */
import type { PodSpec } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { createTestWorld, eventLines, states, type TestWorld } from '../testing/testWorld.ts';

type Policy = 'Always' | 'OnFailure' | 'Never';
type Container = PodSpec['containers'][number];
type End = { readonly script: string; readonly shown: string; readonly status: string; readonly failed: boolean; readonly more?: Partial<Container> };

/** Each lasts three seconds. */
const ENDS: { readonly [name: string]: End } = {
  'exit 0': { script: 'sleep 3; exit 0', shown: 'T:Completed/0', status: 'Completed', failed: false },
  'exit 1': { script: 'sleep 3; exit 1', shown: 'T:Error/1', status: 'Error', failed: true },
  OOM: { script: 'sleep 3; exec tail /dev/zero', shown: 'T:OOMKilled/137', status: 'OOMKilled', failed: true, more: { resources: { limits: { memory: '20Mi' } } } },
};
const end = (name: string): End => ENDS[name] ?? { script: '', shown: '', status: '', failed: false };
const worker = ({ script, more }: End): Container => ({ name: 'task', image: 'busybox:1.36', command: ['sh', '-c', script], ...more });
const WEB: Container = { name: 'web', image: 'nginx:1.25' };
const LATER: Container = { name: 'zlast', image: 'busybox:1.36', command: ['sh', '-c', 'sleep 8'] };

/** The STATUS column after each write that changes it. @k8s pkg/printers/internalversion/printers.go printPod */
function statusColumn(world: TestWorld): () => readonly string[] {
  const seen: string[] = [];
  world.store.subscribe('pods', () => {
    const response = world.api.handle({ method: 'GET', path: '/api/v1/namespaces/default/pods', headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' } });
    const { rows } = ('body' in response ? response.body : {}) as unknown as { readonly rows?: readonly { readonly cells: readonly string[] }[] }; // it was asked for a Table
    const status = rows?.[0]?.cells[2];
    if (status !== undefined && status !== seen.at(-1)) seen.push(status);
  });
  return () => seen;
}

type Row = {
  readonly end: string; readonly policy: Policy; readonly phase: string; readonly restarts: number;
  /** What STATUS shows after `Pending ContainerCreating Running`. */
  readonly column: string; readonly source: string;
};
const row = (line: string, source: string): Row => {
  const [name = '', policy = '', phase = '', restarts = '', column = ''] = line.split('|').map((part) => part.trim());
  return { end: name, policy: policy as Policy, phase, restarts: Number(restarts), column, source }; // written below
};
const AGAIN = (status: string): string => `${status} Running ${status} CrashLoopBackOff Running ${status}`;

const ONE: readonly Row[] = [
  row(`exit 0 | Always    | Running   | 2 | ${AGAIN('Completed')}`, 'golden pods/pod-exit0-always'),
  row('exit 0 | OnFailure | Succeeded | 0 | Completed', 'golden pods/pod-exit0-onfailure'),
  row('exit 0 | Never     | Succeeded | 0 | Completed', 'golden pods/pod-exit0-never'),
  row(`exit 1 | Always    | Running   | 2 | ${AGAIN('Error')}`, 'golden pods/pod-exit1-always'),
  row(`exit 1 | OnFailure | Running   | 2 | ${AGAIN('Error')}`, 'golden pods/pod-exit1-onfailure'),
  row('exit 1 | Never     | Failed    | 0 | Error', 'golden pods/pod-exit1-never'),
  row(`OOM    | Always    | Running   | 2 | ${AGAIN('OOMKilled')}`, 'golden pods/pod-oom-always'),
  row(`OOM    | OnFailure | Running   | 2 | ${AGAIN('OOMKilled')}`, 'golden pods/pod-oom-onfailure'),
  row('OOM    | Never     | Failed    | 0 | OOMKilled', 'as exit 1 with Never: pkg/kubelet/kubelet_pods.go getPhase'),
];
/** The other container runs on: the pod stays Running, whatever the policy. */
const TWO: readonly Row[] = [
  row('exit 0 | Always    | Running | 2 | NotReady Running NotReady CrashLoopBackOff Running NotReady', 'golden pods/pod-two-exit0-always'),
  row('exit 0 | OnFailure | Running | 0 | NotReady', 'golden pods/pod-two-exit0-onfailure'),
  row('exit 0 | Never     | Running | 0 | NotReady', 'golden pods/pod-two-exit0-never'),
  row(`exit 1 | Always    | Running | 2 | ${AGAIN('Error')}`, 'as OnFailure: pkg/kubelet/container/helpers.go ShouldContainerBeRestarted'),
  row(`exit 1 | OnFailure | Running | 2 | ${AGAIN('Error')}`, 'golden pods/pod-two-exit1-onfailure'),
  row('exit 1 | Never     | Running | 0 | Error', 'golden pods/pod-two-exit1-never'),
  row(`OOM    | Always    | Running | 2 | ${AGAIN('OOMKilled')}`, 'as exit 1'),
  row(`OOM    | OnFailure | Running | 2 | ${AGAIN('OOMKilled')}`, 'as exit 1'),
  row('OOM    | Never     | Running | 0 | OOMKilled', 'as exit 1'),
];

const START = (names: string, task: string): string[] => [
  `Pending [S- I+ R-[${names}] C-[${names}] P+] task=W:ContainerCreating x0${task.replaceAll(/=[^;]*/g, '=W:ContainerCreating x0')}`,
  `Pending [S+ I+ R-[${names}] C-[${names}] P+] task=W:ContainerCreating x0${task.replaceAll(/=[^;]*/g, '=W:ContainerCreating x0')}`,
  `Running ip [S+ I+ R+ C+ P+] task=running x0 started ready${task}`,
];
/** Restarted at once, then after a back-off of which the end is announced. @k8s golden pods/pod-exit1-always */
function again(shown: string, others: string): string[] {
  const down = 'Running ip [S+ I+ R-[task] C-[task] P+]';
  const up = 'Running ip [S+ I+ R+ C+ P+]';
  return [
    `${down} task=${shown} x0${others}`, `${up} task=running<${shown} x1 started ready${others}`, `${down} task=${shown}<${shown} x1${others}`,
    `${down} task=W:CrashLoopBackOff<${shown} x1${others}`, `${up} task=running<${shown} x2 started ready${others}`, `${down} task=${shown}<${shown} x2${others}`,
  ];
}
/** Nothing of the pod runs any more: first seen, then final. @k8s golden pods/pod-exit1-never, pods/pod-exit0-never */
function over(phase: string, statuses: string): string[] {
  const why = phase === 'Succeeded' ? 'I+completed R-completed C-completed' : 'I+ R-failed C-failed';
  return [`Running ip [S+ ${why} P+] ${statuses}`, `${phase} ip [S- ${why} P+] ${statuses}`];
}
const PULLED = 'Container image "busybox:1.36" already present on machine and can be accessed by the pod';
const runs = (restarts: number): string[] => [`N Pulled x${restarts + 1} ${PULLED}`, `N Created x${restarts + 1} Container created`, `N Started x${restarts + 1} Container started`];
const BACK_OFF = /^W BackOff x[12] Back-off restarting failed container task in pod task_default\(UID\)$/;

function see(containers: readonly Container[], policy: Policy): { readonly world: TestWorld; readonly column: () => readonly string[] } {
  const world = createTestWorld();
  const column = statusColumn(world);
  world.run({ restartPolicy: policy, containers: [...containers] });
  world.seconds(24);
  return { world, column };
}

describe.each([['one container', [] as Container[], ONE], ['two containers of which the other runs on', [WEB], TWO]] as const)('%s', (_name, others, rows) => {
  test.each(rows.map((each) => [each.end, each.policy, each.source, each] as const))('%s, %s (%s)', (name, policy, _source, expected) => {
    const { shown } = end(name);
    const { world, column } = see([worker(end(name)), ...others], policy);
    const alone = others.length === 0;
    const beside = alone ? '' : '; web=running x0 started ready';
    const then = expected.restarts > 0 ? again(shown, beside) : alone ? over(expected.phase, `task=${shown} x0`) : [`Running ip [S+ I+ R-[task] C-[task] P+] task=${shown} x0${beside}`];
    expect(states(world)).toEqual([...START(alone ? 'task' : 'task web', beside), ...then]);
    expect(world.pod()?.status?.phase).toBe(expected.phase);
    expect(world.pod()?.status?.containerStatuses?.find((c) => c.name === 'task')?.restartCount).toBe(expected.restarts);
    expect(column().join(' ')).toBe(`Pending ContainerCreating Running ${expected.column}`);
    const events = eventLines(world).filter((text) => !text.includes('nginx'));
    expect(events.filter((text) => !text.startsWith('W'))).toEqual([...runs(expected.restarts), ...alone ? [] : runs(0).slice(1)]);
    expect(events.filter((text) => text.startsWith('W')).map((text) => (BACK_OFF.test(text) ? 'back-off' : text))).toEqual(expected.restarts > 0 ? ['back-off'] : []);
  });
});

/** @k8s pkg/kubelet/kubelet_pods.go getPhase: one failure makes the pod Failed, once all have ended and none is restarted */
test.each<[string, Policy, string, JsonObject]>([
  ['exit 0', 'OnFailure', 'Succeeded', { task: 0, zlast: 0 }], ['exit 0', 'Never', 'Succeeded', { task: 0, zlast: 0 }],
  ['exit 1', 'Never', 'Failed', { task: 0, zlast: 0 }], ['OOM', 'Never', 'Failed', { task: 0, zlast: 0 }],
  ['exit 1', 'OnFailure', 'Running', { task: 2, zlast: 0 }], ['OOM', 'OnFailure', 'Running', { task: 2, zlast: 0 }],
  ['exit 1', 'Always', 'Running', { task: 2, zlast: 1 }], ['exit 0', 'Always', 'Running', { task: 2, zlast: 1 }], ['OOM', 'Always', 'Running', { task: 2, zlast: 1 }],
])('two containers that both end, the first with %s, %s: %s', (name, policy, phase, restarts) => {
  const { world } = see([worker(end(name)), LATER], policy);
  const status = world.pod()?.status;
  expect(status?.phase).toBe(phase);
  expect(Object.fromEntries((status?.containerStatuses ?? []).map((c) => [c.name, c.restartCount]))).toEqual(restarts);
  const all = states(world);
  const last = over(phase, `task=${end(name).shown} x0; zlast=T:Completed/0 x0`);
  expect(phase === 'Running' ? all.filter((text) => /^(?:Succeeded|Failed)/.test(text)) : all.slice(-2)).toEqual(phase === 'Running' ? [] : last);
});
