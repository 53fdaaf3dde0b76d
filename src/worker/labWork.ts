/** What the worker does for labs: the learner's variant, ticks while they work, the examiner. A script of its own that lessons never load. */
import { gradeInSlices, labSession, tickLab, tickWay, variantOf, watchWay } from '@site/engine/grading/index.ts';
import type { OpenSession, SessionOptions } from '@site/engine/session/index.ts';
import { commandsIn } from '@site/engine/grading/index.ts';
import type { Grading } from './grading.ts';
import type { Hosted } from './hosted.ts';
import type { LabTick, LabWork, SessionSpec } from './protocol.ts';
import { seedOf } from './protocol.ts';

export function labParts(lab: LabWork) {
  const options = (spec: SessionSpec): SessionOptions => ({ ...labSession(lab, seedOf(spec)), files: spec.files });
  /** Called before the first input: constraints are about all that reaches the API server. */
  const ticksOf = ({ cluster, session }: OpenSession): (() => readonly LabTick[]) => {
    const { spec } = variantOf(lab, session.file().seed).lab;
    if (spec.constraints.length === 0) return () => tickLab(spec, cluster.client);
    const { asked } = watchWay(cluster);
    return () => [...tickWay(spec, { asked, commands: commandsIn(session.file().inputs) }), ...tickLab(spec, cluster.client)];
  };
  const grade = ({ session }: Hosted): Grading => {
    const { seed, inputs, end } = session.file();
    return gradeInSlices(lab, seed, inputs, end);
  };
  return { options, ticksOf, grade };
}
