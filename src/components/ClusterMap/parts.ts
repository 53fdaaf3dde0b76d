/** A program of the control plane as one word of the look. */
import { translate } from '@docusaurus/Translate';
import type { PartRow, VisibleState } from '@site/src/worker/protocol.ts';

export function partState({ running, wanted }: PartRow): VisibleState {
  if (running) return wanted ? 'running' : 'terminating';
  return wanted ? 'creating' : 'failed';
}
export function partWord(part: PartRow): string {
  switch (partState(part)) {
    case 'running': return translate({ id: 'peapod.part.runs', message: 'runs' });
    case 'terminating': return translate({ id: 'peapod.part.stopping', message: 'about to stop' });
    case 'creating': return translate({ id: 'peapod.part.starting', message: 'not running yet' });
    default: return translate({ id: 'peapod.part.stopped', message: 'stopped' });
  }
}
