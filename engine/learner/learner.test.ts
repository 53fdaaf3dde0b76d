import { TEAM } from './testing/teamController.ts';
import { createSession, type InputBody, type Session } from '../session/index.ts';

const session = (): Session => createSession({ seed: 'learner', preset: 'three-nodes' });
const WATCHES = "export const watches = [{ apiVersion: 'v1', kind: 'ConfigMap', labels: { mine: 'yes' } }];\n";
const reconciling = (body: string): string => `${WATCHES}export function reconcile({ namespace, name, kind }, api) {\n${body}\n}\n`;
const start = (source: string, name = 'mine'): InputBody => ({ type: 'controller', name, source });
const type = (to: Session, ...lines: readonly string[]): string => {
  let out = '';
  const stop = to.onOutput((_, text) => { out += text; });
  for (const text of lines) { to.input({ type: 'line', terminal: 'main', text }); to.advance(2000); }
  stop();
  return out;
};
const log = (of: Session): readonly string[] => of.controllers().flatMap((one) => one.log.map(({ text }) => text));
/** A ConfigMap to look at, and one reconcile of it. */
const once = (source: string, ms = 2000): Session => {
  const made = session();
  type(made, 'kubectl create configmap one', 'kubectl label configmap one mine=yes');
  made.input(start(source));
  made.advance(ms);
  return made;
};


test('a controller brings about what is wanted, again and again, and stops when it is told', () => {
  const one = session();
  one.input(start(TEAM));
  type(one, 'kubectl create namespace shop', 'kubectl label namespace shop team=blue');
  expect(type(one, "kubectl get configmap team -n shop -o jsonpath='{.data.name}'")).toContain('blue');
  type(one, 'kubectl delete configmap team -n shop');
  expect(type(one, 'kubectl get configmap team -n shop -o name')).toContain('configmap/team');
  type(one, 'kubectl label namespace shop team=red --overwrite');
  expect(type(one, "kubectl get configmap team -n shop -o jsonpath='{.data.name}'")).toContain('red');
  one.input(start(''));
  expect(one.controllers()[0]?.state).toBe('stopped');
  type(one, 'kubectl delete configmap team -n shop');
  expect(type(one, 'kubectl get configmap team -n shop -o name')).toContain('NotFound');
  // Level, not edge: what was missed is made up for.
  one.input(start(TEAM));
  one.advance(2000);
  expect(type(one, 'kubectl get configmap team -n shop -o name')).toContain('configmap/team');
  expect(one.controllers()[0]).toMatchObject({ state: 'running', failures: 0 });
});

test('its requests are its own: account, rights, ownerReferences, events', () => {
  const one = session();
  const seen: string[] = [];
  one.input(start(TEAM));
  type(one, 'kubectl create namespace shop', 'kubectl label namespace shop team=blue');
  expect(type(one, 'kubectl auth can-i create pods --as=system:serviceaccount:default:mine')).toContain('yes');
  expect(type(one, 'kubectl get events')).toMatch(/Normal +Created +namespace\/shop +made the ConfigMap for team blue/);
  type(one, 'kubectl delete clusterrolebinding mine-is-admin', 'kubectl delete configmap team -n shop');
  seen.push(...log(one));
  expect(seen.at(-1)).toContain('configmaps is forbidden: User "system:serviceaccount:default:mine" cannot create resource "configmaps"');
});

test('the same inputs give the same bytes, in a replay, a branch and after undo', () => {
  const one = session();
  one.input(start(TEAM));
  type(one, 'kubectl create namespace shop', 'kubectl label namespace shop team=blue');
  one.advance(60_000);
  const twin = one.branch();
  expect(twin.hash()).toBe(one.hash());
  expect(twin.controllers()).toEqual(one.controllers());
  one.input(start(''));
  expect(one.undo().controllers()[0]?.state).toBe('running');
});

test.each<[what: string, source: string, said: RegExp | string, line?: number]>([
  ['a slip of the pen', 'export const watches = [;\n', 'SyntaxError: unexpected token in expression', 1],
  ['on a later line', `${WATCHES}\nexport function reconcile() {\n  const a b;\n}`, 'SyntaxError: missing initializer for const variable', 4],
  ['no reconcile', WATCHES, 'there is no reconcile: add `export function reconcile('],
  ['no watches', 'export function reconcile() {}', 'nothing is watched: add `export const watches'],
  ['watches of the wrong shape', 'export const watches = "pods"; export function reconcile() {}', 'watches is a list like'],
  ['an unknown kind', "export const watches = [{apiVersion: 'v1', kind: 'Pods'}]; export function reconcile() {}", 'no matches for kind "Pods" in version "v1"'],
  ['an unknown key', "export const watches = [{apiVersion: 'v1', kind: 'Pod', label: {}}]; export function reconcile() {}", 'watches[0] has apiVersion, kind, labels, owner; it has no label'],
  ['an owner without a version', "export const watches = [{apiVersion: 'v1', kind: 'Pod', owner: 'Namespace'}]; export function reconcile() {}", 'watches[0].owner is the kind of the owner'],
  ['async', `${WATCHES}export async function reconcile() {}`, 'reconcile is an async function; here it is a plain function'],
  ['a generator', `${WATCHES}export function* reconcile() {}`, 'reconcile is a generator'],
  ['await at the top', `await new Promise(() => {});\n${WATCHES}`, '`await` outside of a function waits'],
  ['an import', `import fs from 'fs';\n${WATCHES}`, "could not load module 'fs'"],
  ['api at the top', `api.list({});\n${WATCHES}`, "ReferenceError: 'api' is not defined", 1],
  ['a throw at the top', `\nthrow new Error('early');\n${WATCHES}`, 'Error: early', 2],
  ['brackets without an end', '['.repeat(60_000), 'SyntaxError: stack overflow', 1],
  ['an endless loop at the top', 'for (;;) {}', 'stopped after 2000000 steps: is there a loop without an end?'],
])('what cannot be started says why: %s', (_, source, said, ...[line]) => {
  const one = session();
  one.input(start(source));
  const [report] = one.controllers();
  expect(report?.state).toBe('broken');
  expect(report?.log).toHaveLength(1);
  expect(report?.log[0]).toMatchObject({ level: 'failed', text: expect.stringContaining(String(said)), ...(line === undefined ? {} : { line }) });
});

test.each<[what: string, body: string, said: string, line?: number]>([
  ['a property of nothing', '  return api.get({ apiVersion: "v1", kind: "Secret", namespace, name }).data;', "ConfigMap default/one: TypeError: cannot read property 'data' of", 3],
  ['a throw in a throw', '  [1].map(function inner() { throw new TypeError("no"); });', 'TypeError: no at inner (line 3), reconcile (line 3)', 3],
  ['an endless loop', '  while (true) {}', 'stopped after 2000000 steps: is there a loop without an end? at reconcile'],
  ['that is caught', '  try { for (;;) {} } catch { return; } finally { for (;;) {} }', 'stopped after 2000000 steps'],
  ['a regular expression without an end', '  /(a+)+b/.test("a".repeat(40));', 'stopped after 2000000 steps'],
  ['endless recursion', '  const again = () => 1 + again();\n  again();', 'stopped: a function calls itself without an end', 3],
  ['too much memory', '  const all = [];\n  for (;;) all.push({});', 'stopped: it asked for more than 16 MiB of memory'],
  ['a list without an end', '  const all = [];\n  all.length = 4e9;\n  all.indexOf(1);', 'this list is too long', 5],
  ['no list, but as long', '  Array.prototype.indexOf.call({ get length() { return 4e9; } }, 1);', 'this list is too long'],
  ['a search without an end', '  "a".repeat(5e5).indexOf("a".repeat(25e4) + "b");', 'this text is too long to be searched'],
  ['eval', '  eval("1");', 'eval, Function and import() are not there'],
  ['Function by the back door', '  ({}).constructor.constructor("return this")();', 'eval, Function and import() are not there'],
  ['import()', '  return import("fs");', 'reconcile returned a promise'],
  ['a promise', '  return Promise.resolve({ requeueAfter: 1 });', 'reconcile returned a promise; nobody waits for it'],
  ['something like a promise', '  return { then() {} };', 'reconcile returned a promise'],
  ['words for a time', '  return { requeueAfter: "5s" };', 'requeueAfter is a number of seconds, found "5s" (string)'],
  ['time that runs backwards', '  return { requeueAfter: -1 };', 'requeueAfter is a number of seconds, found -1'],
  ['no number', '  return { requeueAfter: 0 / 0 };', 'requeueAfter is a number of seconds, found null'],
  ['not an error', '  throw 7;', 'it threw 7, not an Error'],
  ['null', '  throw null;', 'it threw null, not an Error'],
  ['an error that does not like to be read', '  const e = new Error("a");\n  Object.defineProperty(e, "message", { get() { for (;;) {} } });\n  throw e;', 'it threw something that cannot be read'],
  ['an object with a toJSON', '  api.create({ toJSON() { throw new Error("gotcha"); } });', 'Error: gotcha'],
  ['an object in itself', '  const o = { apiVersion: "v1" };\n  o.self = o;\n  api.create(o);', 'this object is nested too deeply'],
  ['nothing to create', '  api.create();', 'api.create is given an object like'],
  ['an unknown kind', '  api.create({ apiVersion: "v1", kind: "Podd", metadata: { name, namespace } });', 'ApiError: no matches for kind "Podd" in version "v1"'],
  ['no kind', '  api.create({ metadata: { name } });', 'apiVersion and kind are missing'],
  ['no namespace', '  api.create({ apiVersion: "v1", kind: "ConfigMap", metadata: { name } });', 'metadata.namespace is missing: a ConfigMap lives in a namespace'],
  ['no name', '  api.get({ apiVersion: "v1", kind: "ConfigMap", namespace });', 'resource name may not be empty'],
  ['a field that is refused', '  api.create({ apiVersion: "v1", kind: "Pod", metadata: { name, namespace }, spec: { containers: [] } });', 'Pod "one" is invalid: spec.containers: Required value'],
  ['it is there already', '  api.create({ apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace } });', 'configmaps "one" already exists'],
  ['far too large', '  api.create({ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "big", namespace }, data: { a: "x".repeat(3145729) } });', 'Request entity too large: limit is 3145728'],
  ['api kept for later', '  globalThis.kept ??= api;\n  throw new Error("kept " + typeof kept.get);', 'kept function'],
])('what goes wrong while it runs says where, and comes again: %s', (_, body, said, ...[line]) => {
  const one = once(reconciling(body));
  const [report] = one.controllers();
  const failed = report?.log.filter(({ level }) => level === 'failed') ?? [];
  expect(failed[0]).toMatchObject({ text: expect.stringContaining(said), ...(line === undefined ? {} : { line }) });
  // 5, 10, 20, 40 ms …: it is tried again, ever more rarely.
  expect(failed.length).toBeGreaterThan(3);
  expect(failed.length).toBeLessThan(12);
  expect(report?.state).toBe('running');
});

test.each<[what: string, body: string, said: string]>([
  ['the error of the API server is an object', '  try { api.create({ apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace } }); } catch (e) { console.log(e.code, e.reason, e.name, e instanceof Error); }', '409 AlreadyExists ApiError true'],
  ['a conflict', '  const seen = api.get({ apiVersion: "v1", kind: "ConfigMap", namespace, name });\n  if (seen.data) return;\n  api.patch(seen, { data: { a: "1" } });\n  try { api.update({ ...seen, data: { b: "2" } }); } catch (e) { console.log(e.code, e.reason); }', '409 Conflict'],
  ['what is not there', '  console.log(api.get({ apiVersion: "v1", kind: "Secret", namespace, name: "no" }), api.list({ apiVersion: "v1", kind: "ConfigMap", namespace, labels: { mine: "yes" } }).length);', 'null 1'],
  ['a list by selector', '  console.log(api.list({ apiVersion: "v1", kind: "Node", labels: "!node-role.kubernetes.io/control-plane" }).map((n) => n.metadata.name).join());', 'node01,node02'],
  ['virtual time, in UTC', '  console.log(new Date().toISOString().slice(0, 13), new Date().getTimezoneOffset());', '2026-11-21T09 0'],
  ['what is spoilt is its own', '  Array.prototype.map = JSON.stringify = null;\n  Object.prototype.toJSON = () => 1;\n  delete Object.prototype.toJSON;\n  console.log([1], { a: 1 }, undefined, () => 1, new Error("e"));', '[1] {"a":1} undefined function  Error: e'],
  ['nothing of a browser or of Node', '  console.log([typeof fetch, typeof setTimeout, typeof process, typeof require, typeof WebAssembly, typeof Proxy, typeof document, typeof Intl].join());', 'undefined,undefined,undefined,undefined,undefined,undefined,undefined,undefined'],
  ['a long line is cut', '  console.log("x".repeat(5000));', `${'x'.repeat(2000)}…`],
  ['many lines are counted', '  for (let i = 0; i < 150; i++) console.log(i);', '… and 50 more lines of this reconcile'],
  ['what it remembers', '  globalThis.seen = (globalThis.seen ?? 0) + 1;\n  console.log("seen", seen);\n  if (seen < 3) return { requeueAfter: 0.1 };', 'seen 3'],
])('%s', (_, body, said) => { expect(log(once(reconciling(body)))).toContain(said); });

test('requeueAfter comes again at its time, by virtual time', () => {
  const one = once(reconciling('  console.log("look");\n  return { requeueAfter: 10 };'), 60_500);
  const looks = one.controllers()[0]?.log.filter(({ text }) => text === 'look').map(({ at }) => at) ?? [];
  expect(looks).toHaveLength(7);
  expect((looks[1] ?? 0) - (looks[0] ?? 0)).toBeGreaterThanOrEqual(10_000);
  expect((looks[1] ?? 0) - (looks[0] ?? 0)).toBeLessThan(10_050);
});

test('a failure rests 5 ms, then twice as long each time', () => {
  const one = once(reconciling('  throw new Error("no");'), 6000);
  const at = one.controllers()[0]?.log.filter(({ level }) => level === 'failed').map((line) => line.at) ?? [];
  const rests = at.slice(1).map((time, index) => time - (at[index] ?? 0));
  rests.forEach((rest, index) => { expect(rest).toBeGreaterThanOrEqual(5 * 2 ** index); expect(rest).toBeLessThanOrEqual(5 * 2 ** index + 5); });
});

test('a controller that fights with itself writes as often as its client may, and is told', () => {
  const one = once(reconciling('  const map = api.get({ apiVersion: "v1", kind: "ConfigMap", namespace, name });\n  api.patch(map, { data: { count: String(Number(map.data?.count ?? 0) + 1) } });'), 120_000);
  const [report] = one.controllers();
  // 5 a second. @k8s client-go/rest/config.go DefaultQPS
  expect(report?.writesLastMinute).toBeGreaterThan(290);
  expect(report?.writesLastMinute).toBeLessThanOrEqual(305);
  expect(log(one).find((text) => text.includes('was written'))).toMatch(/^configmaps\/default\/one was written 60 times within a minute\. Does each reconcile change/);
  expect(log(one).filter((text) => text.includes('was written')).length).toBeLessThanOrEqual(3);
});

test('a program out of memory starts anew and knows nothing', () => {
  const one = once(reconciling('  globalThis.times = (globalThis.times ?? 0) + 1;\n  console.log("time", times);\n  const all = [];\n  for (;;) all.push({});'));
  expect(log(one).filter((text) => text === 'time 1').length).toBeGreaterThan(1);
  expect(log(one)).not.toContain('time 2');
  expect(log(one)).toContain('started again: what it had in its variables is lost');
});

test.each([
  ['Mine', TEAM, /is no name for a controller/], ['a_b', TEAM, /is no name/], ['', TEAM, /is no name/], ['mine', 'x'.repeat(70_000), /65536 is the most/],
])('a start that is refused is told in the story: %p', (name, source, said) => {
  const one = session();
  one.input(start(source, name));
  expect(one.happenings(0).find(({ reason }) => reason === 'Refused')?.message).toMatch(said);
  expect(one.controllers()).toEqual([]);
});

test('five are the most', () => {
  const one = session();
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) one.input(start(TEAM, name));
  expect(one.controllers().map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e']);
});

test('without an API server it waits, and what it missed it does then', () => {
  const one = session();
  type(one, 'kubectl create namespace shop', 'kubectl label namespace shop team=blue');
  one.input({ type: 'fault', fault: 'component-stop', target: 'kube-apiserver' });
  one.advance(2000);
  one.input(start(TEAM));
  one.advance(2000);
  expect(one.controllers()[0]?.state).toBe('waiting');
  one.input({ type: 'fault', fault: 'component-start', target: 'kube-apiserver' });
  one.advance(90_000);
  expect(one.controllers()[0]?.state).toBe('running');
  expect(type(one, 'kubectl get configmap team -n shop -o name')).toContain('configmap/team');
});

test('it goes to the garbage collector what belongs to something that is gone', () => {
  const one = once(`export const watches = [{ apiVersion: 'v1', kind: 'ConfigMap', labels: { mine: 'yes' } }, { apiVersion: 'v1', kind: 'Pod', owner: { apiVersion: 'v1', kind: 'ConfigMap' } }];
export function reconcile({ namespace, name }, api) {
  const map = api.get({ apiVersion: 'v1', kind: 'ConfigMap', namespace, name });
  if (!map || api.get({ apiVersion: 'v1', kind: 'Pod', namespace, name })) return;
  api.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace, ownerReferences: [api.controllerReference(map)] }, spec: { containers: [{ name: 'a', image: 'nginx:1.14.2' }] } });
}
`, 20_000);
  expect(type(one, 'kubectl get pods')).toContain('one');
  type(one, 'kubectl delete pod one --now');
  one.advance(10_000);
  expect(type(one, 'kubectl get pods')).toContain('one');
  type(one, 'kubectl delete configmap one');
  one.advance(60_000);
  expect(type(one, 'kubectl get pods')).toContain('No resources found');
});
