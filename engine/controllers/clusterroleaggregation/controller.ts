import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { nameOf } from '../owners.ts';
import { BY, reconcileAggregation } from './reconcile.ts';

const AGGREGATED = 'aggregated';

/** Any change of a role may concern all that gather. */
export const createClusterRoleAggregationController = (context: ComponentContext): Component => component(BY, () => {
  const roles = context.client.informer(KINDS.ClusterRole);
  roles.addIndex(AGGREGATED, ({ aggregationRule }) => (aggregationRule === undefined ? [] : ['']));
  const loop = createLoop(context, {
    source: BY,
    reconcile: (name) => {
      const role = roles.get(undefined, name);
      return role === undefined ? undefined : reconcileAggregation(role, roles.list());
    },
  });
  // Together: when a cluster starts, all roles come at once.
  const stop = roles.onChange(() => { for (const role of roles.by(AGGREGATED, '')) loop.add(nameOf(role), 1); });
  return () => { stop(); loop.stop(); };
});
