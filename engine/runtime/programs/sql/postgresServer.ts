/** postgres behind the official image's entry point. */
import { FileError, type Command, type CommandContext, type HttpHandler } from '../../../script/index.ts';
import { sleep, type Task } from '../../../time/index.ts';
import { execute, flagOf, signalQueue } from '../run.ts';
import { runStatement } from './engine.ts';
import { readCatalog, writeCatalog } from './storage.ts';
import type { Catalog, Problem } from './types.ts';
import { answerSql, isSql, readSql } from './wire.ts';

export const POSTGRES_PORT = 5432;
const MEMORY = 24_000_000;
const INITIALISE_MS = 1800;
const START_MS = 60;
const UNSET = `Error: Database is uninitialized and superuser password is not specified.
       You must specify POSTGRES_PASSWORD to a non-empty value for the
       superuser. For example, "-e POSTGRES_PASSWORD=password" on "docker run".

       You may also use "POSTGRES_HOST_AUTH_METHOD=trust" to allow all
       connections without a password. This is *not* recommended.

       See PostgreSQL documentation about "trust":
       https://www.postgresql.org/docs/current/auth-trust.html
`;
type Accounts = { readonly [user: string]: string };
type Place = { readonly directory: string; readonly data: string; readonly accounts: string };
const placeOf = ({ environment }: CommandContext): Place => {
  const directory = environment.get('PGDATA') ?? '/var/lib/postgresql/data';
  return { directory, data: `${directory}/base/databases`, accounts: `${directory}/global/pg_authid` };
};
const textOf = ({ machine: { files } }: CommandContext, path: string): string | undefined => {
  const content = files.realPath(path) === undefined ? undefined : files.read(path);
  return typeof content === 'string' ? content : undefined;
};
const variable = (context: CommandContext, name: string): string => {
  const file = context.environment.get(`${name}_FILE`);
  return context.environment.get(name) ?? (file === undefined ? '' : textOf(context, file)?.trimEnd() ?? '');
};
function logger(context: CommandContext): (text: string, level?: string) => void {
  const { clock } = context.machine;
  return (text, level = 'LOG') => context.stderr.write(`${new Date(clock.now).toISOString().replace('T', ' ').replace('Z', ' UTC')} [${context.process.pid}] ${level}:  ${text}\n`);
}

/** First start on an empty directory. @returns an exit code if it cannot go on */
function* initialise(context: CommandContext, version: string, place: Place): Task<number | undefined> {
  const { files, clock } = context.machine;
  const { directory } = place;
  context.stdout.write(`The files belonging to this database system will be owned by user "postgres".\nThis user must also own the server process.\n\nThe database cluster will be initialized with locale "en_US.utf8".\nThe default database encoding has accordingly been set to "UTF8".\nThe default text search configuration will be set to "english".\n\nData page checksums are disabled.\n\n`);
  if (files.realPath(directory) !== undefined && files.list(directory).length > 0) {
    context.stderr.write(`initdb: error: directory "${directory}" exists but is not empty\n`);
    if (files.list(directory).includes('lost+found')) context.stderr.write('initdb: detail: It contains a lost+found directory, perhaps due to it being a mount point.\ninitdb: hint: Using a mount point directly as the data directory is not recommended.\nCreate a subdirectory under the mount point.\n');
    else context.stderr.write(`initdb: hint: If you want to create a new database system, either remove or empty the directory "${directory}" or run initdb with an argument other than "${directory}".\n`);
    return 1;
  }
  const user = variable(context, 'POSTGRES_USER') || 'postgres';
  const database = variable(context, 'POSTGRES_DB') || user;
  try {
    for (const name of ['base', 'global', 'pg_wal', 'pg_stat']) files.makeDirectory(`${directory}/${name}`, { parents: true });
    for (const [name, text] of [['PG_VERSION', `${version.split('.')[0] ?? ''}\n`], ['postgresql.conf', "listen_addresses = '*'\n"], ['pg_hba.conf', 'host all all all scram-sha-256\n']] as const) files.write(`${directory}/${name}`, text);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    context.stderr.write(`initdb: error: could not create directory "${error.path}": ${error.reason}\n`);
    return 1;
  }
  context.stdout.write(`fixing permissions on existing directory ${directory} ... ok\ncreating subdirectories ... ok\nselecting dynamic shared memory implementation ... posix\nselecting default max_connections ... 100\nselecting default shared_buffers ... 128MB\nselecting default time zone ... Etc/UTC\ncreating configuration files ... ok\n`);
  context.process.useCpu(600);
  yield sleep(clock, INITIALISE_MS);
  context.process.useCpu(0);
  context.stdout.write('running bootstrap script ... ok\nperforming post-bootstrap initialization ... ok\nsyncing data to disk ... ok\n\n\nSuccess. You can now start the database server using:\n\n');
  context.stdout.write(`    pg_ctl -D ${directory} -l logfile start\n\n`);
  const catalog: Catalog = new Map(['postgres', 'template0', 'template1', database].map((name) => [name, new Map()]));
  writeCatalog(files, place.data, catalog);
  files.write(place.accounts, JSON.stringify({ [user]: variable(context, 'POSTGRES_PASSWORD') } satisfies Accounts));
  context.stdout.write('waiting for server to start.... done\nserver started\n');
  if (database !== 'postgres') context.stdout.write('CREATE DATABASE\n');
  context.stdout.write('\n\n/usr/local/bin/docker-entrypoint.sh: ignoring /docker-entrypoint-initdb.d/*\n\nwaiting for server to shut down.... done\nserver stopped\n\nPostgreSQL init process complete; ready for start up.\n\n');
  return undefined;
}

function handler(context: CommandContext, version: string, catalog: Catalog, log: ReturnType<typeof logger>): HttpHandler {
  const { clock, files, network } = context.machine;
  const place = placeOf(context);
  const accounts = JSON.parse(textOf(context, place.accounts) ?? '{}') as Accounts; // written by `initialise`
  const trusted = context.environment.get('POSTGRES_HOST_AUTH_METHOD') === 'trust';
  return function* postgres(request) {
    context.process.spendCpu(0.4);
    yield sleep(clock, 1);
    if (!isSql('postgres', request)) return { code: 400, headers: {}, body: '' };
    const { user, password, database, sql } = readSql(request);
    const local = request.from === '127.0.0.1' || network.addresses.includes(request.from);
    const refuse = (state: string, message: string): Problem => { log(message, 'FATAL'); return { number: 0, state, message }; };
    if (!local && !trusted && accounts[user] !== password) return answerSql({ refused: password === undefined ? { number: 0, state: '08P01', message: 'fe_sendauth: no password supplied' } : refuse('28P01', `password authentication failed for user "${user}"`) });
    if (accounts[user] === undefined) return answerSql({ refused: refuse('28000', `role "${user}" does not exist`) });
    if (!catalog.has(database)) return answerSql({ refused: refuse('3D000', `database "${database}" does not exist`) });
    if (sql === '') return answerSql({ result: { kind: 'done', tag: '', count: 0 } });
    if (sql === '\\l') return answerSql({ result: { kind: 'rows', columns: ['Name'], rows: [...catalog.keys()].sort().map((name) => [name]) } });
    if (sql === '\\dt') return answerSql({ result: { kind: 'rows', columns: ['Schema', 'Name', 'Type', 'Owner'], rows: [...catalog.get(database)?.keys() ?? []].sort().map((name) => ['public', name, 'table', user]) } });
    const result = runStatement({ dialect: 'postgres', catalog, database, user, version: `PostgreSQL ${version} (Debian ${version}-1.pgdg120+1) on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14) 12.2.0, 64-bit`, now: clock.now }, sql);
    if (result.kind === 'done') writeCatalog(files, place.data, catalog);
    if (result.kind === 'error') { log(result.problem.message, 'ERROR'); log(sql.trim(), 'STATEMENT'); }
    return answerSql({ result });
  };
}

const ENDS = { TERM: 'smart', INT: 'fast', QUIT: 'immediate' } as const;

const postgres = (version: string): Command => function* server(context): Task<number> {
  const { clock, network, files } = context.machine;
  if (context.args.includes('--version') || context.args.includes('-V')) { context.stdout.write(`postgres (PostgreSQL) ${version} (Debian ${version}-1.pgdg120+1)\n`); return 0; }
  const log = logger(context);
  const place = placeOf(context);
  const port = Number(flagOf(context.args, '-p', '--port') ?? POSTGRES_PORT);
  const signals = signalQueue(context, ['TERM', 'INT', 'QUIT']);
  context.process.useMemory(MEMORY);
  context.process.useCpu(1);
  const catalog = readCatalog(files, place.data);
  if (catalog === undefined) { context.stderr.write(`postgres: could not access the server configuration file "${place.directory}/postgresql.conf": No such file or directory\n`); return 2; }
  log(`starting PostgreSQL ${version} (Debian ${version}-1.pgdg120+1) on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14) 12.2.0, 64-bit`);
  const close = network.listen(port, handler(context, version, catalog, log));
  if (close === undefined) { log(`could not bind IPv4 address "0.0.0.0": Address already in use`); log('could not create any TCP/IP sockets', 'FATAL'); return 1; }
  try {
    log(`listening on IPv4 address "0.0.0.0", port ${port}`);
    log(`listening on IPv6 address "::", port ${port}`);
    log('listening on Unix socket "/var/run/postgresql/.s.PGSQL.5432"');
    yield sleep(clock, START_MS);
    log('database system is ready to accept connections');
    const name = yield* signals.next();
    const how = ENDS[name as keyof typeof ENDS]; // only these are asked for
    log(`received ${how} shutdown request`);
    if (how !== 'immediate') { log('aborting any active transactions'); log('shutting down'); log('checkpoint starting: shutdown immediate'); }
    yield sleep(clock, 40);
    log('database system is shut down');
    return 0;
  } finally { close(); }
};

const entrypoint = (version: string): Command => function* dockerEntrypoint(context): Task<number> {
  const [first = ''] = context.args;
  const command = first.startsWith('-') ? ['postgres', ...context.args] : context.args;
  if (command[0] !== 'postgres') return yield* execute(context, command);
  const place = placeOf(context);
  if (textOf(context, `${place.directory}/PG_VERSION`) === undefined) {
    if (variable(context, 'POSTGRES_PASSWORD') === '' && context.environment.get('POSTGRES_HOST_AUTH_METHOD') !== 'trust') { context.stderr.write(UNSET); return 1; }
    const code = yield* initialise(context, version, place);
    if (code !== undefined) return code;
  } else context.stdout.write('\nPostgreSQL Database directory appears to contain a database; Skipping initialization\n\n');
  return yield* execute(context, command);
};
export const postgresPrograms = (version: string): ReadonlyMap<string, Command> => new Map([
  [`/usr/lib/postgresql/${version.split('.')[0] ?? ''}/bin/postgres`, postgres(version)], ['/usr/local/bin/postgres', postgres(version)], ['/usr/local/bin/docker-entrypoint.sh', entrypoint(version)],
]);
