/** A terminal: a machine's shell with lines typed into it and text coming out. */
import { createShellCommand, type Machine, type Shell, type TerminalPort } from '../script/index.ts';
import type { Running, Writer } from '../time/index.ts';
import type { Exit } from '../script/index.ts';
import { complete, type Completer, type Completion } from './completion.ts';
import { createTtyInput } from './ttyInput.ts';

export type TerminalOptions = {
  readonly machine: Machine;
  readonly environment: ReadonlyMap<string, string>;
  readonly directory: string;
  readonly uid?: number;
  /** All that the terminal shows, the echo of what is typed included. `\x1b[2J\x1b[H` clears it. */
  readonly onOutput: (text: string) => void;
  readonly completers?: ReadonlyMap<string, Completer>;
  readonly columns?: number;
  readonly rows?: number;
  /** Read by the shell before its first prompt. */
  readonly startFile?: string;
};
export type Terminal = {
  /** A line typed and sent with Enter. */
  line(text: string): void;
  /** Ctrl-C. */
  interrupt(): void;
  /** Ctrl-D. */
  endOfInput(): void;
  /** `prompt`: the unfinished last line while somebody reads the terminal. `busy`: another program than the shell has it. */
  state(): { readonly prompt: string; readonly busy: boolean };
  complete(line: string, cursor: number): Completion;
  history(): readonly string[];
  /** The shell's own working directory. */
  directory(): string;
  resize(columns: number, rows: number): void;
};

type Port = { -readonly [key in keyof TerminalPort]: TerminalPort[key] };
/** Colours and cursor movements. */
const ESCAPES = new RegExp(`${'\x1b'}\\[[0-9;]*[A-Za-z]`, 'g');
const INTERRUPT = '\x03';
const END_OF_INPUT = '\x04';

export function createTerminal(options: TerminalOptions): Terminal {
  const { machine } = options;
  const input = createTtyInput();
  const port: Port = { raw: false, columns: options.columns ?? 80, rows: options.rows ?? 24, foreground: 0 };
  let lastLine = '';
  let shell: Shell | undefined;
  let running: Running<Exit> | undefined;

  const show = (text: string): void => {
    if (text === '') return;
    // What stands on the line where the cursor is, without colours and erased text.
    // oxlint-disable-next-line no-control-regex -- escape sequences are what is looked for
    lastLine = (lastLine + text).slice(Math.max(0, (lastLine + text).lastIndexOf('\n') + 1)).replace(ESCAPES, '');
    options.onOutput(text);
  };
  const output: Writer = { write(text) { show(text); return true; }, close: () => undefined };

  function startShell(): void {
    const spawned = machine.processes.fork({
      command: ['-bash'], environment: new Map(options.environment), directory: options.directory, stdin: input, stdout: output, stderr: output,
      tty: true, terminal: port, group: 'new', ...(options.uid === undefined ? {} : { uid: options.uid }),
    }, createShellCommand('bash', { onInteractive: (started) => { if (shell !== undefined) started.history = shell.history; shell = started; }, ...(options.startFile === undefined ? {} : { startFile: options.startFile }) }));
    running = spawned.running;
    // `exit` ends the shell; the learner's terminal gets a new one.
    spawned.onExit(() => { port.raw = false; port.foreground = 0; startShell(); });
  }
  startShell();

  return {
    line(text) {
      show(`${text}\n`);
      input.type(`${text}\n`);
    },
    interrupt() {
      if (port.raw) { input.type(INTERRUPT); return; }
      show('^C\n');
      input.flush();
      if (port.foreground !== 0) machine.processes.killGroup(port.foreground, 'INT');
    },
    endOfInput() {
      if (port.raw) input.type(END_OF_INPUT); else input.endOfInput();
    },
    state() {
      const own = shell !== undefined && running?.done === false && port.foreground === shell.process.group;
      return { prompt: input.waiting ? lastLine : '', busy: !(own && input.waiting) };
    },
    complete: (line, cursor) => (shell === undefined ? { from: cursor, to: cursor, candidates: [] } : complete(shell, options.completers ?? new Map(), line, cursor)),
    history: () => shell?.history ?? [],
    directory: () => shell?.directory ?? options.directory,
    resize(columns, rows) { port.columns = columns; port.rows = rows; },
  };
}
