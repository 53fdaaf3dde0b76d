import { engineBreaches, sizeBreach } from './layers.ts';

const messages = (file: string, text: string): string[] => engineBreaches(file, text).map((b) => b.message);

test.each([
  ['a lower layer through its door', 'engine/kubelet/a.ts', "import { x } from '../client/index.ts';", []],
  ['a higher layer', 'engine/client/a.ts', "import { x } from '../kubelet/index.ts';", ['imports kubelet, a higher layer']],
  ['past the door', 'engine/kubelet/a.ts', "import { x } from '../client/informer.ts';", ['imports ../client/informer.ts: go through engine/client/index.ts']],
  ['strangers', 'engine/kubectl/a.ts', "import { x } from '../kubelet/index.ts';", ['imports kubelet: the two meet at the API server only']],
  ['siblings', 'engine/controllers/deployment/a.ts', "import { x } from '../replicaset/b.ts';", ['imports its sibling replicaset: move the shared part down']],
  ['a file shared by siblings', 'engine/controllers/deployment/a.ts', "import { x } from '../podControl.ts';", []],
  ['the site', 'engine/session/a.ts', "import { x } from '../../src/worker/client.ts';", ['imports ../../src/worker/client.ts: the engine knows nothing outside itself']],
  ['node in the core', 'engine/store/a.ts', "import { x } from 'node:fs';", ['imports node:fs: the engine also runs in browsers']],
  ['node in serve', 'engine/serve/a.ts', "import { x } from 'node:http';", []],
  ['a stray package', 'engine/kubelet/a.ts', "import { setup } from 'xstate';", ['imports xstate: not a package of engine/kubelet']],
  ['a type import counts too', 'engine/base/a.ts', "import type { Clock } from '../time/index.ts';", ['imports time, a higher layer']],
  ['tests', 'engine/base/a.test.ts', "import { Clock } from '../time/clock.ts';", []],
])('%s', (_what, file, text, expected) => {
  expect(messages(file, text)).toEqual(expected);
});

test('a file over the cap is told its size', () => {
  expect(sizeBreach('engine/store/a.ts', 'x\n'.repeat(401))[0]?.message).toMatch('has 401 lines, the cap is 400');
  expect(sizeBreach('engine/store/a.data.ts', 'x\n'.repeat(900))).toEqual([]);
});
