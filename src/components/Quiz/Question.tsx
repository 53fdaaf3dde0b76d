/** One question: asked, answered, judged, explained, and the cluster that proves it. */
import React, { Suspense, lazy, useEffect, useId, useRef, useState } from 'react';
import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import ErrorBoundary from '@docusaurus/ErrorBoundary';
import { translate } from '@docusaurus/Translate';
import type { Misconception, RunTrial, SheetQuestion, SheetVariant } from '@site/src/plugins/course/types.ts';
import { runTrial, stopTrials } from '@site/src/worker/trials.ts';
import { useLive } from '../Session/useLive.ts';
import { Inline } from '../Inline/index.tsx';
import { AnswerField } from './answers/index.tsx';
import { YamlText } from './answers/Yaml.tsx';
import { Feedback } from './Feedback.tsx';
import { judgeKept, useJudging } from './judging.ts';
import { Key, pose } from './Key.tsx';
import type { Answer, Given, KeptAnswer, Language } from './types.ts';
import styles from './styles.module.css';

// Map, terminal and timeline are needed only by those who look at a proof.
const ProofPanel = lazy(async () => ({ default: (await import('./ProofPanel.tsx')).ProofPanel }));

export type QuestionProps = {
  readonly question: SheetQuestion;
  readonly language: Language;
  readonly number?: number;
  /** Index of the variant that is asked first. */
  readonly first?: number;
  readonly kept?: KeptAnswer | undefined;
  readonly onGiven?: (given: Given) => void;
  /** What is so, for whoever fell for one of these; a quiz says it at its end. */
  readonly misconceptions?: readonly Misconception[];
  /** Tests hand in their own. */
  readonly run?: RunTrial;
};

function Exhibit({ exhibit: { language, text } }: { readonly exhibit: NonNullable<SheetVariant['exhibit']> }): ReactNode {
  return (
    // A keyboard must be able to scroll it.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre tabIndex={0} lang="en" translate="no" className={styles.exhibit} aria-label={translate({ id: 'peapod.quiz.exhibit', message: 'What the question is about' })}>
      {language === 'yaml' ? <YamlText text={text.trimEnd()} /> : text.trimEnd()}
    </pre>
  );
}

const keptIndex = ({ variants }: SheetQuestion, kept: KeptAnswer | undefined): number => (kept === undefined ? -1 : variants.findIndex(({ seed }) => seed === kept.variant));
/** While an input method composes, Enter is its own. Safari tells so by 229 only. */
const keepComposing = (event: KeyboardEvent): void => {
  if (event.key === 'Enter' && (event.nativeEvent.isComposing || event.keyCode === 229)) event.preventDefault();
};

export function Question({ question, language, number, first = 0, kept, onGiven, misconceptions = [], run = runTrial }: QuestionProps): ReactNode {
  const name = useId();
  const live = useLive();
  const before = keptIndex(question, kept);
  const [turn, setTurn] = useState({ variant: before === -1 ? undefined : before, retry: 0 });
  const variant = turn.variant ?? first;
  // It was kept as JSON; `judge` reads it as such.
  const [answer, setAnswer] = useState(before === -1 ? undefined : kept?.answer as Answer);
  const [proof, setProof] = useState<'question' | 'answer'>();
  const judging = useJudging(question, variant, language, kept === undefined || before === -1 ? undefined : judgeKept(question, before, kept), run, stopTrials);
  const { judged, running } = judging;
  const verdict = useRef<HTMLParagraphElement>(null);
  const legend = useRef<HTMLLegendElement>(null);
  // Whoever checks goes on from the verdict, whoever tries again from the question; nobody is moved by what was kept.
  const asked = useRef(judged);
  useEffect(() => {
    if (asked.current !== judged) (judged === undefined ? legend : verdict).current?.focus({ preventScroll: judged !== undefined });
    asked.current = judged;
  }, [judged]);
  const posed = pose(question, variant);
  const given = answer ?? (question.type === 'order' ? question.variants[variant]?.items.map(({ id }) => id) : undefined);

  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void judging.check(given).then((result) => {
      if (result === undefined || given === undefined) return;
      onGiven?.({ question, variant: posed.variant, answer: given, judged: result, retry: turn.retry });
    });
  };
  const again = (): void => {
    setTurn({ variant: (variant + 1) % question.variants.length, retry: turn.retry + 1 });
    setAnswer(undefined);
    setProof(undefined);
    judging.reset();
  };
  const shown = proof === 'answer' ? judged?.tried?.proof : posed.variant.proof;
  const toggle = (of: 'question' | 'answer'): void => setProof(proof === of ? undefined : of);
  return (
    <>
      {/* It only keeps Enter from the form while an input method needs it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form onSubmit={submit} onKeyDown={keepComposing} noValidate>
        <fieldset className={styles.question} aria-busy={running}>
          <legend ref={legend} tabIndex={-1}>{number !== undefined && <span className={styles.number}>{number}</span>}<span><Inline text={posed.variant.stem[language]} /></span></legend>
          {posed.variant.exhibit !== undefined && <Exhibit exhibit={posed.variant.exhibit} />}
          <AnswerField type={question.type} name={name} variant={posed.variant} language={language} answer={answer} change={setAnswer} judged={judged} />
        </fieldset>
        {judged === undefined && (
          <p className={styles.check}>
            <button type="submit" className="button-main" disabled={!live} aria-disabled={running}>{running ? translate({ id: 'peapod.quiz.running', message: 'Trying it out…' }) : translate({ id: 'peapod.quiz.check', message: 'Check' })}</button>
            {running && <><progress className={styles.running} aria-label={translate({ id: 'peapod.quiz.runningCopy', message: 'Running on a copy of the cluster' })} /><button type="button" className="button-plain" onClick={judging.stop}>{translate({ id: 'peapod.stop', message: 'Stop' })}</button></>}
            <span className={styles.message} aria-live="polite">{judging.message}</span>
          </p>
        )}
      </form>
      <div className={styles.feedback} aria-live="polite">
        {judged !== undefined && <Feedback question={question} posed={posed} language={language} answer={given} judged={judged} misconceptions={misconceptions} verdict={verdict} />}
      </div>
      {judged !== undefined && (
        <p className={styles.buttons}>
          <button type="button" className="button-plain" aria-expanded={proof === 'question'} onClick={() => toggle('question')}>{proof === 'question' ? translate({ id: 'peapod.quiz.closeProof', message: 'Close the cluster' }) : translate({ id: 'peapod.quiz.openProof', message: 'Open the cluster that proves it' })}</button>
          {judged.tried !== undefined && <button type="button" className="button-plain" aria-expanded={proof === 'answer'} onClick={() => toggle('answer')}>{proof === 'answer' ? translate({ id: 'peapod.quiz.closeProof', message: 'Close the cluster' }) : translate({ id: 'peapod.quiz.openTried', message: 'Open the cluster with your answer' })}</button>}
          <button type="button" className="button-plain" onClick={again}>{question.variants.length > 1 ? translate({ id: 'peapod.quiz.againVariant', message: 'Try again with other values' }) : translate({ id: 'peapod.quiz.again', message: 'Try again' })}</button>
        </p>
      )}
      {shown !== undefined && proof !== undefined && (
        <ErrorBoundary fallback={() => <p role="alert">{translate({ id: 'peapod.stopped.notLoaded', message: 'The cluster could not be loaded. Is there a connection to the network?' })}</p>}>
          <Suspense fallback={<p className={styles.coming}>{translate({ id: 'peapod.quiz.proofComing', message: 'The cluster is on its way…' })}</p>}>
            <ProofPanel key={`${proof} ${turn.retry}`} proof={shown} of={proof} />
          </Suspense>
        </ErrorBoundary>
      )}
      <noscript>
        <details><summary>{translate({ id: 'peapod.quiz.key', message: 'Answer and explanation' })}</summary><Key posed={posed} language={language} /><p><Inline text={posed.variant.explain[language]} /></p></details>
      </noscript>
    </>
  );
}
