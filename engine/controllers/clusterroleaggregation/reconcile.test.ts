import type { ClusterRole, PolicyRule } from '../../api/index.ts';
import { aggregatedRules } from './reconcile.ts';

const role = (name: string, labels: { readonly [key: string]: string }, rules: readonly PolicyRule[], gathers?: string): ClusterRole => ({
  metadata: { name, labels }, rules, ...(gathers === undefined ? {} : { aggregationRule: { clusterRoleSelectors: [{ matchLabels: { [gathers]: 'true' } }] } }),
});
const pods: PolicyRule = { apiGroups: [''], resources: ['pods'], verbs: ['get'] };
const nodes: PolicyRule = { apiGroups: [''], resources: ['nodes'], verbs: ['get'] };

const CASES: readonly (readonly [string, ClusterRole, readonly ClusterRole[], readonly PolicyRule[]])[] = [
  ['rules in the order of the names', role('all', {}, [], 'a'), [role('a', { a: 'true' }, [pods]), role('b', { a: 'true' }, [nodes])], [pods, nodes]],
  ['each rule once', role('all', {}, [], 'a'), [role('a', { a: 'true' }, [pods]), role('b', { a: 'true' }, [{ ...pods }])], [pods]],
  ['not what is labelled otherwise', role('all', {}, [], 'a'), [role('a', { a: 'false' }, [pods]), role('b', { b: 'true' }, [nodes])], []],
  ['not itself', role('all', { a: 'true' }, [nodes], 'a'), [role('all', { a: 'true' }, [nodes], 'a'), role('b', { a: 'true' }, [pods])], [pods]],
  ['own rules of a role that gathers are replaced', role('all', {}, [nodes], 'a'), [], []],
];

test.each(CASES)('%s', (_name, gathering, roles, expected) => { expect(aggregatedRules(gathering, roles)).toEqual(expected); });
