/**
 * Runs a controller that a learner has written: what it watches fills a queue, one worker takes a key at a time, an exception rests
 * and comes again. All of it is the house's own: informers, the loop with its rests, the API server and its refusals.
 * Not modelled: that requests of one reconcile take their time one by one; they are sent at its start, and it takes as long as they do.
 */
import { apiVersionOf, failure, type KindDefinition, type KubeObject } from '../api/index.ts';
import { isObject, matchesLabels, type Json } from '../base/index.ts';
import type { ComponentContext } from '../client/index.ts';
import { createLoop, type Loop, type Reconcile } from '../controllers/index.ts';
import { createCensus, createLog } from './log.ts';
import type { LearnerReport, LearnerState, Trouble } from './types.ts';
import { createVerbs, MOST_BYTES } from './verbs.ts';
import { createVm, type Vm } from './vm.ts';
import { readWatches, type Watch } from './watches.ts';

/** From a request to its answer. @k8s golden: a write follows the one before it after 5–10 ms */
const CALL_MS = 5;
/** Looking takes time, too: so nothing is looked at endlessly in one moment. */
const LOOK_MS = 1;
const RETRY_MS = 5000;
/** @k8s controller-runtime pkg/controller/controller.go MaxConcurrentReconciles */
const WORKERS = 1;
const MOST_SAID = 100;

export type LearnerOptions = {
  readonly name: string;
  readonly source: string;
  readonly context: ComponentContext;
  /** Gives it its account and its rights; why not, if that cannot be done now. */
  readonly install: () => string | undefined;
};
export type Learner = { readonly report: () => LearnerReport; readonly stop: () => void };

type Key = { readonly apiVersion: string; readonly kind: string; readonly namespace: string; readonly name: string };
const keyText = (key: Key): string => `${key.apiVersion} ${key.kind} ${key.namespace} ${key.name}`;
function keyIn(text: string): Key {
  const [apiVersion = '', kind = '', namespace = '', name = ''] = text.split(' ');
  return { apiVersion, kind, namespace, name };
}
const whose = ({ kind, namespace, name }: Key): string => `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;

export function createLearner({ name, source, context, install }: LearnerOptions): Learner {
  const { clock, client } = context;
  const now = (): number => clock.now;
  const since = now();
  const log = createLog(now);
  const census = createCensus(now, (what, times) => log.add('told', `${what} was written ${times} times within a minute. Does each reconcile change what the controller watches? A controller whose goal is reached writes nothing.`));
  const recorder = context.recorder(name);
  const stops: (() => void)[] = [];
  const count = { reconciles: 0, failures: 0, said: 0, unsaid: 0, sentMs: 0 };
  let state: LearnerState = 'waiting';
  let current: Key | undefined;
  let vm: Vm | undefined;

  const verbs = createVerbs({ client, recorder, onWrite: (what, ok) => { count.sentMs = Math.max(count.sentMs + CALL_MS, context.throttle?.() ?? 0); if (ok) census.note(what); } });
  const send = (verb: string, given: string): string => {
    if (current === undefined) return JSON.stringify({ error: { code: 0, reason: 'NotStarted', message: 'api is used inside reconcile only' } });
    if (given.length > MOST_BYTES) return JSON.stringify({ error: { code: 413, reason: 'RequestEntityTooLarge', message: `Request entity too large: limit is ${MOST_BYTES}` } });
    const because = { by: name, rule: `reconcile ${whose(current)}` };
    return JSON.stringify(verbs.send(verb, JSON.parse(given) as readonly Json[], because)); // the prelude sends a list
  };
  const say = (text: string): void => { if (count.said++ < MOST_SAID) log.add('said', text); else count.unsaid++; };
  const makeVm = (): Vm => createVm({ now, chance: () => context.random.float(`learner/${name}`), send, say });
  const fail = (trouble: Trouble, about = ''): void => {
    const trail = trouble.trail === undefined || trouble.trail.length === 0 ? '' : ` at ${trouble.trail.join(', ')}`;
    log.add('failed', `${about === '' ? '' : `${about}: `}${trouble.message}${trail}`, trouble);
  };
  /** A program that ran out of memory is dead; a new one takes its place, and knows nothing. */
  const load = (): { readonly watches: Json } | undefined => {
    const fresh = makeVm();
    const loaded = fresh.load(source);
    const broken = (message: string): undefined => { state = 'broken'; log.add('failed', message); };
    if (!loaded.ok) { state = 'broken'; fail(loaded.trouble); return undefined; }
    const { kind, watches } = loaded.value;
    if (kind === 'none') return broken('there is no reconcile: add `export function reconcile({ namespace, name, kind }, api) { … }`');
    if (kind !== 'plain') return broken(`reconcile is ${kind === 'async' ? 'an async function' : 'a generator'}; here it is a plain function: api.get, api.create and the others answer at once, there is nothing to await`);
    vm = fresh;
    return { watches: watches as Json }; // came as JSON
  };
  const result = (text: string, about: string): { readonly afterMs: number } | undefined => {
    if (text === 'promise') { log.add('failed', `${about}: reconcile returned a promise; nobody waits for it. api answers at once, so a plain function will do`); return undefined; }
    const { after, type } = JSON.parse(text) as { readonly after?: Json; readonly type?: string }; // written by the prelude
    if (type === undefined || type === 'undefined') return { afterMs: 0 };
    if (typeof after !== 'number' || !(after >= 0 && after <= 365 * 24 * 3600)) { log.add('failed', `${about}: requeueAfter is a number of seconds, found ${JSON.stringify(after ?? null)} (${type})`); return undefined; }
    return { afterMs: after === 0 ? 0 : Math.max(1, Math.round(after * 1000)) };
  };
  function* reconcile(text: string): Reconcile {
    const key = keyIn(text);
    const about = whose(key);
    if (vm === undefined && load() === undefined) return failure(500, '', 'the source does not run');
    current = key;
    Object.assign(count, { said: 0, unsaid: 0, sentMs: 0, reconciles: count.reconciles + 1 });
    const ran = (vm as Vm).reconcile(JSON.stringify(key)); // made above
    current = undefined;
    if (count.unsaid > 0) log.add('told', `… and ${count.unsaid} more lines of this reconcile`);
    yield [{ verb: 'work', ms: Math.max(LOOK_MS + ran.questions, count.sentMs) }];
    const done = ran.ok ? result(ran.value, about) : undefined;
    if (!ran.ok) fail(ran.trouble, about);
    if (!ran.ok && ran.trouble.kind === 'memory') { vm = undefined; log.add('told', 'started again: what it had in its variables is lost'); }
    if (done === undefined) { count.failures++; return failure(500, '', 'the reconcile failed'); }
    if (done.afterMs > 0) yield [{ verb: 'again', afterMs: done.afterMs }];
    return undefined;
  }
  const follow = (loop: Loop, { kind, labels, owner }: Watch): void => {
    const wanted = (object: KubeObject | undefined): boolean => object !== undefined && matchesLabels(labels, object.metadata?.labels);
    stops.push(client.informer(kind).onChange(({ object, old }) => {
      if (!wanted(object) && !wanted(old)) return;
      for (const one of old === undefined ? [object] : [object, old]) { const key = keyOf(one, kind, owner); if (key !== undefined) loop.add(keyText(key)); }
    }));
  };
  const start = (): void => {
    const problem = install();
    if (problem !== undefined) {
      if (state !== 'waiting' || log.lines.length === 0) log.add('told', `the API server does not answer yet: ${problem}`);
      const timer = clock.after(RETRY_MS, start);
      stops.push(() => clock.cancel(timer));
      return;
    }
    const loaded = load();
    if (loaded === undefined) return;
    const read = readWatches(loaded.watches, (apiVersion, kind) => verbs.kind(apiVersion, kind));
    if ('problem' in read) { state = 'broken'; log.add('failed', read.problem); return; }
    state = 'running';
    log.add('told', 'started');
    const { onReconciled: _, ...own } = context;
    const loop = createLoop(own, { source: name, workers: WORKERS, reconcile });
    stops.push(() => loop.stop());
    for (const watch of read.watches) follow(loop, watch);
  };
  start();
  return {
    report: () => ({ name, source, state, since, reconciles: count.reconciles, failures: count.failures, writes: census.writes, writesLastMinute: census.lastMinute(), log: [...log.lines], dropped: log.dropped }),
    stop() {
      if (state === 'stopped') return;
      for (const stop of stops) stop();
      vm = undefined;
      log.add('told', 'stopped');
      state = 'stopped';
    },
  };
}

/** The object itself, or the one that controls it. @k8s controller-runtime pkg/handler/enqueue_owner.go */
function keyOf({ metadata }: KubeObject, kind: KindDefinition, owner: KindDefinition | undefined): Key | undefined {
  const namespace = metadata?.namespace ?? '';
  if (owner === undefined) return { apiVersion: apiVersionOf(kind), kind: kind.kind, namespace, name: metadata?.name ?? '' };
  const reference = metadata?.ownerReferences?.find((one) => isObject(one) && one.controller === true && one.kind === owner.kind && one.apiVersion.split('/')[0] === apiVersionOf(owner).split('/')[0]);
  return reference === undefined ? undefined : { apiVersion: apiVersionOf(owner), kind: owner.kind, namespace: owner.namespaced ? namespace : '', name: reference.name };
}
