/** `<Quiz slug="…" questions={[…]}>` in a lesson: some questions of a quiz, asked where they belong. Answers count as if they were given on the quiz's own page. */
import React, { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import type { QuizSheet, SheetQuestion } from '@site/src/plugins/course/types.ts';
import { entryOf, useProgress } from '@site/src/progress/index.ts';
import type { Answer } from '@site/src/progress/index.ts';
import { useOutline } from '../CoursePath/index.tsx';
import { Question } from '../Quiz/Question.tsx';
import { pickIndex } from '../Quiz/variant.ts';
import type { KeptAnswer } from '../Quiz/types.ts';
import { noteGiven, useReader } from '../Review/record.ts';
import { fetchSheet } from '../Review/sheets.ts';
import styles from './styles.module.css';

export type LessonQuizProps = {
  readonly slug: string;
  /** Ids of questions; without them the quiz is only pointed at. */
  readonly questions?: readonly string[];
};

const kept = (answer: Answer | undefined): KeptAnswer | undefined => (answer === undefined ? undefined : { variant: answer.variant, answer: answer.given, right: answer.right, credit: answer.credit });

function Asked({ slug, questions }: { readonly slug: string; readonly questions: readonly SheetQuestion[] }): ReactNode {
  const { language } = useOutline();
  const { progress, loaded } = useProgress();
  const reader = useReader();
  // What had been answered before this visit; what is answered now is shown by the question itself.
  const [before, setBefore] = useState<{ readonly [id: string]: KeptAnswer | undefined }>();
  if (loaded && before === undefined) setBefore(Object.fromEntries(questions.map(({ id }) => [id, kept(entryOf(entryOf(progress.quizzes, slug)?.answers ?? {}, id))])));
  return questions.map((question) => (
    <Question
      key={`${question.id} ${before?.[question.id] === undefined ? 'new' : 'kept'}`} question={question} language={language} kept={before?.[question.id]}
      first={pickIndex(`${reader}/${slug}/${question.id}/0`, reader === '' ? 1 : question.variants.length)} onGiven={(given) => noteGiven(slug, given)}
    />
  ));
}

export function LessonQuiz({ slug, questions = [] }: LessonQuizProps): ReactNode {
  const { outline, language } = useOutline();
  const [sheet, setSheet] = useState<QuizSheet | 'failed'>();
  const wanted = questions.join(' ');
  useEffect(() => {
    let gone = false;
    if (wanted !== '') fetchSheet(slug).then((one) => { if (!gone) setSheet(one ?? 'failed'); }, () => { if (!gone) setSheet('failed'); });
    return () => { gone = true; };
  }, [slug, wanted]);
  const item = outline.modules.flatMap(({ items }) => items).find(({ kind, id }) => kind === 'quiz' && id === slug);
  const title = item?.title[language] ?? (typeof sheet === 'object' ? sheet.title[language] : slug);
  const found = typeof sheet === 'object' ? questions.flatMap((id) => sheet.questions.filter((one) => one.id === id)) : [];
  return (
    <section className={styles.quiz} aria-label={title}>
      {found.length > 0 && <Asked slug={slug} questions={found} />}
      {sheet === 'failed' && <p role="alert">{translate({ id: 'peapod.review.failed', message: 'This question could not be fetched. Is there a connection?' })}</p>}
      {/* Without scripts this is all there is. */}
      <p className={styles.all}><Link to={`/quizzes/${slug}/`}>{translate({ id: 'peapod.lessonQuiz.all', message: 'All questions: {title}' }, { title })}</Link></p>
    </section>
  );
}
