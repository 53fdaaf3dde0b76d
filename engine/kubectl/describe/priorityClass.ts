import type { PriorityClass } from '../../api/index.ts';
import type { Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { createLines, labelsLine } from './writer.ts';

/** @k8s kubectl/pkg/describe describePriorityClass; golden cluster/sched-priorityclass-errors */
export const describePriorityClass: Describer = (object, context) => {
  const found = object as unknown as PriorityClass;
  const lines = createLines();
  lines.add(0, `Name:\t${found.metadata?.name}`);
  lines.add(0, `Value:\t${found.value ?? 0}`);
  lines.add(0, `GlobalDefault:\t${found.globalDefault ?? false}`);
  lines.add(0, `PreemptionPolicy:\t${found.preemptionPolicy ?? ''}`);
  lines.add(0, `Description:\t${found.description ?? ''}`);
  lines.add(0, `Annotations:\t${labelsLine(found.metadata?.annotations)}`);
  addEventsOf(lines, context, found);
  return lines.toString();
};
