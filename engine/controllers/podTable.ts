/** What has been made of each pod of a list, kept from one sync to the next: of a Service's pods few have changed since the last one. */
import type { Pod } from '../api/index.ts';
import { nameOf } from './owners.ts';

/** Pods come in order of their names. */
export type PodTable<T extends object> = {
  /**
   * One answer for each pod; the same list as the last time if all answers are.
   * `make` returns what was known of the pod of that name where it is still right; `holds`: whether that is so for a pod that has not changed.
   */
  of(pods: readonly Pod[], make: (pod: Pod, known: T | undefined) => T, holds: (known: T) => boolean): readonly T[];
};

export function createPodTable<T extends object>(): PodTable<T> {
  let before: readonly Pod[] = [];
  let answers: readonly T[] = [];
  return {
    of(pods, make, holds) {
      let next: T[] | undefined = pods.length === before.length ? undefined : [];
      let at = 0;
      for (let i = 0; i < pods.length; i++) {
        const pod = pods[i] as Pod; // index < length
        while (at < before.length && before[at] !== pod && nameOf(before[at] as Pod) < nameOf(pod)) at++;
        const old = before[at];
        const isThere = old !== undefined && (old === pod || nameOf(old) === nameOf(pod));
        const known = isThere ? answers[at] : undefined;
        const answer = known !== undefined && old === pod && holds(known) ? known : make(pod, known);
        if (next === undefined && (answer !== known || at !== i)) next = answers.slice(0, i);
        next?.push(answer);
        if (isThere) at++;
      }
      before = pods;
      answers = next ?? answers;
      return answers;
    },
  };
}
