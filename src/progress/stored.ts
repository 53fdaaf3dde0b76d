/** How progress lies in the browser and in a file: its shape, its versions, and how an old one becomes today's. */
import { count, flag, json, list, object, oneOf, readShape, table, text } from './shape.ts';
import type { Problem, Read, Shape } from './shape.ts';
import { attemptsKept } from './model.ts';
import type { Answer, Attempt, Card, Lab, Lesson, Progress, Quiz, ReportSummary } from './types.ts';

export const version = 1;
/** From a version to the next one. The first format has no elders yet; who changes it adds `1: (old) => …` here and a test. */
export type Migrations = { readonly [from: number]: (old: { readonly [key: string]: unknown }) => unknown };
const migrations: Migrations = {};

/** A clock that is ahead by more than this is no reason to believe in the year 9999: then the entry counts as made now. */
const aheadMs = 24 * 3600_000;
const endOfTime = 8.64e15;

/** @param now stamps after it are taken down to it: they would win every merge for ever. */
export function progressShape(now: number): Shape<Progress> {
  const moment = count(0, endOfTime);
  const stamp: Shape<number> = (value, at) => {
    const read = moment(value, at);
    return read === undefined ? undefined : read > now + aheadMs ? now : read;
  };
  const points = count(0, 1000);
  const name = text(300);
  const lesson: Shape<Lesson> = object({ at: stamp, opened: stamp, ran: table(stamp, 500), predicted: table(object({ at: stamp, right: flag }), 500) }, { done: stamp });
  const attempt: Shape<Attempt> = object({ id: name, at: stamp, score: points, max: points, passed: flag, seed: name, engineVersion: text(40) });
  const report: Shape<ReportSummary> = object({ at: stamp, checks: list(object({ id: name, state: oneOf('passed', 'failed', 'skipped', 'partly'), earned: points, points }), 200) });
  const lab: Shape<Lab> = object(
    { at: stamp, opened: stamp, attempts: list(attempt, attemptsKept), hints: table(stamp, 100) },
    { worked: stamp, best: object({ score: points, max: points, at: stamp }), passed: stamp, report, variant: object({ at: stamp, seed: name }) },
  );
  const answer: Shape<Answer> = object(
    { at: stamp, right: flag, credit: count(0, 1), skill: name, misconceptions: list(text(20), 50), given: json(20_000), variant: name, tries: count(1, 1e6) },
    { confidence: oneOf('sure', 'think', 'guess') },
  );
  const quiz: Shape<Quiz> = object({ at: stamp, opened: stamp, answers: table(answer, 500) }, { restarted: stamp });
  const card: Shape<Card> = object({ at: stamp, due: moment, data: json(4000) });
  return object(
    { version: oneOf(1), age: stamp, lessons: table(lesson, 1000), labs: table(lab, 1000), quizzes: table(quiz, 1000), cards: table(card, 10_000), settings: table(object({ at: stamp, value: json(20_000) }), 300) },
    { place: object({ at: stamp, path: text(500) }) },
  );
}

export type ReadProgress = Read<Progress> | { readonly ok: false; readonly newer: true; readonly problems: readonly Problem[] };

/** What was kept, brought up to date; every problem is told. */
export function readProgress(kept: unknown, now: number, steps: Migrations = migrations): ReadProgress {
  const found: unknown = typeof kept === 'object' && kept !== null ? Reflect.get(kept, 'version') : undefined;
  if (typeof found === 'number' && found > version) {
    return { ok: false, newer: true, problems: [{ path: 'version', message: `expected at most ${version}, found ${found}: it was written by a newer Peapod; reload the page` }] };
  }
  let current = kept;
  for (let from = typeof found === 'number' ? found : version; from < version; from++) {
    const step = steps[from];
    if (step === undefined) return { ok: false, problems: [{ path: 'version', message: `no way leads from version ${from} to ${version}` }] };
    // It has a version, so it is an object.
    try { current = step(current as { readonly [key: string]: unknown }); } catch { return { ok: false, problems: [{ path: 'version', message: `what version ${from} has kept is damaged` }] }; }
  }
  return readShape(progressShape(now), current);
}
