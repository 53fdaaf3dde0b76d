/**
 * The keys that the engine found, kept beside the quizzes: a change of the engine that turns a key over is seen,
 * and quizzes are tests of the engine.
 */
import type { Json } from '../../base/index.ts';
import { ENGINE_VERSION } from '../../session/index.ts';
import type { ProvedQuestion } from './prove.ts';

/** `quiz/question` → seed → key. */
export type Keys = { readonly [question: string]: { readonly [seed: string]: Json } };
export type KeysFile = { readonly comment: string; readonly engineVersion: string; readonly keys: Keys };

const COMMENT = 'Made by npx peapod check quiz <slug> --keys: the keys that the engine found. A difference fails the tests.';

export const keysOf = (quizzes: readonly { readonly slug: string; readonly questions: readonly ProvedQuestion[] }[]): Keys => Object.fromEntries(quizzes
  .flatMap(({ slug, questions }) => questions.map(({ id, keys }) => [`${slug}/${id}`, keys] as const)).sort(([a], [b]) => (a < b ? -1 : 1)));

/** One question a line, so that a change is easy to read. */
export function printKeys(keys: Keys): string {
  const lines = Object.entries(keys).map(([question, bySeed]) => `    ${JSON.stringify(question)}: ${JSON.stringify(bySeed)}`);
  return `{\n  "comment": ${JSON.stringify(COMMENT)},\n  "engineVersion": ${JSON.stringify(ENGINE_VERSION)},\n  "keys": {\n${lines.join(',\n')}\n  }\n}\n`;
}

/** `question, seed: old → new`, each difference. */
export function changedKeys(old: Keys, now: Keys): readonly string[] {
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
  return names.flatMap((name) => {
    const [before, after] = [old[name], now[name]];
    if (before === undefined) return [`${name}: new`];
    if (after === undefined) return [`${name}: gone`];
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((seed) => JSON.stringify(before[seed]) !== JSON.stringify(after[seed]))
      .map((seed) => `${name}, ${seed}: ${before[seed] === undefined ? 'not asked' : JSON.stringify(before[seed])} → ${after[seed] === undefined ? 'not asked' : JSON.stringify(after[seed])}`);
  });
}
