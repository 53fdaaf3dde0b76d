/** When what is told by a slice happened: its annotation lets measure how fast the news spread. @k8s endpointslice/util/trigger_time_tracker.go */
import { podCondition, type Pod, type Service } from '../api/index.ts';
import { nameOf } from './owners.ts';

export type TriggerTimes = {
  /** The earliest change since the last call for this Service; undefined if nothing with a time changed. */
  compute(key: string, service: Service, pods: readonly Pod[]): string | undefined;
  forget(key: string): void;
};

type Known = { service: string; pods: readonly Pod[]; readonly times: Map<string, string> };

const readyTime = (pod: Pod): string | undefined => podCondition(pod, 'Ready')?.lastTransitionTime;

export function createTriggerTimes(): TriggerTimes {
  const known = new Map<string, Known>();
  return {
    compute(key, service, pods) {
      const before = known.get(key);
      const created = service.metadata?.creationTimestamp ?? '';
      const last = before ?? { service: created, pods: [], times: new Map<string, string>() };
      let earliest = created > last.service ? created : undefined;
      const { changed, gone } = difference(last.pods, pods);
      for (const pod of changed) {
        const time = readyTime(pod);
        if (time !== undefined && time > (last.times.get(nameOf(pod)) ?? '') && (earliest === undefined || time < earliest)) earliest = time;
      }
      for (const pod of gone) last.times.delete(nameOf(pod));
      for (const pod of changed) {
        const time = readyTime(pod);
        if (time === undefined) last.times.delete(nameOf(pod)); else last.times.set(nameOf(pod), time);
      }
      last.service = created;
      last.pods = pods;
      known.set(key, last);
      return before === undefined ? created : earliest;
    },
    forget(key) { known.delete(key); },
  };
}

/** Both in order of names: few of thousands differ, and only those cost more than a comparison. */
function difference(before: readonly Pod[], now: readonly Pod[]): { readonly changed: readonly Pod[]; readonly gone: readonly Pod[] } {
  const changed: Pod[] = [];
  const gone: Pod[] = [];
  let at = 0;
  for (const pod of now) {
    for (let old = before[at]; old !== undefined && old !== pod && nameOf(old) < nameOf(pod); old = before[at]) { gone.push(old); at++; }
    const old = before[at];
    if (old !== pod) changed.push(pod);
    if (old !== undefined && (old === pod || nameOf(old) === nameOf(pod))) at++;
  }
  return { changed, gone: [...gone, ...before.slice(at)] };
}
