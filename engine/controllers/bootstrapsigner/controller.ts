import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { isBootstrapToken } from '../bootstrapTokens.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { nameOf, namespaceOf } from '../owners.ts';
import { BY, reconcileSignatures } from './reconcile.ts';

const INFO = { namespace: 'kube-public', name: 'cluster-info' } as const;

export const createBootstrapSigner = (context: ComponentContext): Component => component(BY, () => {
  const { client } = context;
  const [secrets, configMaps] = [client.informer(KINDS.Secret), client.informer(KINDS.ConfigMap)];
  const loop = createLoop(context, {
    source: BY, workers: 1,
    reconcile: () => {
      const info = configMaps.get(INFO.namespace, INFO.name);
      return info && reconcileSignatures(info, secrets.list('kube-system').filter(isBootstrapToken), context.wall.now);
    },
  });
  const stops = [
    configMaps.onChange(({ type, object }) => { if (type !== 'DELETED' && nameOf(object) === INFO.name && namespaceOf(object) === INFO.namespace) loop.add(INFO.name); }),
    secrets.onChange(({ object }) => { if (isBootstrapToken(object)) loop.add(INFO.name); }),
  ];
  return () => { for (const stop of stops) stop(); loop.stop(); };
});
