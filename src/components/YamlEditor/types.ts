export type { Problem as Diagnostic } from '@site/src/worker/protocol.ts';
export type EditorHandle = { focus(): void; replace(text: string): void; goTo(place: { readonly line: number; readonly column: number }): void; destroy(): void };
import type { FieldHelp, FieldPlace, Suggestion } from '@site/src/worker/protocol.ts';

/** What the engine tells about fields; without a session there is nothing to ask. */
export type FieldGuide = {
  readonly field: (place: FieldPlace) => Promise<FieldHelp | null>;
  readonly suggest: (place: FieldPlace, part: 'key' | 'value') => Promise<readonly Suggestion[]>;
};
