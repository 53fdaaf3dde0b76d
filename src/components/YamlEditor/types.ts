/** Lines and columns count from 1, as kubectl and editors print them. */
export type Diagnostic = { readonly line: number; readonly column: number; readonly message: string; readonly severity: 'error' | 'warning' };
export type EditorHandle = { focus(): void; replace(text: string): void; goTo(place: { readonly line: number; readonly column: number }): void; destroy(): void };
