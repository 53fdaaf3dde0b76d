import type { Reader, Task } from '../../time/index.ts';
import { send } from '../pipe.ts';
import { badOptions, cantOpen, eachInput, plainWords, type CommandMaker } from './common.ts';
import { parseOptions } from './options.ts';

/** `cat -v`: control characters as ^X, high bytes as M-x. */
export function visible(text: string, tabs: boolean): string {
  let out = '';
  for (const c of text) {
    const code = c.charCodeAt(0);
    if (c === '\n' || (c === '\t' && !tabs)) out += c;
    else if (code < 32) out += `^${String.fromCharCode(code + 64)}`;
    else if (code === 127) out += '^?';
    else if (code > 127 && code < 256) out += `M-${visible(String.fromCharCode(code - 128), true)}`;
    else out += c;
  }
  return out;
}

export const makeCat: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'nbvAEeTtsu', long: { number: 'n', 'show-all': 'A', 'show-ends': 'E', 'show-nonprinting': 'v', 'number-nonblank': 'b', 'squeeze-blank': 's' } });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const has = (letters: string): boolean => Array.from(letters).some((letter) => options.flags.has(letter));
  const plain = !has('nbvAEeTts');
  let number = 0;
  let blank = false;
  function* decorated(reader: Reader): Task<void> {
    for (let line = yield* reader.readLine(); line !== undefined; line = yield* reader.readLine()) {
      const empty = line === '\n';
      if (has('s') && empty && blank) continue;
      blank = empty;
      let text = has('vAet') ? visible(line, has('AtT')) : has('T') ? line.replace(/\t/g, '^I') : line;
      if (has('AEe')) text = text.replace(/\n$/, '$$\n');
      const counted = has('b') ? !empty : has('n');
      yield* send(context.stdout, counted ? `${String(++number).padStart(6)}\t${text}` : text);
    }
  }
  return yield* eachInput(context, options.operands, flavour === 'gnu' ? plainWords : cantOpen, function* (reader) {
    if (!plain) { yield* decorated(reader); return; }
    for (let text = yield* reader.read(); text !== undefined; text = yield* reader.read()) yield* send(context.stdout, text);
  });
};
