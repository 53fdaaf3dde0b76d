/** Help for what was just typed. A script of its own: it is fetched once somebody has typed something. */
import entries from '@generated/course/default/help.json';
import { fillHelp, findHelp, type HelpTurn } from '@site/engine/grading/help/find.ts';
import { helpWorld } from '@site/engine/grading/help/world.ts';
import type { Hosted } from './hosted.ts';
import type { Help } from './protocol.ts';

/** Where what is wrong in the cluster is for the reader to find out, only errors are explained. */
const isExercise = ({ spec }: Hosted): boolean => spec.lab !== undefined || spec.proof !== undefined;

export function helpFor(hosted: Hosted, turns: readonly HelpTurn[]): Help | null {
  const found = findHelp(entries, turns, isExercise(hosted) ? undefined : helpWorld(hosted.session));
  if (found === undefined) return null;
  const { entry: { id, why, next, lesson }, values } = found;
  return {
    id, why: fillHelp(why, values), lesson,
    ...(next === undefined ? {} : { next: fillHelp(next, values) }),
    ...(values['name'] === undefined ? {} : { about: values['name'].split(' ')[0] ?? '' }),
  };
}
