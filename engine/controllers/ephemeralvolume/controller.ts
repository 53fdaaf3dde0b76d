import { KINDS, type Pod } from '../../api/index.ts';
import type { Component, ComponentContext } from '../../client/index.ts';
import { component } from '../component.ts';
import { createTimers } from '../timers.ts';
import { BY, missingClaims } from './reconcile.ts';

/** @k8s golden cluster/vol-ephemeral-subpathexpr (the claim is there a moment after the first FailedScheduling) */
const WORK_MS = 12;
/** A claim of somebody else has to go first. */
const AGAIN_MS = 10_000;

export const createEphemeralVolumeController = (context: ComponentContext): Component => component(BY, () => {
  const { client, clock } = context;
  const [pods, claims] = [client.informer(KINDS.Pod), client.informer(KINDS.PersistentVolumeClaim)];
  const recorder = context.recorder(BY);
  const timers = createTimers(clock);
  const look = (namespace: string | undefined, name: string): void => {
    const pod = pods.get(namespace, name);
    if (pod === undefined) return;
    for (const wish of missingClaims(pod, (claim) => claims.get(namespace, claim))) {
      if ('claim' in wish) client.create(KINDS.PersistentVolumeClaim, wish.claim, { by: BY, rule: 'a pod wants a volume of its own', cause: `pods/${namespace ?? ''}/${name}` });
      else {
        recorder.event(pod, 'Warning', 'FailedBinding', `ephemeral volume: ${wish.conflict}`);
        timers.after(AGAIN_MS, () => look(namespace, name));
      }
    }
  };
  const hasOne = ({ spec }: Pod): boolean => spec?.volumes?.some(({ ephemeral }) => ephemeral !== undefined) === true;
  const later = (pod: Pod): void => { timers.after(WORK_MS, () => look(pod.metadata?.namespace, pod.metadata?.name ?? '')); };
  const stops = [
    pods.onChange(({ type, object }) => { if (type === 'ADDED' && hasOne(object)) later(object); }),
    // Whoever deletes the claim of a living pod sees it come back.
    claims.onChange(({ type, object }) => {
      const owner = object.metadata?.ownerReferences?.find(({ kind, controller }) => kind === 'Pod' && controller === true);
      const pod = type !== 'DELETED' || owner === undefined ? undefined : pods.get(object.metadata?.namespace, owner.name);
      if (pod !== undefined) later(pod);
    }),
  ];
  return () => { for (const stop of stops) stop(); timers.stop(); };
});
