/** Reads something of a question's world at the moment that is asked about, and sees whether it holds around it. */
import type { Claim, View } from '../claims.ts';
import type { Proof } from '../sheet.ts';
import { playInstance, type Instance, type Path, type Problem } from './instance.ts';
import type { Look, SharedRun } from './sharedRun.ts';

/** What is read at one moment. `word`: equal words mean the same key. */
export type Reading<T> = { readonly ok: true; readonly value: T; readonly word: string } | { readonly ok: false; readonly problems: readonly Problem[] };
export type Observed<T> =
  | { readonly ok: true; readonly value: T; readonly proof: Proof; readonly output: string }
  | { readonly ok: false; readonly problems: readonly Problem[] }
  | { readonly ok: 'unsteady'; readonly problem: Problem };
export type Observation<T> = { readonly looks: readonly Look[]; readonly finish: (run: SharedRun) => Observed<T> };

type Wanted<T> = {
  readonly instance: Instance;
  readonly claims: readonly Claim[];
  readonly read: (view: View) => Reading<T>;
  /** Typed at the moment. */
  readonly command?: string | undefined;
  /** Where two readings may mean the same; else equal words do. */
  readonly same?: (a: T, b: T) => boolean;
  /** After the world's steps. */
  readonly afterMs?: number;
  /** Where a problem with the moment is shown. */
  readonly path: Path;
};

const wordOf = (reading: Reading<unknown>): string => (reading.ok ? reading.word : 'no key');
const differs = <T>(a: Reading<T>, b: Reading<T>, same: Wanted<T>['same']): boolean => (a.ok && b.ok && same !== undefined ? !same(a.value, b.value) : wordOf(a) !== wordOf(b));
const unsteady = (path: Path, apartMs: number, word: string, then: string): { ok: 'unsteady'; problem: Problem } => ({ ok: 'unsteady', problem: {
  path, message: `the key is ${word} at the moment, but ${then} ${Math.abs(apartMs) / 1000} s ${apartMs < 0 ? 'before' : 'after'} it`,
  fix: 'Ask about a moment that a second more or less does not change; or set a smaller guard',
} });

export function observe<T>(wanted: Wanted<T>): Observation<T> {
  return wanted.command === undefined ? observeState(wanted) : { looks: [], finish: () => observeCommand(wanted, wanted.command ?? '') };
}

function observeState<T>({ instance, claims, read, same, afterMs = 0, path }: Wanted<T>): Observation<T> {
  let found: { readonly reading: Reading<T>; readonly at: number } | undefined;
  const others: { readonly reading: Reading<T>; readonly at: number }[] = [];
  const look: Look = {
    resources: new Set(claims.flatMap(({ resources }) => [...resources])), moment: { afterMs, guardMs: instance.guardMs },
    see(view, phase, at) {
      const reading = read(view);
      if (phase === 'at') found = { reading, at };
      else others.push({ reading, at });
    },
  };
  return { looks: [look], finish(run) {
    if (found === undefined) return { ok: false, problems: [{ path, message: 'the moment that is asked about was never reached', fix: '' }] };
    const { reading, at } = found;
    if (!reading.ok) return reading;
    const other = others.find((each) => differs(reading, each.reading, same));
    if (other !== undefined) return unsteady(path, other.at - at, reading.word, wordOf(other.reading));
    return { ok: true, value: reading.value, proof: run.proofAt(afterMs), output: '' };
  } };
}

/** Typing changes things, so each moment has a run of its own; the later one may follow on the first. */
function observeCommand<T>({ instance, claims, read, same, path }: Wanted<T>, command: string): Observed<T> {
  const exitCode = claims.some(({ usesExitCode }) => usesExitCode);
  const typed = (player: ReturnType<typeof playInstance>): { readonly reading: Reading<T>; readonly proof: Proof; readonly output: string } => {
    const output = player.type(command);
    const proof = player.proof(output);
    return { proof, output, reading: read(player.view({ output, ...(exitCode ? { exitCode: player.exitCode() } : {}) })) };
  };
  const player = playInstance(instance);
  const { reading, proof, output } = typed(player);
  if (!reading.ok) return reading;
  const { guardMs, restMs } = instance;
  if (guardMs > 0) {
    player.advance(guardMs);
    const later = typed(player).reading;
    if (differs(reading, later, same)) return unsteady(path, guardMs, reading.word, wordOf(later));
  }
  const before = Math.min(guardMs, restMs);
  if (before > 0) {
    const earlier = typed(playInstance(instance, before)).reading;
    if (differs(reading, earlier, same)) return unsteady(path, -before, reading.word, wordOf(earlier));
  }
  return { ok: true, value: reading.value, proof, output };
}
