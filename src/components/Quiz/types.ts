/** What a quiz shows. Keys and variants were proved by the engine when the site was built. */
export type QuizOption = {
  readonly id: string;
  readonly text: string;
  readonly right: boolean;
  /** Why this option is right or wrong, in the reader's language. */
  readonly feedback: string;
};

type QuestionBase = {
  readonly id: string;
  readonly skill: string;
  readonly stem: string;
  /** A manifest, command or output that the question speaks of. */
  readonly exhibit?: { readonly language: 'yaml' | 'sh' | 'text'; readonly text: string };
  readonly options: readonly QuizOption[];
  /** The key's proof: what the engine printed or held at the moment that decides. */
  readonly proof?: string;
};
/** `predict-output` and `predict-state` ask what will be seen, `choose-command` which command does it; all are single choice. */
export type QuizQuestion = QuestionBase & { readonly type: 'predict-output' | 'predict-state' | 'choose-command' };

export type QuizData = { readonly slug: string; readonly title: string; readonly questions: readonly QuizQuestion[] };
/** Chosen option by question id. */
export type QuizAnswers = { readonly [question: string]: string };
export type QuizProps = {
  readonly quiz: QuizData;
  /** Answers of an earlier visit. */
  readonly initial?: QuizAnswers;
  readonly onAnswer?: (answers: QuizAnswers) => void;
};
