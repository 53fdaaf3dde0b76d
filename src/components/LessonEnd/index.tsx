/** The last line of a lesson: what of it was run, and a way to be done with it all the same. */
import React, { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { translate } from '@docusaurus/Translate';
import { entryOf, note, useProgress } from '@site/src/progress/index.ts';
import { StateMark } from '../CoursePath/StateMark.tsx';
import { usePageSession } from '../Session/index.tsx';
import styles from './styles.module.css';

/** Blocks enter themselves when their script has come. */
const lookAfterMs = 1000;

export function LessonEnd({ lesson }: { readonly lesson: string }): ReactNode {
  const { progress, loaded } = useProgress();
  const { blocks } = usePageSession();
  const [looked, setLooked] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLooked(true), lookAfterMs);
    return () => clearTimeout(timer);
  }, []);
  if (!loaded || !looked) return null;
  // Each run draws this anew: blocks that came late are counted then.
  const count = blocks.size;
  const entry = entryOf(progress.lessons, lesson);
  if (entry?.done !== undefined) return <p className={styles.end} aria-live="polite"><StateMark state="done" kind="lesson" /> {translate({ id: 'peapod.lesson.done', message: 'This lesson is done.' })}</p>;
  const ran = [...blocks].filter((block) => entry !== undefined && Object.hasOwn(entry.ran, block)).length;
  return (
    <p className={styles.end}>
      {count > 0 && <span>{translate({ id: 'peapod.lesson.ran', message: '{ran} of {count} blocks run.' }, { ran, count })}</span>}
      <button type="button" className="button-plain" onClick={() => { note({ type: 'lessonDone', lesson }); }}>{translate({ id: 'peapod.lesson.markDone', message: 'Mark as done' })}</button>
    </p>
  );
}
