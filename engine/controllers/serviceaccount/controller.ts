import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { nameOf, namespaceOf } from '../owners.ts';
import { BY, DEFAULT, reconcileDefaultAccount } from './reconcile.ts';

export const createServiceAccountController = (context: ComponentContext): Component => component(BY, () => {
  const { client } = context;
  const namespaces = client.informer(KINDS.Namespace);
  const accounts = client.informer(KINDS.ServiceAccount);
  const loop = createLoop(context, {
    source: BY,
    reconcile: (name) => {
      const namespace = namespaces.get(undefined, name);
      return namespace === undefined ? undefined : reconcileDefaultAccount(namespace, accounts.get(name, DEFAULT));
    },
  });
  const stops = [
    namespaces.onChange(({ type, object }) => { if (type !== 'DELETED') loop.add(nameOf(object)); }),
    accounts.onChange(({ type, object }) => { if (type === 'DELETED') loop.add(namespaceOf(object)); }),
  ];
  return () => { for (const stop of stops) stop(); loop.stop(); };
});
