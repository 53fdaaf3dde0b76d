import type { Lab } from '../../../engine/grading/index.ts';
import type { Charts } from './charts/types.ts';
import type { FieldsSheet } from './fields.ts';
import type { Text } from './read.ts';

export type OutlineItem = { readonly kind: 'lesson' | 'lab' | 'quiz'; readonly id: string; readonly title: Text; readonly summary: Text; readonly path: string };
export type CourseOutline = { readonly modules: readonly { readonly id: string; readonly title: Text; readonly items: readonly OutlineItem[] }[] };

export type LabData = Pick<Lab, 'slug' | 'spec' | 'start' | 'contentHash' | 'solution'>;
/** A quiz with the keys that the engine found. */
export type QuizSheet = {
  readonly slug: string; readonly title: Text;
  readonly questions: readonly {
    readonly id: string; readonly type: 'predict-state' | 'predict-output' | 'choose-command'; readonly skill: string; readonly stem: Text;
    /** What is typed in a predict-output question, and what the engine printed for the right option; '' without. */
    readonly command: string; readonly proof: string;
    readonly options: readonly { readonly text: Text; readonly feedback: Text; readonly right: boolean }[];
  }[];
};
export type Exercises = { readonly labs: readonly LabData[]; readonly quizzes: readonly QuizSheet[]; readonly fields: FieldsSheet; readonly charts: Charts };
