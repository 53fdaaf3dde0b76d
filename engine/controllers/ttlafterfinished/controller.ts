import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { keyOf, splitKey } from '../owners.ts';
import { BY, expiresAt, reconcileTtl } from './reconcile.ts';

export const createTtlAfterFinishedController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const jobs = client.informer(KINDS.Job);
  const loop = createLoop(context, {
    source: BY,
    reconcile: (key) => {
      const { namespace, name } = splitKey(key);
      const job = jobs.get(namespace, name);
      return job === undefined ? undefined : reconcileTtl(job, clock.now);
    },
  });
  const stop = jobs.onChange(({ type, object }) => { if (type !== 'DELETED' && expiresAt(object) !== undefined) loop.add(keyOf(object)); });
  return () => { stop(); loop.stop(); };
});
