/** Redis' own protocol for clients from outside: bytes that come through a port-forward, or what is typed into nc. @k8s https://redis.io/docs/latest/develop/reference/protocol-spec (RESP2) */
import type { ByteHandler } from '../../../script/index.ts';
import type { Task } from '../../../time/index.ts';
import type { Reply } from './values.ts';

export type Session = { password: string };
export type RunWords = (words: readonly string[], session: Session) => Task<Reply>;

/** Bytes as characters ↔ text. */
const toBytes = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text));
const toText = (bytes: string): string => new TextDecoder().decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));

function written(reply: Reply): string {
  if (reply === null) return '$-1\r\n';
  if (typeof reply === 'number') return `:${reply}\r\n`;
  if (typeof reply === 'string') { const bytes = toBytes(reply); return `$${bytes.length}\r\n${bytes}\r\n`; }
  if ('status' in reply) return `+${reply.status}\r\n`;
  if ('error' in reply) return `-${reply.error}\r\n`;
  return `*${reply.length}\r\n${reply.map(written).join('')}`;
}

type Parsed = { readonly words: readonly string[]; readonly rest: string };

/** One command from the start of what has come; undefined: more is needed. Without `*` it is words on a line. */
export function parseCommand(buffer: string): Parsed | undefined {
  const end = buffer.indexOf('\n');
  if (end < 0) return undefined;
  const line = buffer.slice(0, end).replace(/\r$/, '');
  if (!line.startsWith('*')) return { words: line.trim() === '' ? [] : line.trim().split(/\s+/).map(toText), rest: buffer.slice(end + 1) };
  let at = end + 1;
  const words: string[] = [];
  for (let i = 0; i < Number(line.slice(1)); i++) {
    const lineEnd = buffer.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const length = Number(buffer.slice(at + 1, lineEnd));
    const start = lineEnd + 2;
    if (buffer.length < start + length + 2) return undefined;
    words.push(toText(buffer.slice(start, start + length)));
    at = start + length + 2;
  }
  return { words, rest: buffer.slice(at) };
}

export const respServer = (run: RunWords): ByteHandler => function* serve({ input, output }): Task<void> {
  const session: Session = { password: '' };
  let buffer = '';
  for (let text = yield* input.read(); text !== undefined; text = yield* input.read()) {
    buffer += text;
    for (let parsed = parseCommand(buffer); parsed !== undefined; parsed = parseCommand(buffer)) {
      buffer = parsed.rest;
      const [name = '', ...args] = parsed.words;
      const command = name.toUpperCase();
      if (command === '') continue;
      if (command === 'QUIT') { output.write('+OK\r\n'); return; }
      // Newer clients ask for another protocol first, and go on without it.
      if (command === 'HELLO' || command === 'CLIENT') { output.write(command === 'CLIENT' ? '+OK\r\n' : '-NOPROTO unsupported protocol version\r\n'); continue; }
      if (command === 'AUTH') session.password = args.at(-1) ?? '';
      output.write(written(yield* run(parsed.words, session)));
    }
  }
};
