import { schemaOf } from '../../api/index.ts';
import {
  applyJsonPatch, applyMergePatch, applyStrategicPatch, createMergePatch, createStrategicPatch, createThreeWayPatch, jsonEqual, withoutNulls,
  type Json, type JsonObject, type JsonPatchOperation,
} from '../index.ts';

const POD = schemaOf('core.v1.PodSpec');
const container = (name: string, more: JsonObject = {}): JsonObject => ({ name, ...more });

test('equality knows no order of fields and no undefined', () => {
  expect(jsonEqual({ a: 1, b: undefined }, { a: 1 })).toBe(true);
  expect([jsonEqual([1], [1, 2]), jsonEqual({ a: null }, {}), jsonEqual([], {})]).toEqual([false, false, false]);
});

describe('merge patch (RFC 7386)', () => {
  test.each<[Json, Json, Json]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [['a', 'b'], ['c'], ['c']],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j with %j', (target, patch, result) => expect(applyMergePatch(target, patch)).toEqual(result));
  test('made and applied', () => {
    const [from, to] = [{ a: 1, b: { c: 1, d: [1] } }, { b: { c: 2, d: [1] }, e: 3 }];
    expect(createMergePatch(from, to)).toEqual({ b: { c: 2 }, e: 3, a: null });
    expect(applyMergePatch(from, createMergePatch(from, to))).toEqual(to);
  });
  test('nulls are absent fields', () => expect(withoutNulls({ a: null, b: [{ c: null }] })).toEqual({ b: [{}] }));
});

describe('JSON patch', () => {
  const document: Json = { labels: { 'a/b': '1' }, list: [1, 2] };
  test.each<[JsonPatchOperation[], Json]>([
    [[{ op: 'add', path: '/labels/x', value: 'y' }], { labels: { 'a/b': '1', x: 'y' }, list: [1, 2] }],
    [[{ op: 'add', path: '/list/-', value: 3 }, { op: 'remove', path: '/list/0' }], { labels: { 'a/b': '1' }, list: [2, 3] }],
    [[{ op: 'replace', path: '/labels/a~1b', value: '2' }], { labels: { 'a/b': '2' }, list: [1, 2] }],
    [[{ op: 'move', from: '/list', path: '/moved' }], { labels: { 'a/b': '1' }, moved: [1, 2] }],
    [[{ op: 'test', path: '/list/1', value: 2 }, { op: 'copy', from: '/list/1', path: '/list/0' }], { labels: { 'a/b': '1' }, list: [2, 1, 2] }],
  ])('%j', (operations, result) => expect(applyJsonPatch(document, operations)).toEqual({ ok: true, value: result }));
  test.each<[JsonPatchOperation[], string]>([
    [[{ op: 'test', path: '/list/0', value: 9 }], 'testing value /list/0 failed'],
    [[{ op: 'add', path: '/none/x', value: 1 }], 'add operation does not apply: doc is missing path: "/none/x"'],
    [[{ op: 'replace', path: '/none', value: 1 }], 'replace operation does not apply: doc is missing key: /none'],
  ])('%j is refused', (operations, error) => expect(applyJsonPatch(document, operations)).toMatchObject({ ok: false, error }));
});

/** @k8s golden kubectl/patch-strategic, kubectl/rest-patch-types */
describe('strategic merge patch', () => {
  const spec = { containers: [container('nginx', { image: 'nginx', env: [{ name: 'A', value: '1' }, { name: 'B', value: '2' }] })] };
  const env = (...list: Json[]): JsonObject => ({ containers: [container('nginx', { env: list })] });
  const envOf = (patched: Json): Json => ((patched as JsonObject)['containers'] as readonly JsonObject[])[0]?.['env'] ?? null;
  const apply = (target: JsonObject, patch: JsonObject): Json => {
    const result = applyStrategicPatch(target, patch, POD);
    return result.ok ? result.value : result.error;
  };
  test('a new item goes before those that the patch does not name', () =>
    expect(apply({ containers: [container('nginx')] }, { containers: [container('side')] })).toEqual({ containers: [container('side'), container('nginx')] }));
  test('known items are changed in place', () =>
    expect(envOf(apply(spec, env({ name: 'B', value: '22' }, { name: 'C', value: '3' })))).toEqual([{ name: 'A', value: '1' }, { name: 'B', value: '22' }, { name: 'C', value: '3' }]));
  test('$patch: delete', () => expect(envOf(apply(spec, env({ name: 'A', $patch: 'delete' })))).toEqual([{ name: 'B', value: '2' }]));
  test('$patch: replace', () => expect(envOf(apply(spec, env({ name: 'Z', value: '9' }, { $patch: 'replace' })))).toEqual([{ name: 'Z', value: '9' }]));
  test('atomic lists are replaced, null deletes', () =>
    expect(apply({ tolerations: [{ key: 'a' }], nodeName: 'x' }, { tolerations: [{ key: 'b' }], nodeName: null })).toEqual({ tolerations: [{ key: 'b' }] }));
  test('$retainKeys', () =>
    expect(apply({ volumes: [{ name: 'v', emptyDir: {} }] }, { volumes: [{ name: 'v', $retainKeys: ['name', 'configMap'], configMap: { name: 'c' } }] }))
      .toEqual({ volumes: [{ name: 'v', configMap: { name: 'c' } }] }));
  test('$setElementOrder and $deleteFromPrimitiveList', () => {
    const meta = schemaOf('meta.v1.ObjectMeta');
    expect(applyStrategicPatch({ finalizers: ['a', 'b', 'c'] }, { '$deleteFromPrimitiveList/finalizers': ['b'], finalizers: ['d'], '$setElementOrder/finalizers': ['d', 'a', 'c'] }, meta))
      .toEqual({ ok: true, value: { finalizers: ['d', 'a', 'c'] } });
  });
  test('an item without its key is refused', () =>
    expect(apply(spec, { containers: [{ image: 'x' }] })).toBe('map: map[image:x] does not contain declared merge key: name'));
});

describe('three-way patch', () => {
  const template = (...containers: Json[]): JsonObject => ({ containers });
  test('keeps what others added, removes what was applied before', () => {
    const original = template(container('a', { image: '1', command: ['x'] }), container('gone'));
    const modified = template(container('a', { image: '2' }));
    const current = template(container('a', { image: '1', command: ['x'], imagePullPolicy: 'Always' }), container('gone'), container('injected'));
    const patch = createThreeWayPatch(original, modified, current, POD);
    expect(patch).toEqual({
      $setElementOrder_containers: undefined,
      '$setElementOrder/containers': [{ name: 'a' }],
      containers: [{ name: 'a', image: '2', command: null }, { name: 'gone', $patch: 'delete' }],
    });
    expect(applyStrategicPatch(current, patch, POD)).toEqual({
      ok: true, value: template(container('a', { image: '2', imagePullPolicy: 'Always' }), container('injected')),
    });
  });
  test('nothing to do is an empty patch', () => {
    const live = template(container('a', { image: '1', imagePullPolicy: 'Always' }));
    expect(createThreeWayPatch(template(container('a', { image: '1' })), template(container('a', { image: '1' })), live, POD)).toEqual({});
  });
  test('retainKeys of a strategy', () => {
    const schema = schemaOf('apps.v1.DeploymentSpec');
    expect(createStrategicPatch({ strategy: { type: 'RollingUpdate', rollingUpdate: {} } }, { strategy: { type: 'Recreate' } }, schema))
      .toEqual({ strategy: { type: 'Recreate', rollingUpdate: null, $retainKeys: ['type'] } });
  });
});
