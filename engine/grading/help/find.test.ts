import { createSession } from '../../session/index.ts';
import { helpFile, type HelpEntry } from '../format/help.ts';
import { fillHelp, findHelp, type HelpTurn, type HelpWorld } from './find.ts';
import { tryTurn } from './prove.ts';
import { helpWorld } from './world.ts';

const text = { en: 'Because of {{1}}.', zh: '因为 {{1}}。' };
const entry = (id: string, when: object): HelpEntry => helpFile.shape.help.element.parse({ id, when, why: text, lesson: 'a/b#c', tried: [['x']] });
const entries = [
  entry('narrow', { output: 'no matches for kind "[^"]*" in version "extensions/[^"]*"' }),
  entry('wide', { output: 'no matches for kind "[^"]*"' }),
  entry('typed', { output: '^no$', line: 'can-i' }),
  entry('pod', { apiVersion: 'v1', kind: 'Pod', expr: "object.status.phase == 'Pending' && age >= 10.0" }),
  entry('alone', { apiVersion: 'v1', kind: 'Service', expr: 'pods.size() == 0', bind: { pods: { apiVersion: 'v1', kind: 'Pod', many: true } } }),
];
const pod = (name: string, more: object = {}): object => ({ metadata: { name, namespace: 'default', creationTimestamp: '2026-11-21T09:00:00Z', ...more }, status: { phase: 'Pending' } });
const world = (objects: { readonly Pod?: readonly object[]; readonly Service?: readonly object[] }, seconds = 60): HelpWorld => ({
  now: Date.parse('2026-11-21T09:00:00Z') + seconds * 1000, namespace: 'default',
  list: (kind, namespace) => ((objects[kind.kind as 'Pod'] ?? []) as ReturnType<HelpWorld['list']>).filter(({ metadata }) => namespace === undefined || metadata?.namespace === namespace),
});
const kubectl = (line: string, output = ''): HelpTurn => ({ line: `kubectl ${line}`, output });

test.each<[string, readonly HelpTurn[], HelpWorld | undefined, string | undefined]>([
  ['the first that fits', [kubectl('apply', 'no matches for kind "A" in version "extensions/v1"')], undefined, 'narrow'],
  ['else a wider one', [kubectl('apply', 'no matches for kind "A" in version "v2"')], undefined, 'wide'],
  ['what was typed counts where a help says so', [kubectl('auth can-i list pods', 'no')], undefined, 'typed'],
  ['and only there', [kubectl('get pod web -o name', 'no')], undefined, undefined],
  ['any of several commands', [kubectl('get', 'fine'), kubectl('apply', 'no matches for kind "A"')], undefined, 'wide'],
  ['nothing for what is expected', [{ ...kubectl('apply', 'no matches for kind "A"'), expected: 'no matches for kind "B"' }], undefined, undefined],
  ['a pod that is named', [kubectl('get pods', 'web   0/1')], world({ Pod: [pod('web')] }), 'pod'],
  ['by its owner', [kubectl('apply -f x', 'deployment.apps/web created')], world({ Pod: [pod('web-5d-x', { ownerReferences: [{}] })] }), 'pod'],
  ['not one that only begins alike', [kubectl('get pod web', 'web')], world({ Pod: [pod('web-2')] }), undefined],
  ['not one of another namespace', [kubectl('get pods -n shop', 'web')], world({ Pod: [pod('web')] }), undefined],
  ['one of the namespace that is named', [kubectl('get pods -n shop', 'web')], world({ Pod: [pod('web', { namespace: 'shop' })] }), 'pod'],
  ['not too early', [kubectl('get pods', 'web')], world({ Pod: [pod('web')] }, 5), undefined],
  ['not where something else was typed', [{ line: 'echo web', output: 'web' }], world({ Pod: [pod('web')] }), undefined],
  ['not for a live block', [{ ...kubectl('get pods', 'web'), expected: '' }], world({ Pod: [pod('web')] }), undefined],
  ['with what is bound', [kubectl('get svc', 'web')], world({ Service: [pod('web')] }), 'alone'],
  ['what is bound is of the same namespace', [kubectl('get svc', 'web')], world({ Service: [pod('web')], Pod: [pod('other', { namespace: 'shop' })] }), 'alone'],
])('%s', (_, turns, cluster, expected) => { expect(findHelp(entries, turns, cluster)?.entry.id).toBe(expected); });

test('what is in quotes, and the object, stand in the text', () => {
  const { values = {} } = findHelp(entries, [kubectl('apply', 'no matches for kind "A" in version "extensions/v1beta1"')], undefined) ?? {};
  expect(fillHelp('{{1}} in {{2}}, {{3}}', values)).toBe('A in extensions/v1beta1, {{3}}');
  expect(findHelp(entries, [kubectl('get pods -n shop', 'web')], world({ Pod: [pod('web', { namespace: 'shop' })] }))?.values).toEqual({ name: 'web -n shop' });
});

test('a long output is looked at where errors stand, and takes no time', () => {
  const began = performance.now();
  expect(findHelp(entries, [kubectl('logs', `${'x "'.repeat(200_000)}\nno matches for kind "A"`)], undefined)?.entry.id).toBe('wide');
  expect(performance.now() - began).toBeLessThan(500);
});

test('the namespace is the one that the reader has chosen; a silent API server says nothing', () => {
  const session = createSession({ seed: 'help', preset: 'three-nodes', files: {} });
  session.terminal('main');
  expect(helpWorld(session).namespace).toBe('default');
  session.input({ type: 'line', terminal: 'main', text: 'kubectl config set-context --current --namespace=shop' });
  session.advance(2000);
  expect(helpWorld(session).namespace).toBe('shop');
  session.input({ type: 'fault', fault: 'component-stop', target: 'kube-apiserver' });
  session.advance(5000);
  expect(() => findHelp(entries, [kubectl('get pods', 'web')], helpWorld(session))).not.toThrow();
});

test('a turn is tried on a cluster of its own', () => {
  expect(tryTurn(entries, ['echo one', "printf 'no matches for kind \"A\"'"], {})).toEqual({ lines: ['echo one', "printf 'no matches for kind \"A\"'"], output: 'no matches for kind "A"', id: 'wide' });
});
