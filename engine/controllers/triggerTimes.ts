/** When what is told by a slice happened: its annotation lets measure how fast the news spread. @k8s endpointslice/util/trigger_time_tracker.go */
import { podCondition, type Pod, type Service } from '../api/index.ts';
import { nameOf } from './owners.ts';

export type TriggerTimes = {
  /** The earliest change since the last call for this Service; undefined if nothing with a time changed. */
  compute(key: string, service: Service, pods: readonly Pod[]): string | undefined;
  forget(key: string): void;
};

export function createTriggerTimes(): TriggerTimes {
  const known = new Map<string, { readonly service: string; readonly pods: ReadonlyMap<string, string> }>();
  return {
    compute(key, service, pods) {
      const before = known.get(key);
      const created = service.metadata?.creationTimestamp ?? '';
      const times = new Map<string, string>();
      let earliest = before !== undefined && created > before.service ? created : undefined;
      for (const pod of pods) {
        const time = podCondition(pod, 'Ready')?.lastTransitionTime;
        if (time === undefined) continue;
        times.set(nameOf(pod), time);
        if (time > (before?.pods.get(nameOf(pod)) ?? '') && (earliest === undefined || time < earliest)) earliest = time;
      }
      known.set(key, { service: created, pods: times });
      return before === undefined ? created : earliest;
    },
    forget(key) { known.delete(key); },
  };
}
