import type { PolicyRule } from '../schema/types.ts';
import { breakdownRule, printableRules, ruleAllowsPath, ruleAllowsResource, ruleCells, ruleText, uncoveredRules } from './policyRules.ts';

const rule = (verbs: string, group: string, resources: string, names = ''): PolicyRule => ({
  verbs: verbs.split(','), apiGroups: group.split(','), resources: resources.split(','), ...(names === '' ? {} : { resourceNames: names.split(',') }),
});
const path = (verbs: string, urls: string): PolicyRule => ({ verbs: verbs.split(','), nonResourceURLs: urls.split(',') });

/** Rule, then verb, group, resource, subresource, name. */
const RESOURCES: readonly (readonly [PolicyRule, string, string, string, string, string, boolean])[] = [
  [rule('get', '', 'pods'), 'get', '', 'pods', '', '', true],
  [rule('get', '', 'pods'), 'get', '', 'pods', 'log', '', false],
  [rule('get', '', 'pods/log'), 'get', '', 'pods', 'log', 'a', true],
  [rule('get', '', '*/log'), 'get', '', 'pods', 'log', 'a', true],
  [rule('get', '', '*/log'), 'get', '', 'pods', '', 'a', false],
  [rule('*', '*', '*'), 'fly', 'x', 'kites', 'tail', 'a', true],
  [rule('get', '', 'pods', 'a,b'), 'get', '', 'pods', '', 'b', true],
  [rule('get', '', 'pods', 'a,b'), 'list', '', 'pods', '', '', false],
  [rule('create', '', 'pods', 'a'), 'create', '', 'pods', '', '', false],
  [rule('get', 'apps', 'pods'), 'get', '', 'pods', '', '', false],
];
test.each(RESOURCES)('%j %s %s/%s %s %s', (given, verb, group, resource, subresource, name, allowed) => {
  expect(ruleAllowsResource(given, verb, group, resource, subresource, name)).toBe(allowed);
});

const URLS: readonly (readonly [PolicyRule, string, boolean])[] = [
  [path('get', '/healthz'), '/healthz', true], [path('get', '/healthz'), '/healthz/', false], [path('get', '/healthz/*'), '/healthz/etcd', true],
  [path('get', '/healthz*'), '/healthz/etcd', true], [path('get', '*'), '/x', true], [path('post', '*'), '/x', false],
];
test.each(URLS)('%j %s', (given, url, allowed) => { expect(ruleAllowsPath(given, 'get', url)).toBe(allowed); });

/** @k8s golden kubectl/create-rbac-imperative */
test('printed rules: apart, together by resource, in the order of their text', () => {
  const rules = [rule('get,list', 'apps', 'deployments,deployments/scale'), rule('update', 'apps', 'deployments'), rule('get,list', '', 'pods/log'), path('get', '/b,/a')];
  expect(printableRules(rules).map(ruleCells)).toEqual([
    ['deployments.apps', '[]', '[]', '[get list update]'], ['pods/log', '[]', '[]', '[get list]'], ['deployments.apps/scale', '[]', '[]', '[get list]'],
    ['', '[/a]', '[]', '[get]'], ['', '[/b]', '[]', '[get]'],
  ]);
});

const COVERS: readonly (readonly [string, readonly PolicyRule[], PolicyRule, readonly string[]])[] = [
  ['the same', [rule('get', '', 'pods')], rule('get', '', 'pods'), []],
  ['all verbs', [rule('*', '', 'pods')], rule('get,list', '', 'pods'), []],
  ['from two rules', [rule('get', '', 'pods'), rule('list', '', 'pods')], rule('get,list', '', 'pods'), []],
  ['a part', [rule('get', '', 'pods')], rule('get,list', '', 'pods'), ['{APIGroups:[""], Resources:["pods"], Verbs:["list"]}']],
  ['named is less than all', [rule('get', '', 'pods', 'a')], rule('get', '', 'pods'), ['{APIGroups:[""], Resources:["pods"], Verbs:["get"]}']],
  ['all is more than named', [rule('get', '', 'pods')], rule('get', '', 'pods', 'a'), []],
  ['subresources of everything', [rule('get', '', '*/log')], rule('get', '', 'pods/log'), []],
  ['a star is only covered by a star', [rule('get,list', '', 'pods')], rule('*', '', 'pods'), ['{APIGroups:[""], Resources:["pods"], Verbs:["*"]}']],
  ['paths', [path('get', '/a/*')], path('get', '/a/b,/c'), ['{NonResourceURLs:["/c"], Verbs:["get"]}']],
];
test.each(COVERS)('covered: %s', (_name, owned, wanted, missing) => { expect(uncoveredRules(owned, [wanted]).map(ruleText)).toEqual(missing); });

test('names are taken apart too', () => { expect(breakdownRule(rule('get', '', 'pods', 'a,b')).map(({ resourceNames }) => resourceNames)).toEqual([['a'], ['b']]); });
