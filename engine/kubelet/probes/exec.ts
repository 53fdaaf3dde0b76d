/** Runs a command in a container and gathers what it says. */
import { finished, race, sleep, startTask, type Reader, type Task } from '../../time/index.ts';
import { finishedBy } from '../waits.ts';
import type { Kit } from '../types.ts';

export type ExecResult =
  | { readonly type: 'exited'; readonly code: number; /** stdout and stderr as they came. */ readonly output: string; readonly stderr: string }
  | { readonly type: 'timedOut' }
  | { readonly type: 'error'; readonly message: string };

const MAX_OUTPUT = 10_240;

/** stdout and stderr together, as they come. */
export function* runExec(kit: Kit, id: string, command: readonly string[], timeoutMs: number | undefined): Task<ExecResult> {
  const { clock } = kit.context;
  const session = kit.runtime.exec(id, command, { stdin: false, tty: false });
  if ('error' in session) return { type: 'error', message: session.error };
  let [output, stderr] = ['', ''];
  const gather = function* gather(reader: Reader, onText: (text: string) => void): Task<void> {
    for (let text = yield* reader.read(); text !== undefined; text = yield* reader.read()) { output += text; onText(text); }
  };
  const readers = [startTask(clock, gather(session.stdout, () => undefined)), startTask(clock, gather(session.stderr, (text) => { stderr += text; }))];
  const ending = startTask(clock, finishedBy<{ readonly code: number; readonly error?: string }>((done) => session.onExit(done)));
  if (timeoutMs === undefined) { if (!ending.done) yield finished(ending); } else if (!ending.done) yield race(finished(ending), sleep(clock, timeoutMs));
  const exit = ending.result;
  if (exit === undefined) {
    session.kill();
    ending.cancel();
    for (const reader of readers) reader.cancel();
    return { type: 'timedOut' };
  }
  if (exit.error !== undefined) return { type: 'error', message: exit.error };
  // What was written last may still be on its way.
  yield sleep(clock, 0);
  for (const reader of readers) reader.cancel();
  return { type: 'exited', code: exit.code, output: output.slice(0, MAX_OUTPUT), stderr };
}
