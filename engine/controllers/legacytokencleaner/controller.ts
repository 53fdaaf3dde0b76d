import { KINDS } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createLoop } from '../loop.ts';
import { createTimers } from '../timers.ts';
import { BY, reconcileLegacyTokens } from './reconcile.ts';

/** @k8s cmd/kube-controller-manager/app/core.go startLegacyServiceAccountTokenCleaner */
const EVERY_MS = 24 * 3_600_000;

export const createLegacyTokenCleaner = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const [secrets, accounts] = [client.informer(KINDS.Secret), client.informer(KINDS.ServiceAccount)];
  const [pods, configMaps] = [client.informer(KINDS.Pod), client.informer(KINDS.ConfigMap)];
  const timers = createTimers(clock);
  const loop = createLoop(context, {
    source: BY, workers: 1,
    reconcile: () => reconcileLegacyTokens({
      secrets: secrets.list(), account: (namespace, name) => accounts.get(namespace, name), pods: (namespace) => pods.list(namespace), now: context.wall.now,
      trackedSince: configMaps.get('kube-system', 'kube-apiserver-legacy-service-account-token-tracking')?.data?.['since'],
    }),
  });
  loop.add('all');
  timers.every(EVERY_MS, () => loop.add('all'));
  return () => { timers.stop(); loop.stop(); };
});
