/** Waiting until an object is gone, is there, or has a condition. @k8s kubectl/pkg/cmd/wait; golden kubectl/wait-conditions */
import { goPrint, isList, isObject } from '../../base/index.ts';
import type { JsonObject, JsonPath } from '../../base/index.ts';
import type { Status } from '../../api/index.ts';
import { race, sleep } from '../../time/index.ts';
import type { Task } from '../../time/index.ts';
import { withQuery } from '../api.ts';
import { collectionPath, groupVersionOf } from '../discovery.ts';
import { field, listAt, numberAt, textAt, uidOf } from '../objects.ts';
import { collect, finish, statusProblem, textProblem } from '../problems.ts';
import type { Problem } from '../problems.ts';
import type { KubectlContext } from '../verb.ts';
import { pathOf } from './select.ts';
import type { Info } from './select.ts';

export type Condition =
  | { readonly type: 'delete' } | { readonly type: 'create' }
  | { readonly type: 'condition'; readonly name: string; readonly status: string }
  /** Without a value: anything that is there. */
  | { readonly type: 'jsonpath'; readonly path: JsonPath; readonly value: string | undefined };
/** `uid`: of the object that was deleted; another one of the same name does not count. */
export type Target = { readonly info: Info; readonly uid: string };

type Outcome = { readonly met: true; readonly object: JsonObject } | { readonly met: false; readonly problem: Problem };

/** An informer looks every so often whether it is in step. @k8s client-go/tools/cache WaitForCacheSync */
const SYNC_MS = 100;
const CREATE_POLL_MS = 500;

/** One after another, all before the same deadline. `onMet` is called for each object as its turn comes. */
export function* waitForAll(context: KubectlContext, targets: readonly Target[], timeoutMs: number, condition: Condition,
  onMet: (object: JsonObject) => void, before: readonly Problem[] = []): Task<number> {
  const deadline = context.clock.now + timeoutMs;
  const problems: Problem[] = [];
  for (const target of targets) {
    // Nobody looks at those whose turn comes after the deadline. @k8s golden kubectl/wait-conditions
    const late = timeoutMs > 0 && context.clock.now >= deadline && condition.type !== 'delete';
    const outcome = late ? timedOut(target.info) : yield* waitForOne(context, target, deadline, condition);
    if (outcome.met) onMet(outcome.object);
    else problems.push(outcome.problem);
  }
  return finish(context, [...problems, ...before]);
}

const timedOut = (info: Info): Outcome => ({ met: false, problem: textProblem(`timed out waiting for the condition on ${info.resource.plural}/${info.name}`) });

function* waitForOne(context: KubectlContext, target: Target, deadline: number, condition: Condition): Task<Outcome> {
  if (condition.type === 'create') return yield* waitForCreation(context, target.info, deadline);
  const { info } = target;
  const path = withQuery(collectionPath(info.resource, info.namespace), { fieldSelector: `metadata.name=${info.name}` });
  const listed = context.api.attempt('GET', path);
  if (!listed.ok) return { met: false, problem: statusProblem(listed.status) };
  const present = listAt(listed.body, 'items').filter(isObject)[0];
  const object: JsonObject | undefined = present === undefined ? undefined : { apiVersion: groupVersionOf(info.resource), kind: info.resource.kind, ...present };
  const uid = target.uid === '' ? uidOf(object) : target.uid;
  const first = check(condition, object, uid);
  if (typeof first !== 'boolean') return { met: false, problem: first };
  const remaining = deadline - context.clock.now;
  if (first && condition.type !== 'delete' && remaining > 0) yield sleep(context.clock, SYNC_MS);
  if (first) return { met: true, object: object ?? info.object };
  if (remaining <= 0) return { met: false, problem: textProblem(`condition not met for ${info.resource.plural}/${info.name}`) };
  return yield* follow(context, { info, uid }, deadline, condition, withQuery(path, { resourceVersion: textAt(listed.body, 'metadata', 'resourceVersion') }));
}

function* follow(context: KubectlContext, target: Target, deadline: number, condition: Condition, path: string): Task<Outcome> {
  const { info, uid } = target;
  const { clock } = context;
  const problems: Problem[] = [];
  const watch = collect(problems, () => context.api.watch(path));
  if (watch === undefined) return { met: false, problem: problems[0] ?? textProblem('') };
  let last = info.object;
  try {
    for (;;) {
      const event = watch.take();
      if (event === undefined) {
        if (clock.now >= deadline || watch.ended) return timedOut(info);
        yield race(watch.ready, sleep(clock, deadline - clock.now));
        continue;
      }
      if (event.type === 'ERROR') return { met: false, problem: statusProblem(event.object as Status) };
      if (event.type === 'BOOKMARK') continue;
      const deleted = event.type === 'DELETED';
      const met = check(condition, deleted ? undefined : event.object, uid);
      if (typeof met !== 'boolean') return { met: false, problem: met };
      if (met) return { met: true, object: deleted ? last : event.object };
      last = event.object;
    }
  } finally {
    watch.stop();
  }
}

function* waitForCreation(context: KubectlContext, info: Info, deadline: number): Task<Outcome> {
  for (;;) {
    const answer = context.api.attempt('GET', pathOf(info));
    if (answer.ok) return { met: true, object: answer.body };
    if (answer.status.reason !== 'NotFound') return { met: false, problem: statusProblem(answer.status) };
    const remaining = deadline - context.clock.now;
    if (remaining <= 0) return { met: false, problem: textProblem('timed out waiting for the condition') };
    yield sleep(context.clock, Math.min(CREATE_POLL_MS, remaining));
  }
}

function check(condition: Condition, object: JsonObject | undefined, uid: string): boolean | Problem {
  switch (condition.type) {
    case 'delete': return object === undefined || (uid !== '' && uidOf(object) !== uid);
    case 'create': return object !== undefined;
    case 'condition': return object !== undefined && hasCondition(object, condition.name, condition.status);
    case 'jsonpath': return object !== undefined && atPath(object, condition.path, condition.value);
  }
}

const sameWord = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** A status that is older than the spec does not count. */
function hasCondition(object: JsonObject, name: string, status: string): boolean {
  const found = listAt(object, 'status', 'conditions').find((each) => sameWord(textAt(each, 'type'), name));
  if (found === undefined) return false;
  const observed = field(found, 'observedGeneration') ?? field(object, 'status', 'observedGeneration');
  if (typeof observed === 'number' && observed < numberAt(object, 'metadata', 'generation')) return false;
  return sameWord(textAt(found, 'status'), status);
}

function atPath(object: JsonObject, path: JsonPath, value: string | undefined): boolean | Problem {
  const found = path.find(object);
  if (!found.ok) return textProblem(found.error);
  const [results = []] = found.results;
  const [first] = results;
  if (first === undefined) return false;
  if (found.results.length > 1) return textProblem('given jsonpath expression matches more than one list');
  if (results.length > 1) return textProblem('given jsonpath expression matches more than one value');
  if (value === undefined) return true;
  if (isList(first) || isObject(first)) return textProblem('jsonpath leads to a nested object or list which is not supported');
  return goPrint(first).trim() === value.trim();
}

