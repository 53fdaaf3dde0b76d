/**
 * What the site knows of the reader's progress. Pages read it with `useProgress()` and tell it what happened with `note(…)`:
 *
 *   const { progress, loaded } = useProgress();           // {lessons, labs, quizzes, cards, settings, place}; empty until `loaded`
 *   note({ type: 'answered', quiz, question, answer });   // saved within 300 ms, told to other tabs
 *   entryOf(progress.quizzes, slug)?.answers              // tables are read with `entryOf`: keys may be hostile
 *   now()                                                 // wall time; tests set it with setNow
 *
 * On a page that is built without a browser `useProgress()` gives the empty state.
 */
export { now, setNow } from './now.ts';
export { emptyProgress, entryOf } from './types.ts';
export type { Answer, Attempt, Card, Event, Json, Lab, Lesson, Progress, Quiz, Stamp, Table } from './types.ts';
export { dueCards } from './model.ts';
export { lessonOf, misconceptionsOf, nextStep, skillsOf, stateOf, weakBelow } from './course.ts';
export type { ItemState, NextStep } from './course.ts';
export type { Snapshot, Trouble } from './store.ts';
export { note, openKeeper, progressStore, useProgress } from './useProgress.ts';
export type { Backup, ReadBackup } from './backup.ts';
export type { Usage } from './keep.ts';
