import type { PodSpec } from '../../schema/types.ts';
import { areAlike } from './likeness.ts';

const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
const spec = (suffix: string, more: object = {}, mounted = suffix): PodSpec => ({
  containers: [{ name: 'a', image: 'nginx', volumeMounts: [{ name: `kube-api-access-${mounted}`, mountPath: MOUNT_PATH }], ...more }],
  volumes: [{ name: `kube-api-access-${suffix}`, emptyDir: {} }],
});

test.each<[string, PodSpec, PodSpec, boolean]>([
  ['the token volume’s name', spec('abcde'), spec('fghij'), true],
  ['nothing', spec('abcde'), spec('abcde'), true],
  ['the image', spec('abcde'), spec('fghij', { image: 'redis' }), false],
  ['a field more', spec('abcde'), spec('fghij', { tty: true }), false],
  ['a field less', spec('abcde', { tty: true }), spec('fghij'), false],
  ['the mount, which is of another volume', spec('abcde'), spec('fghij', {}, 'klmno'), false],
  ['the mount, which kept the other pod’s name', spec('abcde'), spec('fghij', {}, 'abcde'), false],
  ['a name that is no token volume’s', { containers: [], volumes: [{ name: 'a' }] }, { containers: [], volumes: [{ name: 'b' }] }, false],
  ['one has no token', { containers: [] }, spec('abcde'), false],
])('what differs: %s', (_what, a, b, alike) => {
  expect(areAlike(a, b)).toBe(alike);
});
