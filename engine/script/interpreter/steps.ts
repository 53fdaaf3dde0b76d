/** What happens between commands: time moves on, traps run, Ctrl-C is seen. */
import { finished, type Running, type Task } from '../../time/index.ts';
import { compute } from '../cpu.ts';
import type { Exit, Signal } from '../types.ts';
import { SIGNAL_WORDS } from '../signals.ts';
import { complain } from './messages.ts';
import { stderrOf, Unwind, type Shell, type TrapName } from './shell.ts';

/** Builtins that fit into a millisecond: an endless loop must let time pass, or nobody else would ever run. */
const STEPS_PER_MS = 25;

export function setTrap(shell: Shell, name: TrapName, action: string | undefined): void {
  if (action === undefined) shell.traps.delete(name); else shell.traps.set(name, action);
  if (name === 'EXIT' || name === 'ERR' || name === 'DEBUG') return;
  const signalName: Signal = name;
  if (action === undefined) shell.process.onSignal(signalName, 'default');
  else if (action === '') shell.process.onSignal(signalName, 'ignore');
  else shell.process.onSignal(signalName, () => { shell.pending.push(signalName); shell.signalled.fire(); });
}

export function* runTraps(shell: Shell): Task<void> {
  while (shell.pending.length > 0) {
    const action = shell.traps.get(shell.pending.shift() as Signal);
    if (action === undefined || action === '') continue;
    const { status } = shell;
    yield* shell.evaluate.text(shell, action);
    shell.status = status;
  }
}

/** Before each command. */
export function* step(shell: Shell): Task<void> {
  if (++shell.steps >= STEPS_PER_MS) { shell.steps = 0; yield* compute(shell); }
  if (shell.pending.length > 0) yield* runTraps(shell);
  if (shell.interrupted) { shell.interrupted = false; throw new Unwind('interrupt', 130); }
}

export const signalWords = (name: Signal): string => SIGNAL_WORDS[name] ?? '';

/** Waits for a child in the foreground. A trapped signal runs its trap only after that. */
export function* waitForeground(shell: Shell, running: Running<Exit>, pid: number, text: string): Task<number> {
  if (!running.done) yield finished(running);
  const exit = running.result ?? { code: 137 };
  const words = exit.signal === undefined ? undefined : SIGNAL_WORDS[exit.signal];
  if (words !== undefined) {
    if (shell.dialect === 'bash' && !shell.interactive) complain(shell, `${String(pid).padStart(5)} ${words.padEnd(23)} ${text}`);
    else stderrOf(shell).write(`${words}\n`);
  }
  if (shell.interactive && exit.signal === 'INT') shell.interrupted = true;
  return exit.code;
}

/** `set -e` and the ERR trap, after a command that was not part of a condition. */
export function* checkFailure(shell: Shell): Task<void> {
  if (shell.status === 0 || shell.tested > 0) return;
  const trap = shell.traps.get('ERR');
  if (trap !== undefined && trap !== '') { const { status } = shell; yield* shell.evaluate.text(shell, trap); shell.status = status; }
  if (shell.options.errexit) throw new Unwind('exit', shell.status);
}
