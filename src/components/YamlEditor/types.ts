export type { Problem as Diagnostic } from '@site/src/worker/protocol.ts';
export type EditorHandle = { focus(): void; replace(text: string): void; goTo(place: { readonly line: number; readonly column: number }): void; destroy(): void };
