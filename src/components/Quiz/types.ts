/** What the player knows of a quiz: the sheet that the engine proved, in one of its languages. */
import type { Answers, Judged, QuestionType, SheetQuestion, SheetVariant } from '@site/src/plugins/course/types.ts';

export type Language = 'en' | 'zh';
export type QuestionOf<Type extends QuestionType> = Extract<SheetQuestion, { type: Type }>;
export type VariantOf<Type extends QuestionType> = QuestionOf<Type>['variants'][number];
export type Answer = Answers[QuestionType];

/** What each kind of answer field gets. */
export type FieldProps<Type extends QuestionType> = {
  /** Unique on the page: names of radio groups and ids begin with it. */
  readonly name: string;
  readonly variant: VariantOf<Type>;
  readonly language: Language;
  readonly answer: Answers[Type] | undefined;
  readonly change: (answer: Answers[Type]) => void;
  /** Once the answer has been judged: then nothing can be changed, and each part says whether it was right. */
  readonly judged: Judged | undefined;
};

/** One answer that was given and judged. */
export type Given = {
  readonly question: SheetQuestion;
  readonly variant: SheetVariant;
  readonly answer: Answer;
  readonly judged: Judged;
  /** How many times this question had been answered before on this visit. */
  readonly retry: number;
};
/** An answer of an earlier visit. */
export type KeptAnswer = { readonly variant: string; readonly answer: unknown; readonly right: boolean; readonly credit: number };
