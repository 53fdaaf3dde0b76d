/** Judging answers needs no cluster: a page loads this, and the engine only once something is tried out. */
export { judge, judgeAnswer, trialOf } from './quiz/judge/judgeAnswer.ts';
export type {
  Answers, Confidence, Judged, Proof, QuestionType, QuizSheet, RunTrial, SheetOption, SheetQuestion, SheetVariant, Trial, TrialResult, TryOut,
} from './quiz/sheet.ts';
