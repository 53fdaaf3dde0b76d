/** What the worker does for labs: the learner's variant, ticks while they work, the examiner. A script of its own that lessons never load. */
import { gradeInSlices, labSession, readHandIn, tickLab, tickWay, variantOf, watchWay } from '@site/engine/grading/index.ts';
import type { OpenSession, SessionOptions } from '@site/engine/session/index.ts';
import { commandsIn } from '@site/engine/grading/index.ts';
import type { Grading } from './grading.ts';
import type { Hosted, Run } from './hosted.ts';
import type { LabTick, LabWork, SessionSpec } from './protocol.ts';
import { seedOf } from './protocol.ts';

export function labParts(lab: LabWork) {
  const options = (spec: SessionSpec): SessionOptions => {
    const own = labSession(lab, seedOf(spec));
    return { ...own, files: { ...own.files, ...spec.files } };
  };
  /** Called before the first input: constraints are about all that reaches the API server. */
  const ticksOf = ({ cluster, session }: OpenSession): (() => readonly LabTick[]) => {
    const { spec } = variantOf(lab, session.file().seed).lab;
    if (spec.constraints.length === 0) return () => tickLab(spec, cluster.client);
    const { asked } = watchWay(cluster);
    return () => [...tickWay(spec, { asked, commands: commandsIn(session.file().inputs) }), ...tickLab(spec, cluster.client)];
  };
  /** The page accepts what `grade` on the command line accepts, and nothing else. */
  function* grade({ session }: Hosted): Grading {
    const file = session.file();
    const read = readHandIn(JSON.stringify(file), lab);
    if (!read.ok) return { refused: read.problems.map(({ message }) => message) };
    return yield* gradeInSlices(lab, file.seed, file.inputs, file.end);
  }
  const limit = lab.spec.allow.maxCommands;
  const lines: Run['lines'] = limit === undefined ? undefined : { used: commandsIn, limit };
  return { options, ticksOf, grade, ...(lines === undefined ? {} : { lines }) };
}
