/** What holds for every write of every pod, whatever is done to it. Each rule gives a sentence for each breach. */
import type { ContainerStatus, Event, Pod, PodStatus } from '../../api/index.ts';
import type { StoreChange } from '../../store/index.ts';

export type Breach = { readonly pod: string; readonly rule: string; readonly text: string; readonly time: number };
/** What the runtime has made for a pod, by the pod's uid. */
export type Made = { readonly addresses: ReadonlyMap<string, readonly string[]> };

type Step = { readonly pod: Pod; readonly old: Pod | undefined; readonly status: PodStatus; readonly before: PodStatus; readonly byKubelet: boolean; readonly made: Made };
type Rule = (step: Step) => string | undefined;

const statusesOf = (status: PodStatus): readonly ContainerStatus[] => [...status.initContainerStatuses ?? [], ...status.containerStatuses ?? [], ...status.ephemeralContainerStatuses ?? []];
const namesIn = (pod: Pod): readonly string[] => [...pod.spec?.initContainers ?? [], ...pod.spec?.containers ?? [], ...pod.spec?.ephemeralContainers ?? []].map((c) => c.name);
const conditionOf = (status: PodStatus, type: string): string | undefined => status.conditions?.find((c) => c.type === type)?.status;
const over = (phase: string | undefined): boolean => phase === 'Succeeded' || phase === 'Failed';
const sidecars = (pod: Pod): ReadonlySet<string> => new Set((pod.spec?.initContainers ?? []).flatMap((c) => (c.restartPolicy === 'Always' ? [c.name] : [])));
const idOf = (status: ContainerStatus | undefined): string | undefined => status?.containerID ?? status?.state?.running === undefined ? status?.containerID ?? status?.state?.terminated?.containerID : undefined;
/** The first container of which something is to be said. */
const each = (pod: PodStatus, say: (status: ContainerStatus) => string | undefined): string | undefined => {
  for (const status of statusesOf(pod)) { const text = say(status); if (text !== undefined) return `${status.name}: ${text}`; }
  return undefined;
};
const earlier = (status: PodStatus, name: string): ContainerStatus | undefined => statusesOf(status).find((s) => s.name === name);

/** From a phase to the ones that may follow. Back to Pending: a new sandbox begins with the init containers. @k8s pkg/kubelet/kubelet_pods.go getPhase */
const EDGES: { readonly [phase: string]: readonly string[] } = {
  '': ['Pending', 'Failed'], Pending: ['Pending', 'Running', 'Succeeded', 'Failed'], Running: ['Running', 'Pending', 'Succeeded', 'Failed'], Succeeded: ['Succeeded'], Failed: ['Failed'],
};

export const RULES: { readonly [rule: string]: Rule } = {
  'phase moves along allowed edges': ({ status, before }) => {
    const [from, to] = [before.phase ?? '', status.phase ?? ''];
    if (EDGES[from]?.includes(to) !== true) return `${from} to ${to}`;
    const begun = from !== 'Running' || to !== 'Pending' || statusesOf(status).some((s) => s.state?.waiting !== undefined || s.state?.running !== undefined);
    return begun ? undefined : 'Running to Pending though nothing has to start';
  },
  'a pod that has ended never runs again': ({ status, before }) => (!over(status.phase) && !over(before.phase) ? undefined
    : each(status, (s) => (s.state?.running === undefined ? undefined : `runs in phase ${status.phase ?? ''}`))),
  'restartCount never falls': ({ status, before }) => each(status, (s) => {
    const was = earlier(before, s.name);
    return was !== undefined && s.restartCount < was.restartCount ? `from ${was.restartCount} to ${s.restartCount}` : undefined;
  }),
  'Ready means that every container and gate is ready': ({ pod, status, byKubelet }) => {
    if (conditionOf(status, 'Ready') !== 'True' || !byKubelet) return undefined;
    if (conditionOf(status, 'ContainersReady') !== 'True') return 'ContainersReady is not True';
    return (pod.spec?.readinessGates ?? []).some((gate) => conditionOf(status, gate.conditionType) !== 'True') ? 'a gate is closed' : undefined;
  },
  'ContainersReady says what the containers are': ({ pod, status, byKubelet }) => {
    const says = conditionOf(status, 'ContainersReady');
    if (says === undefined || !byKubelet || over(status.phase)) return undefined;
    const aside = sidecars(pod);
    const counted = [...status.containerStatuses ?? [], ...(status.initContainerStatuses ?? []).filter((s) => aside.has(s.name))];
    const unready = counted.filter((s) => !s.ready).map((s) => s.name);
    if (says === 'True') return unready.length === 0 ? undefined : `True, but not ready: ${unready.join()}`;
    return unready.length > 0 || pod.metadata?.deletionTimestamp !== undefined || status.conditions?.some((c) => c.reason === 'PodCompleted' || c.reason === 'PodFailed') === true ? undefined : 'False, but all are ready';
  },
  'only what runs is ready': ({ pod, status }) => {
    const main = new Set([...pod.spec?.containers.map((c) => c.name) ?? [], ...sidecars(pod)]);
    return each(status, (s) => (main.has(s.name) && s.ready && s.state?.running === undefined ? 'ready and not running' : undefined));
  },
  'main containers run in a pod that is Initialized': ({ status }) => (conditionOf(status, 'Initialized') === 'False' && conditionOf(status, 'Ready') === 'True' ? 'Ready before it is Initialized' : undefined),
  'what is ready to start is a sandbox': ({ pod, status, byKubelet }) => {
    if (conditionOf(status, 'PodReadyToStartContainers') !== 'False' || !byKubelet || pod.metadata?.deletionTimestamp !== undefined) return undefined;
    return status.containerStatuses?.some((s) => s.state?.running !== undefined) === true && conditionOf(status, 'Ready') === 'True' ? 'Ready without a sandbox' : undefined;
  },
  'an address is the address of a sandbox of the pod': ({ pod, status, before, made }) => {
    if (status.podIP === undefined || pod.spec?.hostNetwork === true) return undefined;
    const all = made.addresses.get(pod.metadata?.uid ?? '') ?? [];
    if (!all.includes(status.podIP)) return `${status.podIP} was never given to it (${all.join()})`;
    if (before.podIP !== undefined && all.lastIndexOf(status.podIP) < all.indexOf(before.podIP)) return `${before.podIP} was newer than ${status.podIP}`;
    return status.podIPs?.[0]?.ip === status.podIP ? undefined : 'podIPs says otherwise';
  },
  'statuses are of containers in the spec, each once': ({ pod, status }) => {
    const names = namesIn(pod);
    const listed = statusesOf(status).map((s) => s.name);
    if (new Set(listed).size !== listed.length) return `twice in ${listed.join()}`;
    return listed.find((name) => !names.includes(name));
  },
  'a container has one state': ({ status }) => each(status, (s) => (Object.keys(s.state ?? {}).length === 1 ? undefined : JSON.stringify(s.state ?? {}))),
  'a run ends after it began': ({ status }) => each(status, (s) => {
    const wrong = [s.state?.terminated, s.lastState?.terminated].find((end) => (end?.startedAt ?? '') > (end?.finishedAt ?? '9'));
    return wrong === undefined ? undefined : `${wrong.startedAt ?? ''} to ${wrong.finishedAt ?? ''}`;
  }),
  'lastState is the run before': ({ status, before }) => each(status, (s) => {
    const was = earlier(before, s.name);
    if (was === undefined || s.restartCount !== was.restartCount + 1 || was.state?.waiting !== undefined || s.state?.waiting !== undefined) return undefined;
    const [had, last] = [idOf(was), s.lastState?.terminated?.containerID];
    return had === undefined || last === undefined || had === last ? undefined : `ran ${had.slice(-8)}, lastState has ${last.slice(-8)}`;
  }),
  'a new run counts as a restart': ({ pod, status, before }) => each(status, (s) => {
    const was = earlier(before, s.name);
    const [had, has] = [was?.state?.running === undefined ? was?.state?.terminated?.containerID : was.containerID, s.state?.running === undefined ? undefined : s.containerID];
    if (pod.spec?.ephemeralContainers?.some((c) => c.name === s.name) === true) return has === undefined || had === undefined || had === has ? undefined : 'an ephemeral container ran twice';
    return had !== undefined && has !== undefined && had !== has && s.restartCount <= (was?.restartCount ?? 0) ? `another container at restart ${s.restartCount}` : undefined;
  }),
  'observedGeneration keeps up and never falls': ({ pod, status, before }) => {
    const generation = pod.metadata?.generation ?? 0;
    if ((status.observedGeneration ?? 0) > generation) return `${status.observedGeneration ?? 0} of ${generation}`;
    if ((status.observedGeneration ?? 0) < (before.observedGeneration ?? 0)) return `from ${before.observedGeneration ?? 0} to ${status.observedGeneration ?? 0}`;
    const wrong = status.conditions?.find((c) => (c.observedGeneration ?? 0) > generation || (c.observedGeneration ?? 0) < (before.conditions?.find((b) => b.type === c.type)?.observedGeneration ?? 0));
    return wrong === undefined ? undefined : `condition ${wrong.type}: ${wrong.observedGeneration ?? 0} of ${generation}`;
  },
  // It may have been something else between two writes: the time may move on while the status stays.
  'the time of a condition never goes back': ({ status, before }) =>
    status.conditions?.find((c) => (before.conditions?.find((b) => b.type === c.type)?.lastTransitionTime ?? '') > (c.lastTransitionTime ?? ''))?.type,
  'what has ended stays ended as it did': ({ status, before }) => (!over(before.phase) ? undefined : each(status, (s) => {
    const was = earlier(before, s.name)?.state?.terminated;
    return was !== undefined && (s.state?.terminated?.exitCode !== was.exitCode || (s.state.terminated.finishedAt ?? '') !== (was.finishedAt ?? '')) ? `${was.exitCode} became ${JSON.stringify(s.state)}` : undefined;
  })),
};

const nameOf = (pod: Pod): string => pod.metadata?.name ?? '';

/** Looks at every change of pods and events, and keeps what breaks a rule. */
export function createPodWatch(made: Made): { readonly breaches: Breach[]; take(change: StoreChange): void } {
  const breaches: Breach[] = [];
  const known = new Set<string>();
  const counts = new Map<string, number>();
  const tell = (change: StoreChange, pod: string, rule: string, text: string | undefined): void => {
    if (text !== undefined) breaches.push({ pod, rule, text, time: change.time });
  };
  const takePod = (change: StoreChange): void => {
    const [pod, old] = [change.object as Pod, change.old as Pod | undefined]; // the resource tells the type
    known.add(pod.metadata?.uid ?? '');
    const because = change.because;
    const said = because !== undefined && because.by !== '' && because.rule !== '' && (!because.by.startsWith('kubelet') || because.cause === `pods/${change.key}`);
    tell(change, nameOf(pod), 'every change has a because', said ? undefined : JSON.stringify(because ?? null));
    if (change.type === 'DELETED') return;
    const step: Step = { pod, old, status: pod.status ?? {}, before: old?.status ?? {}, byKubelet: because?.by.startsWith('kubelet') === true, made };
    for (const [rule, broken] of Object.entries(RULES)) tell(change, nameOf(pod), rule, broken(step));
  };
  const takeEvent = (change: StoreChange): void => {
    const event = change.object as Event; // the resource tells the type
    if (change.type === 'DELETED' || event.involvedObject.kind !== 'Pod') return;
    const pod = event.involvedObject.name ?? '';
    const because = change.because;
    tell(change, pod, 'no event without cause', known.has(event.involvedObject.uid ?? '') ? undefined : `${event.reason ?? ''}: there never was a pod ${event.involvedObject.uid ?? ''}`);
    tell(change, pod, 'no event without cause', because?.cause === `pods/${change.key.split('/')[0] ?? ''}/${pod}` ? undefined : `${event.reason ?? ''} because ${JSON.stringify(because ?? null)}`);
    const count = event.count ?? 0;
    tell(change, pod, 'an event counts up', count === (counts.get(change.key) ?? 0) + 1 || !counts.has(change.key) ? undefined : `${event.reason ?? ''} x${count}`);
    counts.set(change.key, count);
    const words = [event.reason, event.message].join(' ');
    tell(change, pod, 'an event has words', /undefined|NaN|\[object/.test(words) ? words : undefined);
  };
  return {
    breaches,
    take(change) {
      if (change.resource === 'pods') takePod(change);
      else if (change.resource === 'events') takeEvent(change);
    },
  };
}

/** Why a pod that neither runs well nor has ended may stand still: something in it or in its events says so. */
export function blockedWithoutReason(pod: Pod, events: readonly Event[]): string | undefined {
  const status = pod.status ?? {};
  if (over(status.phase) || conditionOf(status, 'Ready') === 'True') return undefined;
  if (events.some((event) => event.type === 'Warning')) return undefined;
  if (statusesOf(status).some((s) => s.state?.running !== undefined)) return undefined;
  // What ended is about to run again, and its restart count says that it has.
  if (statusesOf(status).some((s) => s.state?.terminated !== undefined)) return undefined;
  return `${status.phase ?? ''}: ${statusesOf(status).map((s) => `${s.name} ${JSON.stringify(s.state)}`).join()}`;
}
