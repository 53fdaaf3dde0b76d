import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import type { ClusterIdentity } from '../../pki/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { nameOf, namespaceOf } from '../owners.ts';
import { BY, reconcileRootCa, ROOT_CA } from './reconcile.ts';

export const createRootCaPublisher = (context: ComponentContext, identity: ClusterIdentity): Component => component(BY, () => {
  const { client } = context;
  const namespaces = client.informer(KINDS.Namespace);
  const configMaps = client.informer(KINDS.ConfigMap);
  const loop = createLoop(context, {
    source: BY, callMs: 3,
    reconcile: (name) => {
      const namespace = namespaces.get(undefined, name);
      return namespace === undefined ? undefined : reconcileRootCa(namespace, configMaps.get(name, ROOT_CA), identity.authority.pem);
    },
  });
  const stops = [
    namespaces.onChange(({ type, object }) => { if (type !== 'DELETED') loop.add(nameOf(object)); }),
    configMaps.onChange(({ object }) => { if (nameOf(object) === ROOT_CA) loop.add(namespaceOf(object)); }),
  ];
  return () => { for (const stop of stops) stop(); loop.stop(); };
});
