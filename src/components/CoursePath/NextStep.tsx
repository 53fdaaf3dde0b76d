/** The next best step, and in a few words why. Before progress is known: where the course begins. */
import React from 'react';
import type { ReactNode } from 'react';
import Link from '@docusaurus/Link';
import { translate } from '@docusaurus/Translate';
import { nextStep, now, useProgress } from '@site/src/progress/index.ts';
import type { NextStep as Step } from '@site/src/progress/index.ts';
import type { CourseOutline } from '@site/src/plugins/course/types.ts';
import styles from './styles.module.css';

const why = (step: Exclude<Step, { why: 'review' | 'finished' }>['why']): string => ({
  first: translate({ id: 'peapod.next.first', message: 'The course begins here' }),
  next: translate({ id: 'peapod.next.next', message: 'Next' }),
  goOn: translate({ id: 'peapod.next.goOn', message: 'Go on where you were' }),
  halfDone: translate({ id: 'peapod.next.halfDone', message: 'You left this lab half done' }),
}[step]);

export function NextStep({ outline, language }: { readonly outline: CourseOutline; readonly language: 'en' | 'zh' }): ReactNode {
  const { progress, loaded } = useProgress();
  const step = nextStep(outline, progress, loaded ? now() : 0);
  return (
    <p className={styles.next} aria-live="polite">
      {step.why === 'finished' && <span>{translate({ id: 'peapod.next.finished', message: 'Everything is done. The clusters are still yours to break.' })}</span>}
      {step.why === 'review' && (
        <><span>{translate({ id: 'peapod.next.due', message: '{due} due for review: a few minutes now save an hour later' }, { due: step.due })}</span>
          <Link className={styles.go ?? ''} to="/review/">{translate({ id: 'peapod.next.review', message: 'Review' })}</Link></>
      )}
      {'item' in step && (
        <><span>{why(step.why)}</span>
          <Link className={styles.go ?? ''} to={step.item.path}>{step.item.title[language]}</Link>
          <span className={styles.minutes}>{translate({ id: 'peapod.minutes', message: 'about {minutes} min' }, { minutes: step.item.minutes })}</span></>
      )}
    </p>
  );
}
