/** Questions about when things happen: read on the way, at every change. */
import { createRandom } from '../../../time/index.ts';
import { shown, textOf } from '../claims.ts';
import { milliseconds } from '../player.ts';
import type { OrderVariant, StatesOverTimeVariant } from '../sheet.ts';
import { baseOf, compileClaims, failed, refused, type Prover } from './base.ts';
import type { Found, Problem } from './instance.ts';
import { observe } from './observe.ts';
import type { Look, SharedRun } from './sharedRun.ts';

/** Never in the right order, and the same for the same seed. */
function shuffled<T extends { readonly rank: number }>(items: readonly T[], seed: string): readonly T[] {
  const random = createRandom(`order/${seed}`);
  const left = [...items];
  const out: T[] = [];
  while (left.length > 0) out.push(...left.splice(random.int('next', 0, left.length - 1), 1));
  const sorted = out.every((item, index) => index === 0 || (out[index - 1]?.rank ?? 0) <= item.rank);
  return sorted ? [...out.slice(1), ...out.slice(0, 1)] : out;
}

export const proveOrder: Prover<'order', OrderVariant> = (question, instance) => {
  const { guardMs, seed } = instance;
  const { claims, problems } = compileClaims(instance, question.items.map(({ when }, index) => ({ text: when, path: ['items', index, 'when'] })));
  if (problems.length > 0) return refused(problems);
  const moments = new Map<number, number>();
  const looks = claims.map((claim, index): Look => ({ resources: claim.resources, see(view, _phase, at) {
    if (moments.has(index)) return;
    const value = claim.read(view); // what is not there yet cannot be read
    if (value.ok && value.value === true) moments.set(index, at);
  } }));
  return { looks, finish(run): Found<OrderVariant> {
    const missing = question.items.flatMap((_, index): Problem[] => (moments.has(index) ? [] : [{ path: ['items', index, 'when'], message: `never happens with seed ${seed}`, fix: 'Let the world run longer, or correct the expression' }]));
    if (missing.length > 0) return { ok: false, problems: missing };
    const sorted = question.items.map(({ text }, index) => ({ id: String(index), text, at: moments.get(index) ?? 0 })).sort((a, b) => a.at - b.at);
    let rank = 0;
    // What lies so close together may stand either way.
    const ranked = sorted.map((item, index) => ({ ...item, rank: index > 0 && item.at - (sorted[index - 1]?.at ?? 0) > guardMs ? ++rank : rank }));
    if (rank === 0) return failed(['items'], `all of them happen within ${guardMs / 1000} s of each other, so any order is right`, 'Choose things that are further apart, or a smaller guard');
    const key = [...new Set(ranked.map((item) => item.rank))].map((each) => ranked.filter((item) => item.rank === each).map(({ id }) => id).sort());
    return { ok: true, key, variant: { ...baseOf(instance, run.proofAt(0), question.explain), items: shuffled(ranked, seed) } };
  } };
};

export const proveStates: Prover<'states-over-time', StatesOverTimeVariant> = (question, instance) => {
  const { claims: [claim], problems } = compileClaims(instance, [{ text: question.of, path: ['of'] }]);
  if (claim === undefined || problems.length > 0) return refused(problems);
  const known = question.choices.map(({ id }) => id);
  const observations = question.moments.map((moment, index) => observe<string>({ instance, claims: [claim], afterMs: milliseconds(moment), path: ['moments', index], read(view) {
    const value = claim.read(view);
    if (!value.ok) return failed(['of'], `cannot be evaluated after ${moment}: ${value.error}`, 'Guard fields that may be missing with has(), lists with size()');
    const word = textOf(value.value);
    if (word === undefined || !known.includes(word)) return failed(['of'], `gives ${shown(value.value)} after ${moment}; there are choices for ${known.join(', ')}`, 'Add a choice, or let the expression give one of these');
    return { ok: true, value: word, word };
  } }));
  const finish = (run: SharedRun): Found<StatesOverTimeVariant> => {
    const seen = observations.map((observation) => observation.finish(run));
    const bad = seen.flatMap((one) => (one.ok === false ? one.problems : []));
    if (bad.length > 0) return { ok: false, problems: bad };
    const words: string[] = [];
    for (const one of seen) {
      if (one.ok === 'unsteady') return one;
      if (one.ok) words.push(one.value);
    }
    if (new Set(words).size === 1) return failed(['moments'], `it is ${words[0]} at each of them, so nothing is asked`, 'Choose moments between which something changes');
    const ms = question.moments.map(milliseconds);
    const moments = question.moments.map((label, index) => ({ id: String(index), ms: ms[index] ?? 0, label, key: words[index] ?? '' }));
    return { ok: true, key: words, variant: { ...baseOf(instance, run.proofAt(ms.at(-1) ?? 0), question.explain), moments, choices: question.choices } };
  };
  return { looks: observations.flatMap(({ looks }) => looks), finish };
};
