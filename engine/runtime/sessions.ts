/** exec and attach: a client's streams wired to a process. */
import type { ExecSession } from '../apiserver/index.ts';
import type { Exit, Spawned, TerminalPort } from '../script/index.ts';
import { createPipe, type Clock, type Reader, type Writer } from '../time/index.ts';
import type { Container } from './container.ts';

export type Streams = { readonly stdin: Reader; readonly stdout: Writer; readonly stderr: Writer; readonly terminal: TerminalPort | undefined };
export type SessionOptions = { readonly clock: Clock; readonly stdin: boolean; readonly tty: boolean; readonly delayMs: number };

const COLUMNS = 80;
const ROWS = 24;
const INTERRUPT = '\x03';
const END_OF_INPUT = '\x04';

type Terminal = { raw: boolean; columns: number; rows: number; foreground: number };

/** What the terminal's line discipline does with typed text: Ctrl-C is a signal, Ctrl-D the end of input. */
function typed(text: string, terminal: Terminal, input: Writer, interrupt: (group: number) => void): void {
  if (terminal.raw) { input.write(text); return; }
  for (const character of text.replaceAll('\r', '\n')) {
    if (character === INTERRUPT) { if (terminal.foreground !== 0) interrupt(terminal.foreground); }
    else if (character === END_OF_INPUT) input.close();
    else input.write(character);
  }
}

/** Starts `spawn` after the delay and gives the client its ends. */
export function openSession(options: SessionOptions, spawn: (streams: Streams) => Spawned | { readonly error: string }, interrupt: (group: number) => void, kill: (pid: number) => void): ExecSession {
  const { clock, tty } = options;
  const input = createPipe();
  const output = createPipe();
  const errors = createPipe();
  const terminal: Terminal = { raw: false, columns: COLUMNS, rows: ROWS, foreground: 0 };
  const listeners: ((exit: { readonly code: number; readonly error?: string }) => void)[] = [];
  let over: { readonly code: number; readonly error?: string } | undefined;
  let pid: number | undefined;
  if (!options.stdin) input.close();

  const end = (exit: { readonly code: number; readonly error?: string }): void => {
    if (over !== undefined) return;
    over = exit;
    output.close();
    errors.close();
    for (const listener of listeners.splice(0)) listener(exit);
  };
  const timer = clock.after(options.delayMs, () => {
    const spawned = spawn({ stdin: input, stdout: output, stderr: tty ? output : errors, terminal: tty ? terminal : undefined });
    if ('error' in spawned) { end({ code: 128, error: spawned.error }); return; }
    pid = spawned.pid;
    if (terminal.foreground === 0) terminal.foreground = spawned.pid;
    spawned.onExit((exit: Exit) => end({ code: exit.code }));
  });
  return {
    stdin: {
      write(text) {
        if (over !== undefined || !options.stdin) return false;
        if (tty) { typed(text, terminal, input, interrupt); return true; }
        return input.write(text);
      },
      close() { input.close(); },
    },
    stdout: output, stderr: errors,
    resize(columns, rows) { terminal.columns = columns; terminal.rows = rows; },
    onExit(listener) { if (over !== undefined) listener(over); else listeners.push(listener); },
    kill() {
      if (pid === undefined) { clock.cancel(timer); end({ code: 137 }); } else kill(pid);
    },
  };
}

/** The streams of a running main process, from now on. */
export function attachTo(container: Container, clock: Clock): ExecSession {
  const output = createPipe();
  const errors = createPipe();
  const listeners: ((exit: { readonly code: number }) => void)[] = [];
  let over = false;
  const stop = container.log.listen((stream, text) => { (stream === 'stdout' ? output : errors).write(text); });
  const end = (code: number): void => {
    if (over) return;
    over = true;
    stop();
    output.close();
    errors.close();
    for (const listener of listeners.splice(0)) listener({ code });
  };
  container.onExit(() => end(container.state().exitCode));
  return {
    stdin: { write: (text) => container.input?.write(text) ?? false, close: () => container.input?.close() },
    stdout: output, stderr: errors,
    resize: () => undefined,
    onExit(listener) { if (over) clock.after(0, () => listener({ code: container.state().exitCode })); else listeners.push(listener); },
    // The client goes away; the process does not care.
    kill: () => end(0),
  };
}
