/** A quiz as it was read. */
import type { Places } from '../format/read.ts';
import type { QuizFile } from '../format/quiz.ts';

export type QuizSource = {
  readonly file: string; readonly spec: QuizFile; readonly at: Places;
  /** Texts of exercises/manifests by name. */
  readonly manifests: (name: string) => string | undefined;
};
