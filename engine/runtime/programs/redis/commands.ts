/** Redis' commands, the everyday part; everything else is told to be unknown. */
import { OK, WRONG_TYPE, type Database, type Entry, type RedisValue, type Reply } from './values.ts';

export type Store = {
  readonly database: Database;
  readonly config: Map<string, string>;
  readonly now: () => number;
  readonly info: () => string;
  /** Told of everything that changes data. */
  readonly save: () => void;
};
type Handler = { readonly arity: number; readonly writes?: true; readonly run: (store: Store, args: readonly string[]) => Reply };

function entryOf({ database, now }: Store, key: string): Entry | undefined {
  const entry = database.get(key);
  if (entry?.expiresAt !== undefined && entry.expiresAt <= now()) { database.delete(key); return undefined; }
  return entry;
}
/** The value of a key if it has that type, `wrong` if it has another. */
function typed<T extends RedisValue['type']>(store: Store, key: string, type: T): Extract<RedisValue, { readonly type: T }> | undefined | 'wrong' {
  const value = entryOf(store, key)?.value;
  if (value === undefined) return undefined;
  return value.type === type ? value as Extract<RedisValue, { readonly type: T }> : 'wrong'; // just compared
}
const put = (store: Store, key: string, value: RedisValue): void => { store.database.set(key, { value, expiresAt: store.database.get(key)?.expiresAt }); };
const NOT_INTEGER: Reply = { error: 'ERR value is not an integer or out of range' };
const SYNTAX: Reply = { error: 'ERR syntax error' };

function add(store: Store, key: string, by: number): Reply {
  const value = typed(store, key, 'string');
  if (value === 'wrong') return WRONG_TYPE;
  if (!Number.isSafeInteger(by) || (value !== undefined && !/^-?\d+$/.test(value.text))) return NOT_INTEGER;
  const next = Number(value?.text ?? 0) + by;
  put(store, key, { type: 'string', text: String(next) });
  return next;
}
function set(store: Store, [key = '', text = '', ...options]: readonly string[]): Reply {
  const words = options.map((word) => word.toUpperCase());
  const present = entryOf(store, key) !== undefined;
  if ((words.includes('NX') && present) || (words.includes('XX') && !present)) return null;
  const at = words.findIndex((word) => word === 'EX' || word === 'PX');
  const span = Number(words[at + 1]) * (words[at] === 'EX' ? 1000 : 1);
  if (at >= 0 && !(span > 0)) return SYNTAX;
  store.database.set(key, { value: { type: 'string', text }, expiresAt: at < 0 ? undefined : store.now() + span });
  return OK;
}
function push(store: Store, [key = '', ...items]: readonly string[], left: boolean): Reply {
  const list = typed(store, key, 'list');
  if (list === 'wrong') return WRONG_TYPE;
  const all = list?.items ?? [];
  for (const item of items) if (left) all.unshift(item); else all.push(item);
  put(store, key, { type: 'list', items: all });
  return all.length;
}
function pop(store: Store, key: string, left: boolean): Reply {
  const list = typed(store, key, 'list');
  if (list === 'wrong') return WRONG_TYPE;
  const item = left ? list?.items.shift() : list?.items.pop();
  if (list?.items.length === 0) store.database.delete(key);
  return item ?? null;
}
function range(store: Store, [key = '', from = '0', to = '-1']: readonly string[]): Reply {
  const list = typed(store, key, 'list');
  if (list === 'wrong') return WRONG_TYPE;
  const items = list?.items ?? [];
  const index = (text: string): number => (Number(text) < 0 ? items.length + Number(text) : Number(text));
  return items.slice(Math.max(0, index(from)), index(to) + 1);
}
const pattern = (glob: string): RegExp => new RegExp(`^${glob.replace(/[.+^${}()|\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.')}$`);
const living = (store: Store): readonly string[] => [...store.database.keys()].filter((key) => entryOf(store, key) !== undefined);
function withHash(store: Store, key: string, run: (fields: Map<string, string>) => Reply): Reply {
  const hash = typed(store, key, 'hash');
  return hash === 'wrong' ? WRONG_TYPE : run(hash?.fields ?? new Map());
}

const HANDLERS: { readonly [name: string]: Handler } = {
  PING: { arity: 0, run: (_, [text]) => text ?? { status: 'PONG' } }, ECHO: { arity: 1, run: (_, [text = '']) => text }, SELECT: { arity: 1, run: () => OK },
  TIME: { arity: 0, run: ({ now }) => [String(Math.floor(now() / 1000)), String((now() % 1000) * 1000)] },
  SET: { arity: 2, writes: true, run: set },
  SETEX: { arity: 3, writes: true, run: (store, [key = '', span = '', text = '']) => set(store, [key, text, 'EX', span]) },
  SETNX: { arity: 2, writes: true, run: (store, [key = '', text = '']) => (set(store, [key, text, 'NX']) === null ? 0 : 1) },
  GET: { arity: 1, run: (store, [key = '']) => { const value = typed(store, key, 'string'); return value === 'wrong' ? WRONG_TYPE : value?.text ?? null; } },
  MSET: { arity: 2, writes: true, run: (store, args) => { for (let at = 0; at + 1 < args.length; at += 2) set(store, args.slice(at, at + 2)); return OK; } },
  MGET: { arity: 1, run: (store, args) => args.map((key) => { const value = typed(store, key, 'string'); return value === undefined || value === 'wrong' ? null : value.text; }) },
  APPEND: { arity: 2, writes: true, run: (store, [key = '', text = '']) => { const value = typed(store, key, 'string'); if (value === 'wrong') return WRONG_TYPE; put(store, key, { type: 'string', text: (value?.text ?? '') + text }); return (value?.text ?? '').length + text.length; } },
  STRLEN: { arity: 1, run: (store, [key = '']) => { const value = typed(store, key, 'string'); return value === 'wrong' ? WRONG_TYPE : (value?.text ?? '').length; } },
  INCR: { arity: 1, writes: true, run: (store, [key = '']) => add(store, key, 1) }, DECR: { arity: 1, writes: true, run: (store, [key = '']) => add(store, key, -1) },
  INCRBY: { arity: 2, writes: true, run: (store, [key = '', by = '']) => add(store, key, Number(by)) }, DECRBY: { arity: 2, writes: true, run: (store, [key = '', by = '']) => add(store, key, -Number(by)) },
  DEL: { arity: 1, writes: true, run: (store, keys) => keys.filter((key) => store.database.delete(key)).length },
  EXISTS: { arity: 1, run: (store, keys) => keys.filter((key) => entryOf(store, key) !== undefined).length },
  TYPE: { arity: 1, run: (store, [key = '']) => ({ status: entryOf(store, key)?.value.type ?? 'none' }) },
  KEYS: { arity: 1, run: (store, [glob = '*']) => { const wanted = pattern(glob); return living(store).filter((key) => wanted.test(key)); } },
  DBSIZE: { arity: 0, run: (store) => living(store).length },
  FLUSHALL: { arity: 0, writes: true, run: (store) => { store.database.clear(); return OK; } }, FLUSHDB: { arity: 0, writes: true, run: (store) => { store.database.clear(); return OK; } },
  EXPIRE: { arity: 2, writes: true, run: (store, [key = '', span = '']) => { const entry = entryOf(store, key); if (entry === undefined) return 0; entry.expiresAt = store.now() + Number(span) * 1000; return 1; } },
  PERSIST: { arity: 1, writes: true, run: (store, [key = '']) => { const entry = entryOf(store, key); if (entry?.expiresAt === undefined) return 0; entry.expiresAt = undefined; return 1; } },
  TTL: { arity: 1, run: (store, [key = '']) => { const entry = entryOf(store, key); return entry === undefined ? -2 : entry.expiresAt === undefined ? -1 : Math.round((entry.expiresAt - store.now()) / 1000); } },
  LPUSH: { arity: 2, writes: true, run: (store, args) => push(store, args, true) }, RPUSH: { arity: 2, writes: true, run: (store, args) => push(store, args, false) },
  LPOP: { arity: 1, writes: true, run: (store, [key = '']) => pop(store, key, true) }, RPOP: { arity: 1, writes: true, run: (store, [key = '']) => pop(store, key, false) },
  LLEN: { arity: 1, run: (store, [key = '']) => { const list = typed(store, key, 'list'); return list === 'wrong' ? WRONG_TYPE : list?.items.length ?? 0; } }, LRANGE: { arity: 3, run: range },
  HSET: { arity: 3, writes: true, run: (store, [key = '', ...pairs]) => withHash(store, key, (fields) => { let made = 0; for (let at = 0; at + 1 < pairs.length; at += 2) { if (!fields.has(pairs[at] ?? '')) made++; fields.set(pairs[at] ?? '', pairs[at + 1] ?? ''); } put(store, key, { type: 'hash', fields }); return made; }) },
  HGET: { arity: 2, run: (store, [key = '', name = '']) => withHash(store, key, (fields) => fields.get(name) ?? null) },
  HGETALL: { arity: 1, run: (store, [key = '']) => withHash(store, key, (fields) => [...fields].flat()) },
  HKEYS: { arity: 1, run: (store, [key = '']) => withHash(store, key, (fields) => [...fields.keys()]) },
  SADD: { arity: 2, writes: true, run: (store, [key = '', ...members]) => { const value = typed(store, key, 'set'); if (value === 'wrong') return WRONG_TYPE; const all = value?.members ?? new Set<string>(); const before = all.size; for (const member of members) all.add(member); put(store, key, { type: 'set', members: all }); return all.size - before; } },
  SMEMBERS: { arity: 1, run: (store, [key = '']) => { const value = typed(store, key, 'set'); return value === 'wrong' ? WRONG_TYPE : [...value?.members ?? []]; } },
  SAVE: { arity: 0, run: (store) => { store.save(); return OK; } }, BGSAVE: { arity: 0, run: (store) => { store.save(); return { status: 'Background saving started' }; } },
  INFO: { arity: 0, run: ({ info }) => info() },
};

/** Settings, which are no data. */
function config({ config: settings }: Store, [verb = '', name = '*', value]: readonly string[]): Reply {
  if (verb.toUpperCase() === 'GET') { const wanted = pattern(name); return [...settings].filter(([key]) => wanted.test(key)).flat(); }
  if (verb.toUpperCase() === 'SET' && value !== undefined) { settings.set(name, value); return OK; }
  return { error: `ERR unknown subcommand '${verb}'. Try CONFIG HELP.` };
}

export function runCommand(store: Store, words: readonly string[], options: { readonly readOnly: boolean }): Reply {
  const [first = '', ...args] = words;
  const name = first.toUpperCase();
  if (name === 'CONFIG') return config(store, args);
  const handler = HANDLERS[name];
  if (handler === undefined) return { error: `ERR unknown command '${first}', with args beginning with: ${args.map((word) => `'${word}' `).join('')}` };
  if (args.length < handler.arity) return { error: `ERR wrong number of arguments for '${first.toLowerCase()}' command` };
  if (handler.writes === true && options.readOnly) return { error: "READONLY You can't write against a read only replica." };
  const reply = handler.run(store, args);
  if (handler.writes === true && store.config.get('appendonly') === 'yes') store.save();
  return reply;
}
