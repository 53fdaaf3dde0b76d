/** exec and attach: the streams of this process wired to a process in a container. */
import type { Status } from '../api/index.ts';
import type { ApiResponse, ExecSession } from '../apiserver/index.ts';
import { finished, startTask } from '../time/index.ts';
import type { Reader, Task, Wait, Writer } from '../time/index.ts';
import { Failure, fail, statusProblem } from './problems.ts';
import type { KubectlContext } from './verb.ts';

export type SessionOptions = { readonly stdin: boolean; readonly tty: boolean };

export function sessionOf(response: ApiResponse): ExecSession {
  if (response.type === 'session') return response.session;
  if (response.type === 'object') throw new Failure(statusProblem(response.body as Status)); // only refusals are objects here
  return fail(`unable to upgrade connection: ${response.type === 'text' ? response.body : 'the server sent no session'}`);
}

function* copy(from: Reader, to: Writer): Task<void> {
  for (let text = yield* from.read(); text !== undefined; text = yield* from.read()) if (!to.write(text)) return;
}

/** Until the process has ended and all that it wrote has been passed on. @returns its exit code */
export function* runSession(context: KubectlContext, session: ExecSession, options: SessionOptions): Task<number> {
  const { clock, command } = context;
  const terminal = options.tty ? command.process.terminal : undefined;
  const wasRaw = terminal?.raw ?? false;
  if (terminal !== undefined) { terminal.raw = true; session.resize(terminal.columns, terminal.rows); }
  const input = options.stdin ? startTask(clock, (function* feed(): Task<void> {
    yield* copy(command.stdin, session.stdin);
    session.stdin.close();
  })()) : undefined;
  const output = [startTask(clock, copy(session.stdout, command.stdout)), startTask(clock, copy(session.stderr, command.stderr))];
  let exit: { readonly code: number; readonly error?: string } | undefined;
  const ended: Wait = (wake) => { session.onExit((result) => { exit = result; wake(); }); return () => undefined; };
  try {
    yield ended;
    for (const running of output) yield finished(running);
  } finally {
    input?.cancel();
    for (const running of output) running.cancel();
    if (terminal !== undefined) terminal.raw = wasRaw;
    if (exit === undefined) session.kill();
  }
  if (exit?.error !== undefined) fail(`Internal error occurred: Internal error occurred: error executing command in container: ${exit.error}`);
  return exit?.code ?? 0;
}

/** Without a terminal of its own kubectl cannot offer one. @k8s kubectl/pkg/cmd/exec/exec.go SetupTTY */
export function usableTty(context: KubectlContext, wanted: boolean, stdin: boolean, quiet: boolean): boolean {
  if (!wanted || !stdin) return wanted && stdin;
  if (context.command.tty || context.command.process.terminal !== undefined) return true;
  if (!quiet) context.error('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  return false;
}
