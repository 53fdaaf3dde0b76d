import { parsePath, valueAt } from './path.ts';

const object = { metadata: { labels: { 'app.kubernetes.io/name': 'web' } }, spec: { containers: [{ name: 'a', image: 'x' }, { name: 'b', image: 'y' }] } };

test.each<[string, unknown]>([
  ['spec.containers[1].image', 'y'],
  ['spec.containers[name=b].image', 'y'],
  ["metadata.labels['app.kubernetes.io/name']", 'web'],
  ['spec.containers[2].image', undefined],
  ['spec.containers.image', undefined],
  ['metadata.constructor', undefined],
])('%s', (path, expected) => { expect(valueAt(object, parsePath(path) ?? [])).toEqual(expected); });

test.each(['', '.spec', 'spec..a', 'spec[', 'spec[x]', 'spec a', 'spec.containers[0]image.'])('%j is no path', (text) => { expect(parsePath(text)).toBeUndefined(); });
