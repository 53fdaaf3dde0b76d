import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { nameOf } from '../owners.ts';
import { BY, reconcileCidr } from './reconcile.ts';

export const createServiceCidrController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const cidrs = client.informer(KINDS.ServiceCIDR);
  const addresses = client.informer(KINDS.IPAddress);
  const loop = createLoop(context, {
    source: BY,
    reconcile: (name) => {
      const cidr = cidrs.get(undefined, name);
      return cidr && reconcileCidr(cidr, { now: clock.now, others: cidrs.list().filter((other) => nameOf(other) !== name), addresses: addresses.list() });
    },
  });
  const again = (): void => { for (const cidr of cidrs.list()) if (cidr.metadata?.deletionTimestamp !== undefined) loop.add(nameOf(cidr)); };
  const stops = [
    cidrs.onChange(({ type, object }) => { if (type === 'DELETED') again(); else loop.add(nameOf(object)); }),
    addresses.onChange(({ type }) => { if (type === 'DELETED') again(); }),
  ];
  return () => { for (const stop of stops) stop(); loop.stop(); };
});
