/** redis-server: its start, its data in memory and on the disk, its end. */
import { FileError, type Command, type CommandContext, type HttpHandler } from '../../../script/index.ts';
import { sleep, type Task } from '../../../time/index.ts';
import { moments, signalQueue } from '../run.ts';
import { runCommand, type Store } from './commands.ts';
import { respServer } from './resp.ts';
import { dump, load, OK, type Database, type Reply } from './values.ts';
import { answerOf, ask, isRedis, readRequest, REDIS_PORT } from './wire.ts';

const DEFAULTS: readonly (readonly [string, string])[] = [
  ['appendonly', 'no'], ['bind', '* -::*'], ['databases', '16'], ['dbfilename', 'dump.rdb'], ['dir', ''], ['maxmemory', '0'], ['maxmemory-policy', 'noeviction'], ['port', String(REDIS_PORT)], ['requirepass', ''],
  ['save', '3600 1 300 100 60 10000'], ['timeout', '0'],
];
const MEMORY = 8_500_000;
/** A key with its bookkeeping. */
const BYTES_PER_KEY = 100;

/** A file's lines, then the command line over them. */
function settingsOf(context: CommandContext): { readonly settings: Map<string, string>; readonly file: string | undefined } | { readonly problem: string } {
  const settings = new Map([...DEFAULTS, ['dir', context.directory] as const]);
  const set = (name: string, value: string): void => { settings.set(name === 'slaveof' ? 'replicaof' : name, value.replace(/^"(.*)"$/, '$1')); };
  const [first] = context.args;
  const file = first === undefined || first.startsWith('-') ? undefined : first;
  if (file !== undefined) {
    const real = context.machine.files.realPath(file.startsWith('/') ? file : `${context.directory}/${file}`);
    const content = real === undefined ? undefined : context.machine.files.read(real);
    if (typeof content !== 'string') return { problem: `Fatal error, can't open config file '${file}': No such file or directory` };
    for (const line of content.split('\n')) {
      const [name = '', ...values] = line.trim().split(/\s+/);
      if (name !== '' && !name.startsWith('#')) set(name.toLowerCase(), values.join(' '));
    }
  }
  let name = '';
  let values: string[] = [];
  const keep = (): void => { if (name !== '') set(name, values.join(' ')); };
  for (const word of context.args.slice(file === undefined ? 0 : 1)) {
    if (!word.startsWith('--')) { values.push(word); continue; }
    keep();
    name = word.slice(2).toLowerCase();
    values = [];
  }
  keep();
  return { settings, file };
}

const pathsOf = (settings: ReadonlyMap<string, string>): readonly string[] => {
  const directory = settings.get('dir') ?? '/data';
  const append = `${directory}/appendonlydir/appendonly.aof.1.base.rdb`;
  return settings.get('appendonly') === 'yes' ? [append] : [`${directory}/${settings.get('dbfilename') ?? 'dump.rdb'}`];
};
function restore({ machine }: CommandContext, settings: ReadonlyMap<string, string>): Database {
  const path = pathsOf(settings).find((entry) => machine.files.realPath(entry) !== undefined);
  const content = path === undefined ? '' : machine.files.read(path);
  return load(typeof content === 'string' ? content : '');
}
function write({ machine }: CommandContext, { database, config }: Store): string | undefined {
  const [path = '/data/dump.rdb'] = pathsOf(config);
  try {
    machine.files.makeDirectory(path.slice(0, path.lastIndexOf('/')), { parents: true });
    machine.files.write(path, dump(database));
    return undefined;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return `Failed opening the temp RDB file temp-1.rdb (in server root dir ${config.get('dir') ?? ''}) for saving: ${error.reason}`;
  }
}

/** What a replica knows is what its primary says when it is asked. */
function* follow(context: CommandContext, { database, config }: Store): Task<void> {
  const [host = '', port = String(REDIS_PORT)] = (config.get('replicaof') ?? '').split(' ');
  const answer = yield* ask(context.machine.network, host, Number(port), { words: ['PEAPOD.DUMP'], password: config.get('masterauth') ?? '' });
  if (!answer.ok || typeof answer.reply !== 'string') return;
  database.clear();
  for (const [key, entry] of load(answer.reply)) database.set(key, entry);
}

/** One command, whichever way it came. */
function* respond(context: CommandContext, store: Store, words: readonly string[], password: string): Task<Reply> {
  context.process.spendCpu(0.05);
  yield sleep(context.machine.clock, 1);
  const wanted = store.config.get('requirepass') ?? '';
  if (wanted !== '' && password !== wanted) return { error: password === '' ? 'NOAUTH Authentication required.' : 'WRONGPASS invalid username-password pair or user is disabled.' };
  if (words[0]?.toUpperCase() === 'AUTH') return OK;
  if (words[0] === 'PEAPOD.DUMP') return dump(store.database);
  const replica = store.config.has('replicaof');
  if (replica) yield* follow(context, store);
  const reply = runCommand(store, words, { readOnly: replica });
  context.process.useMemory(MEMORY + store.database.size * BYTES_PER_KEY);
  return reply;
}

const handler = (context: CommandContext, store: Store): HttpHandler => function* redis(request) {
  if (!isRedis(request)) return { code: 400, headers: {}, body: '' };
  const { words, password } = readRequest(request);
  return answerOf(yield* respond(context, store, words, password));
};
const bytesHandler = (context: CommandContext, store: Store) => respServer((words, { password }) => respond(context, store, words, password));

export const redisServer = (version: string): Command => function* server(context): Task<number> {
  const { clock, network } = context.machine;
  const { pid } = context.process;
  if (context.args[0] === '--version' || context.args[0] === '-v') { context.stdout.write(`Redis server v=${version} sha=00000000:0 malloc=jemalloc-5.3.0 bits=64\n`); return 0; }
  const signals = signalQueue(context, ['TERM', 'INT']);
  const say = (level: '*' | '#', text: string, role = 'M'): void => { context.stdout.write(`${pid}:${role} ${moments(clock.now).redis} ${level} ${text}\n`); };
  context.process.useMemory(MEMORY);
  context.process.useCpu(2);
  say('*', 'oO0OoO0OoO0Oo Redis is starting oO0OoO0OoO0Oo', 'C');
  say('*', `Redis version=${version}, bits=64, commit=00000000, modified=0, pid=${pid}, just started`, 'C');
  const read = settingsOf(context);
  if ('problem' in read) { context.stderr.write(`\n*** FATAL CONFIG FILE ERROR (Redis ${version}) ***\n${read.problem}\n`); return 1; }
  if (context.args.length === 0) say('#', 'Warning: no config file specified, using the default config. In order to specify a config file use redis-server /path/to/redis.conf', 'C');
  else say('*', 'Configuration loaded', 'C');
  const role = read.settings.has('replicaof') ? 'S' : 'M';
  const port = Number(read.settings.get('port') ?? REDIS_PORT);
  const startedAt = clock.now;
  const store: Store = {
    database: restore(context, read.settings), config: read.settings, now: () => clock.now, save: () => { write(context, store); },
    info: () => `# Server\r\nredis_version:${version}\r\nredis_mode:standalone\r\ntcp_port:${port}\r\nuptime_in_seconds:${Math.floor((clock.now - startedAt) / 1000)}\r\n\r\n# Replication\r\nrole:${role === 'S' ? 'slave' : 'master'}\r\n\r\n# Keyspace\r\ndb0:keys=${store.database.size},expires=0,avg_ttl=0\r\n`,
  };
  const close = network.listen(port, handler(context, store), undefined, bytesHandler(context, store));
  if (close === undefined) { say('#', `Warning: Could not create server TCP listening socket *:${port}: bind: Address already in use`, role); return 1; }
  try {
    say('*', 'monotonic clock: POSIX clock_gettime', role);
    say('*', `Running mode=standalone, port=${port}.`, role);
    say('*', 'Server initialized', role);
    if (store.database.size > 0) say('*', `DB loaded from disk: 0.000 seconds`, role);
    say('*', 'Ready to accept connections tcp', role);
    const name = yield* signals.next();
    context.stdout.write(`${pid}:signal-handler (${Math.floor(clock.now / 1000)}) Received SIG${name} scheduling shutdown...\n`);
    yield sleep(clock, 80);
    say('*', 'User requested shutdown...', role);
    const saves = (read.settings.get('save') ?? '') !== '';
    if (saves) say('*', 'Saving the final RDB snapshot before exiting.', role);
    const problem = saves ? write(context, store) : undefined;
    if (problem !== undefined) say('#', problem, role); else if (saves) say('*', 'DB saved on disk', role);
    say('#', 'Redis is now ready to exit, bye bye...', role);
    return 0;
  } finally { close(); }
};
