/** Runs a script on a machine without a terminal: replays, checks, `commands.sh` of an exercise. */
import { emptyReader, type Reader, type Writer } from '../time/index.ts';
import { createShellCommand } from './interpreter/command.ts';
import type { Dialect } from './interpreter/shell.ts';
import type { Machine, Spawned } from './types.ts';

export type ScriptRun = {
  readonly machine: Machine;
  readonly script: string;
  /** Default bash, as on the learner's computer. */
  readonly dialect?: Dialect;
  /** $0 and what follows. */
  readonly args?: readonly string[];
  readonly environment?: ReadonlyMap<string, string>;
  readonly directory?: string;
  readonly stdin?: Reader;
  readonly stdout: Writer;
  readonly stderr: Writer;
  readonly uid?: number;
};

export function runScript(run: ScriptRun): Spawned {
  const dialect = run.dialect ?? 'bash';
  const name = dialect === 'bash' ? 'bash' : 'sh';
  return run.machine.processes.fork({
    command: [name, '-c', run.script, ...(run.args ?? [])], environment: new Map(run.environment ?? []), directory: run.directory ?? '/',
    stdin: run.stdin ?? emptyReader(), stdout: run.stdout, stderr: run.stderr, ...(run.uid === undefined ? {} : { uid: run.uid }), group: 'new',
  }, createShellCommand(dialect));
}
