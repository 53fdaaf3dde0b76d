import { plainText, sourceOf, sourcesByHeading } from './sources.ts';

test.each([
  ['https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase', { kind: 'page', href: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-phase', text: 'kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle#pod-phase' }],
  ['pods/pod-exec', { kind: 'recorded', name: 'pods/pod-exec' }],
  ['docker/run', { kind: 'docker', name: 'docker/run' }],
  ['observed-1.36-kubectl §2.1', { kind: 'measured' }],
  ['kubernetes-behaviour §5', { kind: 'read' }],
])('%s', (at, expected) => { expect(sourceOf(at)).toEqual(expected); });

test('in the order of the headings, each once', () => {
  const matter = [{ for: 'two', at: 'pods/b' }, { for: 'one', at: 'observed-1.36 §1' }, { for: 'one', at: 'observed-1.36 §2' }, { for: 'intro', at: 'pods/a' }, { for: 'gone', at: 'pods/c' }, 7, { for: 'one' }];
  expect(sourcesByHeading(matter, ['one', 'two'])).toEqual([['intro', [{ kind: 'recorded', name: 'pods/a' }]], ['one', [{ kind: 'measured' }]], ['two', [{ kind: 'recorded', name: 'pods/b' }]]]);
  expect([sourcesByHeading(undefined, ['one']), sourcesByHeading('x', [])]).toEqual([[], []]);
});

test('a heading without tags', () => { expect(plainText('What <code>a &lt; b</code> says &amp; means')).toBe('What a < b says & means'); });
