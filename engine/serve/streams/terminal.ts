/**
 * The terminal of a session, as the kernel of the container's machine has it: what is typed is shown and edited, whole lines go to the
 * program, and its lines end with a carriage return too, for the terminal at the other end is in raw mode.
 */

export type TerminalSession = {
  /** Bytes that were typed, as text. */
  typed(text: string): void;
  /** What the program wrote → what is shown. */
  shown(text: string): string;
};

const KEY = { interrupt: '\x03', end: '\x04', bell: '\x07', backspace: '\b', tab: '\t', kill: '\x15', word: '\x17', quit: '\x1c', escape: '\x1b', erase: '\x7f' } as const;
const RUBOUT = '\b \b';

/** @param send to the program; @param echo to the client */
export function createTerminal(send: (text: string) => void, echo: (text: string) => void): TerminalSession {
  let line: string[] = [];
  let sequence = '';
  const rub = (count: number): void => { line.splice(Math.max(0, line.length - count)); echo(RUBOUT.repeat(count)); };
  const submit = (text: string): void => { line = []; send(text); };

  const control = (key: string): void => {
    switch (key) {
      case '\r': case '\n': echo('\r\n'); submit(`${line.join('')}\n`); break;
      case KEY.interrupt: case KEY.quit: echo(key === KEY.interrupt ? '^C\r\n' : '^\\'); submit(KEY.interrupt); break;
      case KEY.end: submit(line.length === 0 ? KEY.end : line.join('')); break;
      case KEY.erase: case KEY.backspace: if (line.length > 0) rub(1); break;
      case KEY.kill: rub(line.length); break;
      case KEY.word: rub(/\S*\s*$/.exec(line.join(''))?.[0].length ?? 0); break;
      case KEY.escape: sequence = key; break;
      case KEY.tab: line.push(key); echo(key); break;
      default: // other control characters edit nothing here
    }
  };
  return {
    typed(text) {
      for (const key of text) {
        if (sequence !== '') { sequence = endsSequence(sequence + key) ? '' : sequence + key; continue; }
        if (key < ' ' || key === KEY.erase) { control(key); continue; }
        line.push(key);
        echo(key);
      }
    },
    shown: (text) => text.replace(/\r?\n/g, '\r\n'),
  };
}

/** Arrows and function keys: ESC, a bracket or O, parameters, a letter. There is no history to go through. */
const endsSequence = (sequence: string): boolean => sequence.length > 8 || (sequence.length === 2 ? !/[[O]/.test(sequence[1] ?? '') : /[A-Za-z~]$/.test(sequence));
