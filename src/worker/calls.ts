/** What the host must know of calls. */
import { asksForSentences, leadsToSentences } from './sentences.ts';
import type { Call } from './protocol.ts';

/** Calls whose failure leaves the session as it was. */
export const harmless: ReadonlySet<Call['name']> = new Set(['open', 'trial', 'author', 'grade', 'validate', 'field', 'suggest', 'trace', 'lives', 'why', 'states', 'loads', 'controllers', 'read', 'help']);
/** Calls that may lead to `explain`. */
export function mayNeedSentences(call: Call): boolean {
  switch (call.name) {
    case 'input': return call.bodies.some(asksForSentences);
    case 'type': return call.lines.some(leadsToSentences);
    case 'openFile': return leadsToSentences(call.text);
    default: return false;
  }
}
