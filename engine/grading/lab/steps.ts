/** The examiner's steps on a cluster. Each can be taken in slices, so that a page stays alive meanwhile. */
import { invariant, parseDuration } from '../../base/index.ts';
import { KINDS, type Pod } from '../../api/index.ts';
import type { Cluster } from '../../cluster/index.ts';
import type { StoreChange } from '../../store/index.ts';
import type { FaultStep, Text } from '../format/common.ts';
import type { ImageStep, LoadStep, RunStep, ScaleStep } from '../format/step.ts';
import { wordsOfStep } from './stepWords.ts';

export type StepFiles = { readonly [name: string]: string };
export type Taken = { readonly what: Text; /** It could not be done. */ readonly problem?: string };

/** So much virtual time goes by between two moments at which somebody else may have the processor. */
const SLICE_MS = 2000;
/** Nothing has changed for so long: it is over. */
const QUIET_MS = 5000;

export const milliseconds = (text: string): number => {
  const parsed = parseDuration(text);
  invariant(parsed.ok, `the format let the duration ${text} through`);
  return parsed.ms;
};

export function* passTime(cluster: Pick<Cluster, 'clock'>, ms: number): Generator<void> {
  for (let left = ms; left > 0; left -= SLICE_MS) {
    cluster.clock.advance(Math.min(left, SLICE_MS));
    if (left > SLICE_MS) yield;
  }
}

/** @param told what is about to be done, before it is */
export function* takeStep(cluster: Cluster, step: RunStep, files: StepFiles = {}, told?: (what: Text) => void): Generator<void, Taken> {
  const target = 'fault' in step ? faultTarget(cluster, step.fault) : undefined;
  const what = wordsOfStep(step, target ?? '?');
  told?.(what);
  yield;
  const done = (problem: string | undefined): Taken => (problem === undefined ? { what } : { what, problem });
  if ('wait' in step) { yield* passTime(cluster, milliseconds(step.wait)); return done(undefined); }
  if ('settle' in step) { yield* untilQuiet(cluster, milliseconds(step.settle)); return done(undefined); }
  if ('fault' in step) return done(target === undefined ? noTarget(step.fault) : cluster.fault({ fault: step.fault.fault, target }));
  if ('load' in step) return done(cluster.fault({ fault: 'load-start', target: loadText(step.load) }));
  if ('apply' in step) return done(type(cluster, 'kubectl apply -f exam.yaml', { 'exam.yaml': step.apply.includes('\n') ? step.apply : files[step.apply] ?? '' }));
  return done(type(cluster, 'scale' in step ? scaleLine(step.scale) : 'image' in step ? imageLine(step.image) : step.command, files));
}

export function runStep(cluster: Cluster, step: RunStep, files?: StepFiles): Taken {
  const steps = takeStep(cluster, step, files);
  for (let next = steps.next(); ; next = steps.next()) if (next.done === true) return next.value;
}

const loadText = ({ id, url, rate, for: length, from, timeout }: LoadStep): string =>
  [id, url, `rate=${rate}`, ...(length === undefined ? [] : [`for=${length}`]), ...(from === undefined ? [] : [`from=${from}`]), ...(timeout === undefined ? [] : [`timeout=${timeout}`])].join(' ');
const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
const scaleLine = ({ kind, name, namespace, replicas }: ScaleStep): string => `kubectl scale -n ${quoted(namespace)} ${quoted(`${kind.toLowerCase()}/${name}`)} --replicas=${replicas}`;
const imageLine = ({ kind, name, namespace, container, image }: ImageStep): string =>
  `kubectl set image -n ${quoted(namespace)} ${quoted(`${kind.toLowerCase()}/${name}`)} ${quoted(`${container}=${image}`)}`;

function type(cluster: Cluster, line: string, files: StepFiles): string | undefined {
  const { code, stdout, stderr, timedOut } = cluster.runCommand(cluster.createComputer({ files }), line);
  if (timedOut) return 'the command did not end within a minute';
  return code === 0 ? undefined : (stderr.trim() || stdout.trim() || `exit code ${code}`).split('\n').slice(-1)[0];
}

/** Objects that never stand still, and what only tells of others. */
const UNSEEN = new Set(['events', 'events.events.k8s.io', 'leases.coordination.k8s.io']);
const isSeen = ({ resource, object }: StoreChange): boolean => !UNSEEN.has(resource) && !(object.metadata?.namespace ?? '').startsWith('kube-');

function* untilQuiet(cluster: Cluster, limitMs: number): Generator<void> {
  const { clock, store } = cluster;
  const end = clock.now + limitMs;
  let last = clock.now;
  const stop = store.subscribe(undefined, (change) => { if (isSeen(change)) last = clock.now; });
  while (clock.now < end && clock.now < last + QUIET_MS) {
    clock.advance(Math.min(end, last + QUIET_MS) - clock.now);
    yield;
  }
  stop();
}

const noTarget = ({ pod, nodeOf }: FaultStep): string => {
  const { namespace, labels } = pod ?? nodeOf ?? { namespace: '', labels: {} };
  const wanted = Object.entries(labels).map(([key, value]) => `${key}=${value}`).join(',');
  return nodeOf === undefined ? `there is no Pod with ${wanted} in namespace ${namespace}` : `no Pod with ${wanted} in namespace ${namespace} runs on a node`;
};

/** The machine or pod that is meant; undefined if nothing matches: the checks then say what is missing. */
function faultTarget(cluster: Cluster, fault: FaultStep): string | undefined {
  if (fault.node !== undefined || fault.target !== undefined) return fault.node ?? fault.target;
  const wanted = fault.pod ?? fault.nodeOf;
  if (wanted === undefined) return undefined;
  const pods = cluster.client.informer(KINDS.Pod).list(wanted.namespace)
    .filter((pod: Pod) => Object.entries(wanted.labels).every(([k, v]) => pod.metadata?.labels?.[k] === v));
  const pod = pods[wanted.index] ?? pods[0];
  if (pod === undefined) return undefined;
  return fault.nodeOf === undefined ? `${wanted.namespace}/${pod.metadata?.name}` : pod.spec?.nodeName;
}
