/** Verdicts: what holds, how much it is worth, and what is told as seen. */
import type { KubeObject } from '../../api/index.ts';
import { createCluster } from '../../cluster/index.ts';
import { DEFAULT_START_TIME } from '../../session/index.ts';
import { check, type Check } from '../format/check.ts';
import type { LoadSeen, World } from './find.ts';
import { makeJudge, type Verdict } from './judge.ts';
import { watchCheck, type Outcome } from './watchCheck.ts';

const WORDS = { id: 'c', title: { en: 'a', zh: 'b' }, fail: { en: 'a', zh: 'b' } };
const checkOf = (fields: object): Check => check.parse({ ...WORDS, ...fields });
const pod = (name: string, fields: object): KubeObject => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default', labels: { app: 'web' } }, ...fields });
const ready = (status: string): object => ({ status: { phase: 'Running', conditions: [{ type: 'Initialized', status: 'True' }, { type: 'Ready', status }], containerStatuses: [{ name: 'web', restartCount: 2 }] } });
const LOAD: LoadSeen = { sent: 200, answered: 190, errors: 0, refused: 6, timedOut: 4, reset: 0, dropped: 10, byPod: { 'default/web-1': { answered: 190, refused: 0, timedOut: 0, reset: 0 } } };
const WORLD: World = {
  list: (kind) => (kind.kind === 'Pod' ? [pod('web-1', ready('True')), pod('web-2', ready('False'))] : kind.kind === 'Deployment'
    ? [{ metadata: { name: 'web' }, spec: { replicas: 3, template: { spec: { containers: [{ name: 'web', image: 'nginx:1.14.2' }, { name: 'side', image: 'busybox' }] } } }, status: { readyReplicas: 2, availableReplicas: 2 } } as KubeObject] : []),
  load: (id) => (id === 'steady' ? LOAD : undefined), run: () => ({ output: 'hello\nworld\n', exitCode: 3 }),
};
const judged = (fields: object, world = WORLD): Verdict => {
  const made = makeJudge(checkOf(fields));
  if (!made.ok) throw new Error(JSON.stringify(made.problems));
  return made.judge.judge(world);
};
const web = (fields: object): object => ({ resource: { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, ...fields } });
const pods = { apiVersion: 'v1', kind: 'Pod' };

test.each<[string, object, boolean, string, string]>([
  ['a partial object', web({ spec: { replicas: 3 } }), true, '1 × Deployment: web.', '共 1 个 Deployment：web。'],
  ['another value', web({ status: { readyReplicas: 3 } }), false, 'Deployment web: status.readyReplicas is 2.', 'Deployment web：status.readyReplicas 是 2。'],
  ['a field that is not there', web({ status: { updatedReplicas: 3 } }), false, 'Deployment web: status.updatedReplicas is not set.', 'Deployment web：status.updatedReplicas 未设置。'],
  ['an expression as a key', web({ status: { '(availableReplicas >= 2)': true } }), true, '1 × Deployment: web.', '共 1 个 Deployment：web。'],
  ['an expression that does not hold', web({ status: { '(availableReplicas >= 3)': true } }), false, 'Deployment web: status.availableReplicas is 2.', 'Deployment web：status.availableReplicas 是 2。'],
  ['an expression over what is not there', web({ status: { '(updatedReplicas >= 3)': true } }), false, 'Deployment web: status.updatedReplicas is not set.', 'Deployment web：status.updatedReplicas 未设置。'],
  ['what an expression gives, compared further', web({ spec: { template: { spec: { "(containers.filter(c, c.name == 'web'))": [{ image: 'nginx:1.14.2' }] } } } }), true, '1 × Deployment: web.', '共 1 个 Deployment：web。'],
  ['object at that depth', web({ spec: { "('replicas' in object)": true } }), true, '1 × Deployment: web.', '共 1 个 Deployment：web。'],
  ['each item of a list', web({ spec: { template: { spec: { '~.containers': { "(image.contains(':'))": true } } } } }), false, 'Deployment web: spec.template.spec.containers[1].image is busybox.', 'Deployment web：spec.template.spec.containers[1].image 是 busybox。'],
  ['each of what an expression gives', web({ spec: { template: { spec: { '~.(containers.map(c, c.name))': { '(size(object) > 9)': true } } } } }), false, 'Deployment web: spec.template.spec.containers is web, side.', 'Deployment web：spec.template.spec.containers 是 web, side。'],
  ['no such object', { resource: { apiVersion: 'v1', kind: 'Service', metadata: { name: 'web' } } }, false, 'There is no Service named web.', '没有名为 web 的 Service。'],
  ['the first that does not satisfy it', { select: pods, expr: "object.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')" }, false, 'Pod web-2: status.conditions is Initialized=True, Ready=False.', 'Pod web-2：status.conditions 是 Initialized=True, Ready=False。'],
  ['several facts', { select: pods, expr: "object.status.phase == 'Running' && object.status.containerStatuses.all(c, c.restartCount == 0)" }, false, 'Pod web-1: status.phase is Running; status.containerStatuses[].restartCount is 2.', 'Pod web-1：status.phase 是 Running；status.containerStatuses[].restartCount 是 2。'],
  ['all together', { list: pods, expr: "items.filter(p, p.status.phase == 'Running').size() >= 3" }, false, '2 × Pod: web-1 (status.phase is Running), web-2 (status.phase is Running).', '共 2 个 Pod：web-1（status.phase 是 Running）、web-2（status.phase 是 Running）。'],
  ['nothing found', { list: { apiVersion: 'v1', kind: 'Service' }, expr: 'items.all(i, false)' }, false, 'There is no Service that matches.', '没有符合条件的 Service。'],
  ['nothing found, and that is fine', { list: { apiVersion: 'v1', kind: 'Service' }, expr: 'items.all(i, false)', mayBeEmpty: true }, true, 'There is no Service that matches.', '没有符合条件的 Service。'],
  ['nothing to satisfy it, and that is fine', { select: { apiVersion: 'v1', kind: 'Service' }, expr: 'false', mayBeEmpty: true }, true, 'There is no Service that matches.', '没有符合条件的 Service。'],
  ['what is bound', { select: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, bind: { mine: { ...pods, many: true }, service: { apiVersion: 'v1', kind: 'Service' } }, expr: 'mine.size() == object.spec.replicas && service == null' }, false, 'Deployment web: spec.replicas is 3; mine is web-1, web-2; service is null.', 'Deployment web：spec.replicas 是 3；mine 是 web-1, web-2；service 是 null。'],
  ["the author's own words", { list: pods, expr: 'false', show: "string(items.size()) + ' Pods'" }, false, '2 Pods', '2 Pods'],
  ["the author's own words in both languages", { list: pods, expr: 'false', show: { en: "string(items.size()) + ' Pods'", zh: "string(items.size()) + ' 个 Pod'" } }, false, '2 Pods', '2 个 Pod'],
  ['a load', { load: 'steady', expr: 'load.dropped == 0' }, false, '200 requests were sent, 190 answered, 6 refused, 4 timed out.', '共发出 200 个请求，190 个得到回答，6 个被拒绝，4 个超时。'],
  ['a load that was never started', { load: 'other', expr: 'true' }, false, 'The load other was never started.', '负载 other 没有启动过。'],
  ['a command', { command: 'echo', expr: "exitCode == 3 && output.startsWith('hello')" }, true, 'Printed: hello ⏎ world; exit code 3.', '输出：hello ⏎ world；退出码 3。'],
])('%s', (_what, fields, holds, en, zh) => { expect(judged(fields)).toMatchObject({ holds, seen: { en, zh } }); });

test.each<[string, object, number]>([
  ['between the ends', { load: 'steady', score: 'double(load.answered) / double(load.sent)', scale: [0.9, 1] }, 0.5],
  ['below', { load: 'steady', score: '0.1', scale: [0.9, 1] }, 0], ['above', { load: 'steady', score: '2', scale: [0.9, 1] }, 1],
  ['less is better', { load: 'steady', score: 'load.dropped', scale: [20, 0] }, 0.5],
  ['what must hold besides', { load: 'steady', expr: 'load.sent > 1000', score: '1' }, 0], ['no number', { load: 'steady', score: "'x'" }, 0],
  ['the worst of all', { select: pods, score: "object.metadata.name == 'web-1' ? 1.0 : 0.25" }, 0.25],
])('a score: %s', (_what, fields, credit) => { expect(judged(fields).credit).toBeCloseTo(credit); });

test('values are shortened', () => {
  const long = { list: () => [pod('web-1', { spec: { text: 'x'.repeat(500), list: Array.from({ length: 50 }, (_, index) => index) } })] };
  const { seen } = judged({ select: pods, expr: "object.spec.text == '' && object.spec.list.size() == 1" }, long);
  expect(seen.en).toMatch(/^Pod web-1: spec\.text is x{79}…; spec\.list is 0, 1, 2, 3, … \(50\)\.$/);
});

test('a hundred Pods are judged in far less than it takes to look', () => {
  const many = Array.from({ length: 100 }, (_, index) => pod(`web-${index}`, ready('True')));
  const made = makeJudge(checkOf({ list: pods, expr: "items.filter(p, has(p.status.conditions) && p.status.conditions.exists(c, c.type == 'Ready' && c.status == 'True')).size() >= 100" }));
  if (!made.ok) throw new Error('no judge');
  const world = { list: () => many };
  expect(made.judge.judge(world).holds).toBe(true);
  const times = Array.from({ length: 40 }, () => { const from = performance.now(); made.judge.judge(world); return performance.now() - from; }).sort((a, b) => a - b);
  // On a free machine a fifth of a millisecond. The fastest counts, since the machine of the tests is shared.
  expect(times[0] ?? 0).toBeLessThan(5);
});

describe('over time', () => {
  const cluster = createCluster({ preset: 'minikube', seed: 'judge', startTime: DEFAULT_START_TIME });
  const computer = cluster.createComputer({});
  const type = (line: string): void => { cluster.runCommand(computer, line); };
  /** @param acts what happens meanwhile, each after 10 s */
  const watched = (fields: object, acts: readonly string[], withinMs?: number): Outcome => {
    const one = checkOf(fields);
    const made = makeJudge(one);
    if (!made.ok) throw new Error(JSON.stringify(made.problems));
    type('kubectl delete configmap --all --wait; kubectl delete deployment --all --wait');
    type('kubectl create configmap a --from-literal=n=1');
    const watch = watchCheck(cluster, one, made.judge, withinMs);
    watch.begin();
    for (const act of acts) { cluster.clock.advance(10_000); type(act); }
    cluster.clock.advance(10_000);
    return watch.finish();
  };
  const a = { apiVersion: 'v1', kind: 'ConfigMap', name: 'a' };
  const n = (value: number): string => `kubectl patch configmap a -p '{"data":{"n":"${value}"}}'`;

  test.each<[string, object, readonly string[], boolean, string]>([
    ['always', { when: { mode: 'always' }, select: a, expr: "object.data.n == '1'" }, [], true, '1 × ConfigMap: a.'],
    ['always, and once not', { when: { mode: 'always' }, select: a, expr: "object.data.n == '1'" }, [n(2), n(1)], false, 'After 10'],
    ['never', { when: { mode: 'never' }, select: a, expr: "object.data.n == '3'" }, [n(2)], true, '1 × ConfigMap: a.'],
    ['never, and once it is', { when: { mode: 'never' }, select: a, expr: "object.data.n == '3'" }, [n(3), n(2)], false, 'After 10'],
    ['never, of one among several', { when: { mode: 'never' }, select: { apiVersion: 'v1', kind: 'ConfigMap' }, expr: "has(object.data) && 'n' in object.data && object.data.n == '3'" }, [n(3)], false, 'After 10'],
    ['never, and what is looked at is deleted', { when: { mode: 'never' }, select: a, expr: "object.data.n == '3'" }, ['kubectl delete configmap a'], false, 'There is no ConfigMap named a.'],
    ['always, and what is looked at is deleted', { when: { mode: 'always' }, list: a, expr: 'items.all(i, true)' }, ['kubectl delete configmap a'], false, 'There is no ConfigMap named a.'],
    ['it may be empty', { when: { mode: 'never' }, select: a, expr: "object.data.n == '3'", mayBeEmpty: true }, ['kubectl delete configmap a'], true, 'There is no'],
    ['eventually, though not at the end', { when: { mode: 'eventually' }, select: a, expr: "object.data.n == '3'" }, [n(3), n(2)], true, '1 × ConfigMap: a.'],
    ['at the end', { when: { mode: 'atEnd' }, select: a, expr: "object.data.n == '3'" }, [n(3), n(2)], false, 'ConfigMap a: data.n is 2.'],
    ['by a change of what is bound', { when: { mode: 'eventually' }, select: a, bind: { other: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'other' } }, expr: 'other != null' }, ['kubectl create deployment other --image=nginx', 'kubectl delete deployment other'], true, '1 × ConfigMap: a.'],
    ['a command at the end', { when: { mode: 'atEnd' }, command: 'kubectl get configmap a -o jsonpath={.data.n}', expr: "output == '2'" }, [n(2)], true, 'Printed: 2; exit code 0.'],
  ])('%s', (_what, fields, acts, passed, seen) => {
    const outcome = watched(fields, acts);
    expect(outcome.passed).toBe(passed);
    expect(outcome.seen.en).toContain(seen);
  });

  test('a score keeps the best that was reached, or the worst where it must hold always', () => {
    const score = { select: a, score: 'double(object.data.n) / 4.0' };
    expect(watched({ ...score, when: { mode: 'eventually' } }, [n(3), n(2)])).toMatchObject({ passed: false, credit: 0.75 });
    expect(watched({ ...score, when: { mode: 'eventually' } }, [n(4), n(2)])).toMatchObject({ passed: true, credit: 1 });
    expect(watched({ ...score, when: { mode: 'always' } }, [n(3), n(4)])).toMatchObject({ passed: false, credit: 0.25 });
    expect(watched({ ...score, when: { mode: 'atEnd' } }, [n(3), n(2)])).toMatchObject({ passed: false, credit: 0.5 });
  });
});
