/** Carries an answer out on a copy of the question's cluster, in Node or in a worker. */
import { replay } from '../../session/index.ts';
import { createClaims, type Claims } from './claims.ts';
import { createPlayer } from './player.ts';
import type { Trial, TrialResult } from './sheet.ts';

/** Nobody waits longer for an answer; steps of an author stay below it. */
const GOAL_ERROR = 'a goal that cannot be read is not reached';

export function runTrial(trial: Trial): TrialResult {
  const { steady: _steady, ...result } = tryOut(trial, createClaims(), 0);
  return result;
}

/** @param guardMs so long the goal is looked at afterwards; `steady`: it stayed as it was */
export function tryOut({ tryOut: { begin, steps, goal, settleMs, drawn }, inputs }: Trial, claims: Claims, guardMs: number): TrialResult & { readonly steady: boolean } {
  const { spec } = begin;
  const player = createPlayer(spec, drawn, replay({ seed: spec.seed, preset: spec.preset, files: spec.files }, begin.inputs, begin.end));
  const compiled = claims.compile(goal);
  let output = '';
  for (const input of inputs) {
    if (input.type === 'file') player.save(input.path, input.text);
    else output = player.type(input.text);
  }
  for (const step of steps) {
    if ('command' in step) output = player.type(step.command);
    else player.step(step);
  }
  // Asked on another copy: it is one more command, and no part of what is judged.
  const exitCode = compiled.ok && compiled.claim.usesExitCode ? exitCodeAfter(trialSession(player), drawn) : 0;
  player.advance(settleMs);
  const reached = (): boolean => {
    const value = compiled.ok ? compiled.claim.read(player.view({ output, exitCode })) : { ok: false as const, error: GOAL_ERROR };
    return value.ok && value.value === true;
  };
  const result = { reached: reached(), output, proof: player.proof(output) };
  let steady = true;
  if (guardMs > 0 && compiled.ok) {
    player.watch(compiled.claim.resources, () => { steady &&= reached() === result.reached; });
    player.advance(guardMs);
  }
  return { ...result, steady };
}

const trialSession = (player: ReturnType<typeof createPlayer>): ReturnType<typeof replay> => {
  const { spec, inputs, end } = player.proof();
  return replay({ seed: spec.seed, preset: spec.preset, files: spec.files }, inputs, end);
};
const exitCodeAfter = (open: ReturnType<typeof replay>, drawn: Trial['tryOut']['drawn']): number => {
  const { seed, cluster } = open.session.file();
  return createPlayer({ seed, preset: cluster.preset, files: {} }, drawn, open).exitCode();
};
