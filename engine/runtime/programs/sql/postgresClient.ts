/** psql, pg_isready and createdb. */
import type { Command, CommandContext } from '../../../script/index.ts';
import type { Task } from '../../../time/index.ts';
import { notSimulated } from '../run.ts';
import { POSTGRES_PORT } from './postgresServer.ts';
import { aligned, unaligned } from './print.ts';
import { statementsOf } from './tokens.ts';
import type { Problem } from './types.ts';
import { askSql, type SqlReply } from './wire.ts';

const SOCKET = '/var/run/postgresql';
type Options = { host: string; port: number; user: string; password: string | undefined; database: string; commands: string[]; plain: boolean; tuples: boolean; list: boolean };

const LONG: { readonly [name: string]: string } = { '--host': 'h', '--port': 'p', '--username': 'U', '--dbname': 'd', '--command': 'c', '--tuples-only': 't', '--no-align': 'A', '--list': 'l', '--quiet': 'q' };
function optionsOf(context: CommandContext): Options {
  const { args, environment } = context;
  const words: string[] = [];
  const options: Options = {
    host: environment.get('PGHOST') ?? '', port: Number(environment.get('PGPORT') ?? POSTGRES_PORT), user: environment.get('PGUSER') ?? context.machine.userName(context.process.uid) ?? 'postgres',
    password: environment.get('PGPASSWORD'), database: environment.get('PGDATABASE') ?? '', commands: [], plain: false, tuples: false, list: false,
  };
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (!word.startsWith('-')) { words.push(word); continue; }
    const [name = '', ...long] = word.split('=');
    const letters = LONG[name] ?? word.slice(1);
    for (const [index, letter] of letters.split('').entries()) {
      const rest = letters.slice(index + 1);
      if ('hpUdc'.includes(letter)) {
        const value = long.length > 0 ? long.join('=') : rest !== '' ? rest : args[++at] ?? '';
        if (letter === 'h') options.host = value; else if (letter === 'p') options.port = Number(value); else if (letter === 'U') options.user = value; else if (letter === 'd') options.database = value; else options.commands.push(value);
        break;
      }
      if (letter === 't') options.tuples = true; else if (letter === 'A') options.plain = true; else if (letter === 'l') options.list = true;
    }
  }
  options.database = words[0] ?? options.database;
  options.user = words[1] ?? options.user;
  if (options.database === '') options.database = options.user;
  const url = /^postgres(?:ql)?:\/\/([^:@]+)(?::([^@]*))?@([^:/]+)(?::(\d+))?\/(\w+)/.exec(options.database);
  if (url !== null) Object.assign(options, { user: url[1], password: url[2], host: url[3], port: Number(url[4] ?? POSTGRES_PORT), database: url[5] });
  return options;
}
const send = (context: CommandContext, { host, port, user, password, database }: Options, sql: string): Task<SqlReply> =>
  askSql(context.machine.network, 'postgres', host === '' || host.startsWith('/') ? '127.0.0.1' : host, port, { user, password, database, sql });

function place({ host, port }: Options, address: string): string {
  return host === '' ? `on socket "${SOCKET}/.s.PGSQL.${port}"` : `at "${host}"${address === '' || address === host ? '' : ` (${address})`}, port ${port}`;
}
function connectionError(options: Options, reply: Exclude<SqlReply, { readonly result: unknown }>): string {
  if ('refused' in reply) return `connection to server ${place(options, '')} failed: ${reply.refused.state === '08P01' ? '' : 'FATAL:  '}${reply.refused.message}`;
  if (reply.unreachable === 'unresolved') return `could not translate host name "${options.host}" to address: Name or service not known`;
  if (options.host === '') return `connection to server ${place(options, '')} failed: No such file or directory\n\tIs the server running locally and accepting connections on that socket?`;
  const reason = reply.unreachable === 'refused' ? 'Connection refused' : 'Connection timed out';
  return `connection to server ${place(options, reply.address)} failed: ${reason}\n\tIs the server running on that host and accepting TCP/IP connections?`;
}
/** The line and a caret under the word, as the server's position says. */
function pointer(sql: string, { at }: Problem): string {
  const index = at === undefined ? -1 : sql.indexOf(at);
  if (index < 0) return '';
  const before = sql.slice(0, index).split('\n');
  const line = sql.split('\n')[before.length - 1] ?? '';
  const head = `LINE ${before.length}: `;
  return `${head}${line}\n${' '.repeat(head.length + (before.at(-1) ?? '').length)}^\n`;
}

/** @returns an exit code if the client ends */
function* statement(context: CommandContext, options: Options, sql: string): Task<number | undefined> {
  if (sql.startsWith('\\q')) return 0;
  const move = /^\\c(?:onnect)? +(\S+)/.exec(sql)?.[1];
  if (move !== undefined) options.database = move;
  else if (sql.startsWith('\\') && !/^\\(l|dt)$/.test(sql)) { notSimulated(context, sql); return undefined; }
  const reply = yield* send(context, options, move === undefined ? sql : '');
  if (!('result' in reply)) { context.stderr.write(`psql: error: ${connectionError(options, reply)}\n`); return 2; }
  const { result } = reply;
  if (move !== undefined) { context.stdout.write(`You are now connected to database "${move}" as user "${options.user}".\n`); return undefined; }
  if (result.kind === 'error') {
    const { problem } = result;
    context.stderr.write(`ERROR:  ${problem.message}\n${pointer(sql, problem)}${problem.detail === undefined ? '' : `DETAIL:  ${problem.detail}\n`}`);
    return context.tty && options.commands.length === 0 ? undefined : 1;
  }
  if (result.kind === 'rows') {
    if (sql === '\\dt' && result.rows.length === 0) { context.stderr.write('Did not find any relations.\n'); return undefined; }
    context.stdout.write(options.plain ? unaligned(result) : options.tuples ? `${result.rows.map((row) => ` ${row.map((cell) => cell ?? '').join(' | ')}\n`).join('')}\n` : aligned(result));
  } else if (result.tag !== '') context.stdout.write(`${result.tag}${/^(INSERT|UPDATE|DELETE)/.test(result.tag) ? ` ${result.count}` : ''}\n`);
  return undefined;
}

function* dialogue(context: CommandContext, options: Options, version: string): Task<number> {
  const { tty } = context;
  if (tty) context.stdout.write(`psql (${version} (Debian ${version}-1.pgdg120+1))\nType "help" for help.\n\n`);
  let text = '';
  let failed = 0;
  for (;;) {
    if (tty) context.stdout.write(`${options.database}${text === '' ? '=#' : '-#'} `);
    const line = yield* context.stdin.readLine();
    if (line === undefined || /^\s*(exit|quit|\\q)\s*$/.test(line)) return failed;
    if (text === '' && line.trim().startsWith('\\')) { yield* statement(context, options, line.trim()); continue; }
    const { whole, rest } = statementsOf(text + line);
    text = rest === '' ? '' : `${rest}\n`;
    for (const sql of whole) { const code = yield* statement(context, options, sql.trim()); if (code === 2) return 2; failed = tty ? 0 : code === undefined ? failed : 0; }
  }
}

const psql = (version: string): Command => function* client(context): Task<number> {
  if (context.args.includes('--version') || context.args.includes('-V')) { context.stdout.write(`psql (PostgreSQL) ${version} (Debian ${version}-1.pgdg120+1)\n`); return 0; }
  const options = optionsOf(context);
  if (options.list) options.commands.push('\\l');
  const opened = yield* statement(context, options, '');
  if (opened !== undefined) return opened;
  if (options.commands.length === 0) return yield* dialogue(context, options, version);
  for (const command of options.commands) {
    const { whole, rest } = statementsOf(command);
    for (const sql of [...whole, ...(rest === '' ? [] : [rest])]) { const code = yield* statement(context, options, sql.trim()); if (code !== undefined) return code; }
  }
  return 0;
};
const isReady: Command = function* ready(context): Task<number> {
  const options = optionsOf(context);
  const where = `${options.host === '' ? SOCKET : options.host}:${options.port}`;
  const reply = yield* send(context, options, '');
  const answers = !('unreachable' in reply);
  context.stdout.write(`${where} - ${answers ? 'accepting connections' : 'no response'}\n`);
  return answers ? 0 : 2;
};
export const postgresClients = (version: string): ReadonlyMap<string, Command> => new Map([['/usr/bin/psql', psql(version)], ['/usr/bin/pg_isready', isReady]]);
