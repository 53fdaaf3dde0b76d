import { KINDS, type ControllerRevision, type StatefulSet } from '../api/index.ts';
import type { Result } from '../client/index.ts';
import type { JsonObject } from '../base/index.ts';
import type { Reply, Request } from './request.ts';
import { applyRevision, byRevision, createRevision, holdsTemplate, newRevision, nextRevision, renumber, REVISION_HASH, revisionData, revisionHash, revisionName } from './revisions.ts';

const web = (image = 'nginx:1.14.2', command?: readonly string[]): StatefulSet => ({
  apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name: 'web', namespace: 'default', uid: 'u1', annotations: { note: 'kept' } },
  spec: {
    selector: { matchLabels: { app: 'nginx' } },
    template: {
      metadata: { labels: { app: 'nginx' } },
      spec: {
        containers: [{
          name: 'nginx', image, ...(command === undefined ? {} : { command }), ports: [{ containerPort: 80, protocol: 'TCP' }], resources: {},
          terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File', imagePullPolicy: 'IfNotPresent',
        }],
        restartPolicy: 'Always', terminationGracePeriodSeconds: 2, dnsPolicy: 'ClusterFirst', securityContext: {}, schedulerName: 'default-scheduler',
      },
    },
  },
});
const because = { by: 'test', rule: 'test' };
const template = (set: StatefulSet) => set.spec?.template ?? {};
const revision = (name: string, number: number, creationTimestamp = '2026-11-21T12:00:00Z', set = web()): ControllerRevision =>
  ({ metadata: { name, namespace: 'default', creationTimestamp }, data: revisionData(template(set)), revision: number });

/** Runs a generator against an API server of these names. */
function run<T>(work: Generator<readonly Request[], T, readonly Reply[]>, taken: readonly string[] = []): { readonly value: T; readonly names: readonly string[] } {
  const names: string[] = [];
  let step = work.next();
  while (step.done !== true) {
    step = work.next(step.value.map((request): Result<JsonObject> => {
      if (request.verb !== 'create' && request.verb !== 'update') throw new Error(request.verb);
      const name = request.object.metadata?.name ?? '';
      names.push(name);
      return request.verb === 'create' && taken.includes(name) ? { ok: false, status: { reason: 'AlreadyExists', code: 409 } } : { ok: true, value: request.object as unknown as JsonObject };
    }));
  }
  return { value: step.value, names };
}

test.each([
  // @k8s golden controllers/sts-broken-revision, controllers/sts-ordinals-start
  ['nginx:1.14.2', '9f7d6c9b5'],
  ['nginx:no-such-tag', '74f76c7bcc'],
  ['nginx:1.16.1', '67bb55bd6d'],
])('the hash of %s is the recorded one', (image, hash) => {
  expect(revisionHash(revisionData(template(web(image))), 0)).toBe(hash);
});

test('what HTML would misread is escaped before it is hashed, and a collision changes the hash', () => {
  const plain = revisionData(template(web('nginx', ['sh', '-c', 'a && b > c'])));
  const hashes = new Set([revisionHash(plain, 0), revisionHash(plain, 1), revisionHash(revisionData(template(web('nginx', ['sh', '-c', 'a \\u0026\\u0026 b \\u003e c']))), 0)]);
  expect(hashes.size).toBe(3);
});

test('a new revision carries labels of the template, annotations of the owner and sorted data', () => {
  const made = newRevision(web(), 'abc', 3, REVISION_HASH);
  expect(made.metadata).toEqual({
    name: 'web-abc', namespace: 'default', labels: { app: 'nginx', [REVISION_HASH]: 'abc' }, annotations: { note: 'kept' },
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 'u1', controller: true, blockOwnerDeletion: true }],
  });
  expect(JSON.stringify(made.data)).toMatch(/^\{"spec":\{"template":\{"\$patch":"replace","metadata":.*"spec":\{"containers":/);
  expect(holdsTemplate(made, template(web()))).toBe(true);
  expect(holdsTemplate(made, template(web('nginx:1.16.1')))).toBe(false);
});

test('long names are cut before the hash', () => {
  expect(revisionName({ metadata: { name: 'x'.repeat(250) } }, 'abc')).toHaveLength(227);
});

test('order: by number, then by age, then by name', () => {
  const sorted = [revision('b', 2), revision('c', 1, '2026-11-21T12:00:01Z'), revision('a', 2), revision('d', 1)].toSorted(byRevision);
  expect(sorted.map(({ metadata }) => metadata?.name)).toEqual(['d', 'c', 'a', 'b']);
  expect([nextRevision([]), nextRevision(sorted)]).toEqual([1, 3]);
});

test('a taken name: the same data is the revision, other data a collision', () => {
  expect(run(createRevision(web(), 1, 0, () => undefined, because))).toMatchObject({ names: ['web-9f7d6c9b5'], value: { ok: true, collisionCount: 0 } });
  const same = revision('web-9f7d6c9b5', 7);
  expect(run(createRevision(web(), 8, 0, () => same, because), ['web-9f7d6c9b5']).value).toEqual({ ok: true, revision: same, collisionCount: 0 });
  const other = revision('web-9f7d6c9b5', 7, undefined, web('other'));
  const { value, names } = run(createRevision(web(), 8, 0, () => other, because), ['web-9f7d6c9b5']);
  expect(names).toEqual(['web-9f7d6c9b5', revisionName(web(), revisionHash(revisionData(template(web())), 1))]);
  // The label keeps the hash of the first try, as upstream's does.
  expect(value).toMatchObject({ ok: true, collisionCount: 1, revision: { metadata: { labels: { [REVISION_HASH]: '9f7d6c9b5' } } } });
});

test('renumbering writes only a change', () => {
  expect(run(renumber(revision('a', 1), 1, because)).names).toEqual([]);
  expect(run(renumber(revision('a', 1), 4, because))).toMatchObject({ names: ['a'], value: { ok: true, value: { revision: 4 } } });
});

test('applying a revision puts its template back and nothing else', () => {
  const now = web('nginx:1.16.1');
  expect(applyRevision(now, KINDS.StatefulSet, revision('a', 1))).toEqual(web());
  expect(applyRevision(now, KINDS.StatefulSet, revision('a', 1, undefined, now))).toBe(now);
  expect(applyRevision(now, KINDS.StatefulSet, { ...revision('a', 1), data: 'nonsense' })).toBeUndefined();
  expect(applyRevision(now, KINDS.StatefulSet, { ...revision('a', 1), data: { spec: { template: { $patch: 'explode' } } } })).toBeUndefined();
});
