/** Collects the pieces of words into fields, splitting at IFS where an expansion was not quoted. */
import type { Piece } from './pattern.ts';

export type Fields = {
  /** Text that is never split. `active`: pattern characters in it count. */
  add(text: string, quoted: boolean, active?: boolean): void;
  /** The result of an unquoted expansion. */
  addSplit(text: string, separators: string): void;
  /** Ends the present field; the next text starts a new one. */
  cut(): void;
  done(): readonly (readonly Piece[])[];
};

export function collectFields(): Fields {
  const fields: Piece[][] = [];
  let current: Piece[] | undefined;
  const cut = (): void => { if (current !== undefined) { fields.push(current); current = undefined; } };
  const push = (text: string, quoted: boolean, active: boolean): void => {
    if (text === '' && !quoted) return;
    current ??= [];
    current.push({ text, quoted, active });
  };
  return {
    add: (text, quoted, active = false) => push(text, quoted, active),
    addSplit(text, separators) {
      const blanks = Array.from(separators).filter((c) => ' \t\n'.includes(c)).join('');
      let start = 0;
      for (let i = 0; i <= text.length; i++) {
        const c = text[i];
        if (c !== undefined && !separators.includes(c)) continue;
        if (c === undefined) { push(text.slice(start), false, true); break; }
        push(text.slice(start, i), false, true);
        if (!blanks.includes(c) && current === undefined) current = [{ text: '', quoted: true, active: false }];
        cut();
        while (i + 1 < text.length && blanks.includes(text[i + 1] as string)) i++;
        // Blanks around a visible separator belong to it.
        if (blanks.includes(c) && i + 1 < text.length && separators.includes(text[i + 1] as string)) {
          i++;
          while (i + 1 < text.length && blanks.includes(text[i + 1] as string)) i++;
        }
        start = i + 1;
      }
    },
    cut,
    done() { cut(); return fields; },
  };
}
