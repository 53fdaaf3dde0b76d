/** mysqld behind the official image's entry point. */
import type { Command, CommandContext, HttpHandler } from '../../../script/index.ts';
import { sleep, type Task } from '../../../time/index.ts';
import { execute, flagOf, signalQueue } from '../run.ts';
import { runStatement } from './engine.ts';
import { readCatalog, writeCatalog } from './storage.ts';
import type { Catalog, Problem } from './types.ts';
import { answerSql, isSql, readSql } from './wire.ts';

export const MYSQL_PORT = 3306;
const DIRECTORY = '/var/lib/mysql';
const FILE = `${DIRECTORY}/ibdata1`;
/** Rights of the server: who may come in with what. Kept with the data. */
const ACCOUNTS = `${DIRECTORY}/mysql.ibd`;
const SYSTEM = ['information_schema', 'mysql', 'performance_schema', 'sys'];
const MEMORY = 370_000_000;
const INITIALISE_MS = 9000;
const START_MS = 1800;

/** One password per user; the root's is what the variables said on the first start. */
type Accounts = { readonly [user: string]: string };

const iso = (now: number): string => new Date(now).toISOString().replace('Z', '000Z');
function logger(context: CommandContext): { readonly entry: (text: string, level?: string) => void; readonly note: (code: string, subsystem: string, text: string, level?: string, thread?: number) => void } {
  const { clock } = context.machine;
  return {
    entry(text, level = 'Note') { context[level === 'Note' ? 'stdout' : 'stderr'].write(`${iso(clock.now).replace(/\.\d+Z/, '+00:00').replace('T', ' ')} [${level}] [Entrypoint]: ${text}\n`); },
    note(code, subsystem, text, level = 'System', thread = 0) { context.stderr.write(`${iso(clock.now)} ${thread} [${level}] [${code}] [${subsystem}] ${text}\n`); },
  };
}
const UNSET = 'Database is uninitialized and password option is not specified\n    You need to specify one of the following as an environment variable:\n    - MYSQL_ROOT_PASSWORD\n    - MYSQL_ALLOW_EMPTY_PASSWORD\n    - MYSQL_RANDOM_ROOT_PASSWORD';

function accountsOf(context: CommandContext): Accounts {
  const { files } = context.machine;
  const content = files.realPath(ACCOUNTS) === undefined ? '{}' : files.read(ACCOUNTS);
  return JSON.parse(typeof content === 'string' ? content : '{}') as Accounts; // written by `initialise`
}
/** A value, or the text of the file that `…_FILE` names. */
function variable({ environment, machine }: CommandContext, name: string): string {
  const file = environment.get(`${name}_FILE`);
  const content = file === undefined || machine.files.realPath(file) === undefined ? undefined : machine.files.read(file);
  return environment.get(name) ?? (typeof content === 'string' ? content.trimEnd() : '');
}

/** First start on an empty directory. @returns an exit code if it cannot go on */
function* initialise(context: CommandContext, version: string, root: string): Task<number | undefined> {
  const { clock, files } = context.machine;
  const { entry } = logger(context);
  entry('Initializing database files');
  context.process.useMemory(MEMORY);
  context.process.useCpu(700);
  yield sleep(clock, INITIALISE_MS);
  context.process.useCpu(0);
  const catalog: Catalog = new Map(SYSTEM.map((name) => [name, new Map()]));
  const database = variable(context, 'MYSQL_DATABASE');
  const user = variable(context, 'MYSQL_USER');
  if (database !== '') catalog.set(database, new Map());
  for (const directory of SYSTEM.slice(1)) files.makeDirectory(`${DIRECTORY}/${directory}`, { parents: true });
  const problem = writeCatalog(files, FILE, catalog);
  if (problem !== undefined) { logger(context).note('MY-010095', 'Server', `Failed to create "${FILE}": ${problem}`, 'ERROR'); return 1; }
  files.write(ACCOUNTS, JSON.stringify({ root, ...(user === '' ? {} : { [user]: variable(context, 'MYSQL_PASSWORD') }) } satisfies Accounts));
  for (const name of ['auto.cnf', 'ca.pem', 'server-cert.pem', 'undo_001']) files.write(`${DIRECTORY}/${name}`, '');
  entry('Database files initialized');
  entry('Starting temporary server');
  yield sleep(clock, START_MS);
  entry('Temporary server started.');
  if (database !== '') entry(`Creating database ${database}`);
  if (user !== '') { entry(`Creating user ${user}`); if (database !== '') entry(`Giving user ${user} access to schema ${database}`); }
  entry('Stopping temporary server');
  entry('Temporary server stopped');
  entry('MySQL init process done. Ready for start up.');
  context.stdout.write('\n');
  return undefined;
}

const denied = (user: string, host: string, password: string | undefined): Problem =>
  ({ number: 1045, state: '28000', message: `Access denied for user '${user}'@'${host}' (using password: ${password === undefined || password === '' ? 'NO' : 'YES'})` });

function handler(context: CommandContext, version: string, catalog: Catalog): HttpHandler {
  const { clock, files, network } = context.machine;
  const accounts = accountsOf(context);
  return function* mysql(request) {
    context.process.spendCpu(0.4);
    yield sleep(clock, 1);
    if (!isSql('mysql', request)) return { code: 400, headers: {}, body: '' };
    const { user, password, database, sql } = readSql(request);
    const local = request.from === '127.0.0.1' || network.addresses.includes(request.from);
    if (accounts[user] !== (password ?? '')) return answerSql({ refused: denied(user, local ? 'localhost' : request.from, password) });
    if (database !== '' && !catalog.has(database)) return answerSql({ refused: { number: 1049, state: '42000', message: `Unknown database '${database}'` } });
    if (sql === '') return answerSql({ result: { kind: 'done', tag: '', count: 0 } });
    const result = runStatement({ dialect: 'mysql', catalog, database, user, version, now: clock.now }, sql);
    if (result.kind === 'done') writeCatalog(files, FILE, catalog);
    return answerSql({ result });
  };
}

const mysqld = (version: string): Command => function* server(context): Task<number> {
  const { clock, network, files } = context.machine;
  const { note } = logger(context);
  if (context.args.includes('--version') || context.args.includes('-V')) { context.stdout.write(`/usr/sbin/mysqld  Ver ${version} for Linux on x86_64 (MySQL Community Server - GPL)\n`); return 0; }
  const port = Number(flagOf(context.args, '--port', '-P') ?? MYSQL_PORT);
  const signals = signalQueue(context, ['TERM']);
  context.process.onSignal('INT', 'ignore');
  context.process.useMemory(MEMORY);
  note('MY-010116', 'Server', `/usr/sbin/mysqld (mysqld ${version}) starting as process ${context.process.pid}`);
  const catalog = readCatalog(files, FILE);
  if (catalog === undefined) { note('MY-010119', 'Server', 'Aborting', 'ERROR'); return 1; }
  note('MY-013576', 'InnoDB', 'InnoDB initialization has started.', 'System', 1);
  context.process.useCpu(300);
  yield sleep(clock, START_MS);
  context.process.useCpu(6);
  note('MY-013577', 'InnoDB', 'InnoDB initialization has ended.', 'System', 1);
  const close = network.listen(port, handler(context, version, catalog));
  if (close === undefined) { note('MY-010262', 'Server', `Can't start server: Bind on TCP/IP port: Address already in use`, 'ERROR'); return 1; }
  try {
    note('MY-010931', 'Server', `/usr/sbin/mysqld: ready for connections. Version: '${version}'  socket: '/var/run/mysqld/mysqld.sock'  port: ${port}  MySQL Community Server - GPL.`);
    yield* signals.next();
    note('MY-013172', 'Server', `Received SHUTDOWN from user <via user signal>. Shutting down mysqld (Version: ${version}).`);
    close();
    yield sleep(clock, 900);
    writeCatalog(files, FILE, catalog);
    note('MY-010910', 'Server', `/usr/sbin/mysqld: Shutdown complete (mysqld ${version})  MySQL Community Server - GPL.`);
    return 0;
  } finally { close(); }
};

/** @k8s docs tasks/run-application/run-single-instance-stateful-application (the password that must be given) */
const entrypoint = (version: string): Command => function* dockerEntrypoint(context): Task<number> {
  const [first = ''] = context.args;
  const command = first.startsWith('-') ? ['mysqld', ...context.args] : context.args;
  if (command[0] !== 'mysqld') return yield* execute(context, command);
  const { entry } = logger(context);
  entry(`Entrypoint script for MySQL Server ${version}-1.el9 started.`);
  entry("Switching to dedicated user 'mysql'");
  entry(`Entrypoint script for MySQL Server ${version}-1.el9 started.`);
  if (context.machine.files.realPath(FILE) === undefined) {
    const root = variable(context, 'MYSQL_ROOT_PASSWORD');
    if (root === '' && !context.environment.has('MYSQL_ALLOW_EMPTY_PASSWORD') && !context.environment.has('MYSQL_RANDOM_ROOT_PASSWORD')) { entry(UNSET, 'ERROR'); return 1; }
    const code = yield* initialise(context, version, root);
    if (code !== undefined) return code;
  }
  return yield* execute(context, command);
};
export const mysqlPrograms = (version: string): ReadonlyMap<string, Command> => new Map([['/usr/sbin/mysqld', mysqld(version)], ['/usr/local/bin/docker-entrypoint.sh', entrypoint(version)]]);
