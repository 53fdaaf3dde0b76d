import type { Lab, QuizSheet } from '../../../engine/grading/index.ts';
import type { Charts } from './charts/types.ts';
import type { ItemFacts } from './facts.ts';
import type { FieldsSheet } from './fields.ts';
import type { Text } from './read.ts';

// A page knows a quiz by these shapes; answers are judged by `judgeAnswer` of engine/grading/answers.ts.
export type { Answers, Confidence, Judged, Proof, QuestionType, QuizSheet, RunTrial, SheetOption, SheetQuestion, SheetVariant, Trial, TrialResult, TryOut } from '../../../engine/grading/index.ts';

export type OutlineItem = { readonly kind: 'lesson' | 'lab' | 'quiz'; readonly id: string; readonly title: Text; readonly summary: Text; readonly path: string } & ItemFacts;
export type CourseOutline = { readonly modules: readonly { readonly id: string; readonly title: Text; readonly items: readonly OutlineItem[] }[] };

export type LabData = Pick<Lab, 'slug' | 'spec' | 'start' | 'given' | 'contentHash' | 'exam' | 'solution'>;
/** One line for each misconception of the course: what is believed, and what is so. */
export type Misconception = { readonly id: string; readonly skill: string; readonly belief: Text; readonly truth: Text };
export type Exercises = { readonly labs: readonly LabData[]; readonly quizzes: readonly QuizSheet[]; readonly misconceptions: readonly Misconception[]; readonly fields: FieldsSheet; readonly charts: Charts };
