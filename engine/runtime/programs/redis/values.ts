/** Redis' data: strings, lists, hashes and sets with their times of death. */
export type RedisValue = { readonly type: 'string'; text: string } | { readonly type: 'list'; items: string[] } | { readonly type: 'hash'; fields: Map<string, string> } | { readonly type: 'set'; members: Set<string> };
export type Entry = { readonly value: RedisValue; expiresAt: number | undefined };
export type Database = Map<string, Entry>;

/** A reply of the protocol: a status, an error, a number, a text, nothing, or a list of these. */
export type Reply = { readonly status: string } | { readonly error: string } | number | string | null | readonly Reply[];
export const OK: Reply = { status: 'OK' };
export const WRONG_TYPE: Reply = { error: 'WRONGTYPE Operation against a key holding the wrong kind of value' };

/** One line of JSON per key. */
export function dump(database: Database): string {
  return [...database].map(([key, { value, expiresAt }]) => {
    const content = value.type === 'string' ? value.text : value.type === 'list' ? value.items : value.type === 'hash' ? [...value.fields] : [...value.members];
    return `${JSON.stringify([key, value.type, content, expiresAt ?? 0])}\n`;
  }).join('');
}

const isText = (value: unknown): value is string => typeof value === 'string';
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter(isText) : []);
function valueOf(type: unknown, content: unknown): RedisValue | undefined {
  if (type === 'string') return { type, text: String(content) };
  if (type === 'list') return { type, items: texts(content) };
  if (type === 'set') return { type, members: new Set(texts(content)) };
  if (type !== 'hash' || !Array.isArray(content)) return undefined;
  return { type, fields: new Map(content.map((pair): [string, string] => { const [name = '', text = ''] = texts(pair); return [name, text]; })) };
}

export function load(text: string): Database {
  const database: Database = new Map();
  for (const line of text.split('\n')) {
    if (!line.startsWith('[')) continue;
    let parts: unknown;
    try { parts = JSON.parse(line); } catch (error) { if (error instanceof SyntaxError) continue; throw error; }
    if (!Array.isArray(parts)) continue;
    const [key, type, content, expiresAt] = parts as readonly unknown[]; // JSON of our own
    const value = valueOf(type, content);
    if (isText(key) && value !== undefined) database.set(key, { value, expiresAt: typeof expiresAt === 'number' && expiresAt > 0 ? expiresAt : undefined });
  }
  return database;
}

/** As redis-cli prints to a pipe (`raw`), or to a terminal. */
export function printed(reply: Reply, raw: boolean, indent = ''): string {
  if (reply === null) return raw ? '\n' : '(nil)\n';
  if (typeof reply === 'number') return raw ? `${reply}\n` : `(integer) ${reply}\n`;
  if (typeof reply === 'string') return raw ? `${reply}\n` : `${JSON.stringify(reply)}\n`;
  if ('status' in reply) return `${reply.status}\n`;
  if ('error' in reply) return raw ? `${reply.error}\n\n` : `(error) ${reply.error}\n`;
  if (raw) return reply.map((item) => printed(item, raw)).join('') || '\n';
  if (reply.length === 0) return '(empty array)\n';
  const width = String(reply.length).length;
  return reply.map((item, index) => {
    const head = `${String(index + 1).padStart(width)}) `;
    return `${index === 0 ? '' : indent}${head}${printed(item, raw, indent + ' '.repeat(head.length))}`;
  }).join('');
}
