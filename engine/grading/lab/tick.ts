/** What a page can tick while the learner works: the checks that need no examiner. Nothing is changed by looking. */
import type { Client } from '../../client/index.ts';
import { makeJudge } from '../check/judge.ts';
import type { Text } from '../format/common.ts';
import type { LabFile } from '../format/lab.ts';
import { judgeWay, usedOf, type Way } from './way.ts';

export type Tick = {
  readonly id: string;
  /** `later`: behaviour, judged on a copy of the cluster when the work is handed in. */
  readonly state: 'holds' | 'open' | 'later';
  readonly seen: Text | undefined;
};

export function tickLab(spec: LabFile, client: Client): readonly Tick[] {
  return spec.checks.map((check): Tick => {
    const later = check.when.after !== undefined || check.when.mode === 'always' || check.when.mode === 'never' || check.load !== undefined || check.command !== undefined;
    const made = later ? undefined : makeJudge(check);
    if (made === undefined || !made.ok) return { id: check.id, state: 'later', seen: undefined };
    const { holds, seen } = made.judge.judge({ list: (kind, namespace) => client.informer(kind).list(namespace) });
    return { id: check.id, state: holds ? 'holds' : 'open', seen };
  });
}

/** The constraints as they stand, with what is used up of them. */
export type WayTick = Tick & { readonly used: number; readonly limit: number };
export const tickWay = (spec: LabFile, way: Way): readonly WayTick[] => spec.constraints.map((constraint): WayTick => {
  const { passed, seen } = judgeWay(constraint, way);
  return { id: constraint.id, state: passed ? 'holds' : 'open', seen, ...usedOf(constraint, way) };
});
