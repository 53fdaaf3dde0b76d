/** What becomes of a field, in the reader's words. */
import { translate } from '@docusaurus/Translate';
import type { DefinitionSheet } from '@site/src/plugins/course/fields.ts';

export type Verdict = DefinitionSheet['groups'][number]['verdict'];
export const ORDER: readonly Verdict[] = ['simulated', 'stored', 'quiet', 'refused'];
export const verdictWords = (): { readonly [verdict in Verdict]: string } => ({
  simulated: translate({ id: 'peapod.limits.simulated', message: 'Takes effect' }),
  stored: translate({ id: 'peapod.limits.stored', message: 'Kept, with a warning' }),
  quiet: translate({ id: 'peapod.limits.quiet', message: 'Kept, harmless' }),
  refused: translate({ id: 'peapod.limits.refused', message: 'Refused' }),
});
