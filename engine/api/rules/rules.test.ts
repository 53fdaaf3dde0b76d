import {
  canonicalJson, controllerOf, decodeBase64, encodeBase64, fnv32a, formatTaint, imageTag, isPodActive, isPodAvailable, podRequests, qosClass,
  toleratesTaint, untoleratedTaint, type Container, type Pod, type Taint, type Toleration,
} from '../index.ts';
import { milliValue } from '../../base/index.ts';

const container = (name: string, requests?: object, limits?: object, more: object = {}): Container =>
  ({ name, resources: { ...(requests && { requests }), ...(limits && { limits }) }, ...more }) as Container;
const pod = (containers: readonly Container[], initContainers: readonly Container[] = []): Pod => ({ spec: { containers, initContainers } });

test.each<[string, Pod]>([
  ['BestEffort', pod([container('a')])],
  ['Burstable', pod([container('a', { cpu: '100m' })])],
  ['Burstable', pod([container('a', { cpu: '1', memory: '1Gi' }, { cpu: '1', memory: '1Gi' }), container('b')])],
  ['Guaranteed', pod([container('a', { cpu: '1', memory: '1Gi' }, { cpu: '1000m', memory: '1024Mi' })])],
  ['Guaranteed', pod([container('a', undefined, { cpu: '1', memory: '1Gi' })])],
])('quality of service: %s %#', (expected, object) => expect(qosClass(object)).toBe(expected));

test.each<[number, Pod]>([
  [300, pod([container('a', { cpu: '100m' }), container('b', { cpu: '200m' })])],
  [500, pod([container('a', { cpu: '100m' })], [container('i', { cpu: '500m' })])],
  [150, pod([container('a', { cpu: '100m' })], [container('s', { cpu: '50m' }, undefined, { restartPolicy: 'Always' })])],
  [450, pod([container('a', { cpu: '100m' })],
    [container('s', { cpu: '50m' }, undefined, { restartPolicy: 'Always' }), container('i', { cpu: '400m' })])],
])('a pod asks for %d millicores', (expected, object) => {
  const cpu = podRequests(object)['cpu'];
  expect(cpu && milliValue(cpu)).toBe(expected);
});

const taint: Taint = { key: 'dedicated', value: 'backend', effect: 'NoSchedule' };
test.each<[Toleration, boolean]>([
  [{ key: 'dedicated', operator: 'Equal', value: 'backend', effect: 'NoSchedule' }, true], [{ key: 'dedicated', value: 'backend' }, true],
  [{ key: 'dedicated', value: 'other' }, false], [{ key: 'dedicated', operator: 'Exists' }, true], [{ operator: 'Exists' }, true],
  [{ key: 'dedicated', operator: 'Exists', effect: 'NoExecute' }, false], [{ key: 'other', operator: 'Exists' }, false],
])('toleration %p: %p', (toleration, expected) => expect(toleratesTaint(toleration, taint)).toBe(expected));

test('the first taint that nothing tolerates', () => {
  expect(untoleratedTaint([taint], [], ['NoSchedule'])).toBe(taint);
  expect(untoleratedTaint([taint], [], ['NoExecute'])).toBeUndefined();
  expect(formatTaint(taint)).toBe('dedicated=backend:NoSchedule');
});

test('active and available pods', () => {
  const ready: Pod = { status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: '2026-01-01T00:00:00Z' }] } };
  const now = Date.parse('2026-01-01T00:00:05Z');
  expect(isPodActive(ready)).toBe(true);
  expect(isPodActive({ status: { phase: 'Failed' } })).toBe(false);
  expect(isPodActive({ metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' } })).toBe(false);
  expect([0, 5, 6].map((seconds) => isPodAvailable(ready, seconds, now))).toEqual([true, true, false]);
});

test.each([['nginx', 'latest'], ['nginx:1.27', '1.27'], ['reg:5000/nginx', 'latest'], ['reg:5000/a/b:2', '2'], ['a@sha256:ab', ''], ['a:1@sha256:ab', '1']])(
  'the tag of %s is %p', (image, tag) => expect(imageTag(image)).toBe(tag));

test('hashes are known values and stable', () => {
  expect(fnv32a('')).toBe(0x811c9dc5);
  expect(fnv32a('a')).toBe(0xe40c292c);
  expect(canonicalJson({ b: 1, a: undefined, c: [null, 'x'] })).toBe('{"b":1,"c":[null,"x"]}');
});

test.each(['', 'a', 'ab', 'abc', 'schön 中文 🎉'])('base64 there and back: %p', (text) => {
  expect(encodeBase64(text)).toBe(Buffer.from(text).toString('base64'));
  expect(decodeBase64(encodeBase64(text))).toBe(text);
});

test('the owner that controls', () => {
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'r', uid: 'u' };
  expect(controllerOf({ metadata: { ownerReferences: [owner] } })).toBeUndefined();
  expect(controllerOf({ metadata: { ownerReferences: [owner, { ...owner, controller: true }] } })).toMatchObject({ controller: true });
});
