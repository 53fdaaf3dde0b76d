/** Questions about one world and seed look on at one run of it. */
import type { View } from '../claims.ts';
import { createPlayer } from '../player.ts';
import type { Proof } from '../sheet.ts';
import type { Instance } from './instance.ts';

export type Phase = 'before' | 'at' | 'after';
export type Look = {
  readonly resources: ReadonlySet<string>;
  /** So long after the world's steps, and so much around it; left out: from the beginning of the session, at every change. */
  readonly moment?: { readonly afterMs: number; readonly guardMs: number };
  /** @param at ms since the session's start */
  readonly see: (view: View, phase: Phase, at: number) => void;
};
export type SharedRun = {
  /** The session at so many ms after the world's steps. */
  proofAt(afterMs: number): Proof;
};

type Stop = { readonly at: number; readonly order: number; readonly act: () => void };

/** Played when somebody looks, or asks for its proof. */
export function playShared(instance: Instance, looks: readonly Look[]): SharedRun {
  let played: SharedRun | undefined = looks.length > 0 ? play(instance, looks) : undefined;
  return { proofAt: (afterMs) => (played ??= play(instance, [])).proofAt(afterMs) };
}

function play(instance: Instance, looks: readonly Look[]): SharedRun {
  const player = createPlayer(instance.world, instance.drawn);
  const see = (look: Look, phase: Phase): void => look.see(player.view(), phase, player.at);
  for (const look of looks) {
    if (look.moment !== undefined) continue;
    see(look, 'at');
    player.watch(look.resources, () => see(look, 'at'));
  }
  for (const step of instance.steps) player.step(step);
  const begun = player.at;
  const proof = player.proof();
  for (const { at, act } of stopsOf(looks, instance.restMs, (look, phase) => () => see(look, phase), (resources, listener) => player.watch(resources, listener))) {
    player.advance(begun + at - player.at);
    act();
  }
  player.advance(begun + instance.restMs - player.at);
  return { proofAt: (afterMs) => ({ ...proof, end: begun + instance.restMs + afterMs }) };
}

/** Around each moment: a look when its time begins, at each change, at the moment itself, and until it ends. */
function stopsOf(looks: readonly Look[], restMs: number, seeing: (look: Look, phase: Phase) => () => void, watch: (resources: ReadonlySet<string>, look: () => void) => () => void): readonly Stop[] {
  const stops = looks.flatMap((look): Stop[] => {
    if (look.moment === undefined) return [];
    const moment = restMs + look.moment.afterMs;
    // Before the last thing was done another question would have been asked.
    const [from, to] = [Math.max(0, moment - look.moment.guardMs), moment + look.moment.guardMs];
    let phase: Phase = 'before';
    let stop = (): void => undefined;
    return [
      { at: from, order: 0, act: () => { seeing(look, 'before')(); stop = watch(look.resources, () => seeing(look, phase)()); } },
      { at: moment, order: 1, act: () => { seeing(look, 'at')(); phase = 'after'; } },
      { at: to, order: 2, act: () => { seeing(look, 'after')(); stop(); } },
    ];
  });
  return stops.sort((a, b) => a.at - b.at || a.order - b.order);
}
