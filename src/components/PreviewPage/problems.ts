/** What the engine says of the files, by file as the author has it open. */
import type { Diagnostic } from '@site/engine/grading/diagnostic.ts';
import type { Draft } from './types.ts';

/** `path`: in the exercise's own folder; '' where none is meant. */
export type Problem = Omit<Diagnostic, 'file'> & { readonly path: string };

export function problemsOf(diagnostics: readonly Diagnostic[], { kind, slug }: Pick<Draft, 'kind' | 'slug'>): readonly Problem[] {
  const prefix = kind === 'lab' ? `exercises/labs/${slug}/` : 'exercises/quizzes/';
  return diagnostics.map(({ file, ...rest }) => ({ ...rest, path: file.startsWith(prefix) ? file.slice(prefix.length) : '' }));
}
/** A file that is asked for and not there: it can be made. */
export const missingFile = ({ path, message }: Problem): string | undefined => (message === 'this file is missing' ? path : undefined);
