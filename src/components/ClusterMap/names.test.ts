import { shortName } from './names.ts';
import type { PodRow } from '@site/src/worker/protocol.ts';

const pod = (name: string, owner: string): PodRow => ({
  namespace: 'default', name, owner, uid: name, node: 'node01', state: 'running', status: 'Running', ready: '1/1', restarts: '0', age: '1s', ip: '', labels: {}, image: '', backOffMs: undefined,
});
test.each([
  ['nginx', '', { head: 'nginx', tail: '' }],
  ['nginx-deployment-bf744486c-4xk2p', 'ReplicaSet/nginx-deployment-bf744486c', { head: 'nginx-deployment', tail: '-4xk2p' }],
  ['web-0', 'StatefulSet/web', { head: 'web-0', tail: '' }],
])('shortName of %s', (name, owner, expected) => { expect(shortName(pod(name, owner))).toEqual(expected); });
