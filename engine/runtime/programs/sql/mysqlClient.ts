/** mysql and mysqladmin. */
import { nameOf as baseName, type Command, type CommandContext } from '../../../script/index.ts';
import type { Task } from '../../../time/index.ts';
import { notSimulated } from '../run.ts';
import { MYSQL_PORT } from './mysqlServer.ts';
import { boxed, tabbed } from './print.ts';
import { statementsOf } from './tokens.ts';
import type { Problem } from './types.ts';
import { askSql, type SqlReply } from './wire.ts';

type Options = { host: string; port: number; user: string; password: string | undefined; database: string; statements: string | undefined; table: boolean; heads: boolean; words: string[]; warned: boolean };

const LONG: { readonly [name: string]: string } = { '--host': 'h', '--port': 'P', '--user': 'u', '--password': 'p', '--database': 'D', '--execute': 'e', '--table': 't', '--skip-column-names': 'N', '--batch': 'B', '--silent': 's' };
function setValue(options: Options, letter: string, value: string): void {
  if (letter === 'h') options.host = value;
  else if (letter === 'P') options.port = Number(value);
  else if (letter === 'u') options.user = value;
  else if (letter === 'D') options.database = value;
  else options.statements = value;
}
function optionsOf(context: CommandContext): Options {
  const { args, environment } = context;
  const options: Options = { host: 'localhost', port: MYSQL_PORT, user: environment.get('USER') ?? 'root', password: environment.get('MYSQL_PWD'), database: '', statements: undefined, table: context.tty, heads: true, words: [], warned: false };
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (!word.startsWith('-')) { options.words.push(word); continue; }
    const [name = '', ...long] = word.split('=');
    const letters = word.startsWith('--') ? LONG[name] ?? '' : word.slice(1);
    for (const [index, letter] of letters.split('').entries()) {
      const rest = letters.slice(index + 1);
      const attached = long.length > 0 ? long.join('=') : rest === '' ? undefined : rest;
      // The password is never the next word.
      if (letter === 'p') { options.password = attached; options.warned = attached !== undefined; break; }
      if ('hPuDe'.includes(letter)) { setValue(options, letter, attached ?? args[++at] ?? ''); break; }
      if (letter === 't') options.table = true; else if (letter === 'N') options.heads = false; else if (letter === 'B' || letter === 's') options.table = false;
    }
  }
  return options;
}

const errorLine = ({ number, state, message }: Problem, line?: number): string => `ERROR ${number} (${state})${line === undefined ? '' : ` at line ${line}`}: ${message}\n`;
function unreachable(reply: Extract<SqlReply, { readonly unreachable: string }>, { host, port }: Options): Problem {
  if (host === 'localhost') return { number: 2002, state: 'HY000', message: "Can't connect to local MySQL server through socket '/var/run/mysqld/mysqld.sock' (2)" };
  if (reply.unreachable === 'unresolved') return { number: 2005, state: 'HY000', message: `Unknown MySQL server host '${host}' (-2)` };
  return { number: 2003, state: 'HY000', message: `Can't connect to MySQL server on '${host}:${port}' (${reply.unreachable === 'refused' ? 111 : 110})` };
}
const send = (context: CommandContext, options: Options, sql: string): Task<SqlReply> =>
  askSql(context.machine.network, 'mysql', options.host, options.port, { user: options.user, password: options.password, database: options.database, sql });

/** @returns an exit code if the client ends */
function* statement(context: CommandContext, options: Options, sql: string, interactive: boolean): Task<number | undefined> {
  const reply = yield* send(context, options, sql);
  if ('unreachable' in reply) { context.stderr.write(errorLine(unreachable(reply, options))); return 1; }
  if ('refused' in reply) { context.stderr.write(errorLine(reply.refused)); return 1; }
  const { result } = reply;
  if (result.kind === 'error') { context.stderr.write(errorLine(result.problem, interactive ? undefined : 1)); return interactive ? undefined : 1; }
  if (result.kind === 'rows') {
    if (result.rows.length > 0) context.stdout.write(options.table ? boxed(result) : tabbed(result, options.heads));
    if (interactive) context.stdout.write(result.rows.length === 0 ? 'Empty set (0.00 sec)\n\n' : `${result.rows.length} row${result.rows.length === 1 ? '' : 's'} in set (0.00 sec)\n\n`);
    return undefined;
  }
  if (result.database !== undefined) options.database = result.database;
  if (interactive) context.stdout.write(result.database !== undefined ? 'Database changed\n' : `Query OK, ${result.count} row${result.count === 1 ? '' : 's'} affected (0.01 sec)\n\n`);
  return undefined;
}

function* dialogue(context: CommandContext, options: Options, version: string): Task<number> {
  const { tty } = context;
  if (tty) context.stdout.write(`Welcome to the MySQL monitor.  Commands end with ; or \\g.\nYour MySQL connection id is 8\nServer version: ${version} MySQL Community Server - GPL\n\nType 'help;' or '\\h' for help. Type '\\c' to clear the current input statement.\n\n`);
  let text = '';
  for (;;) {
    if (tty) context.stdout.write(text === '' ? 'mysql> ' : '    -> ');
    const line = yield* context.stdin.readLine();
    if (line === undefined || /^\s*(exit|quit|\\q);?\s*$/i.test(line)) { if (tty) context.stdout.write('Bye\n'); break; }
    const { whole, rest } = statementsOf(text + line);
    text = rest === '' ? '' : `${rest}\n`;
    for (const sql of whole) { const code = yield* statement(context, options, sql, tty); if (code !== undefined) return code; }
  }
  if (text.trim() === '' || tty) return 0;
  return (yield* statement(context, options, text, false)) ?? 0;
}

export const mysqlClient = (version: string): Command => function* mysql(context): Task<number> {
  if (context.args.includes('--version') || context.args.includes('-V')) { context.stdout.write(`mysql  Ver ${version} for Linux on x86_64 (MySQL Community Server - GPL)\n`); return 0; }
  const options = optionsOf(context);
  options.database = options.words[0] ?? options.database;
  if (options.warned) context.stderr.write('mysql: [Warning] Using a password on the command line interface can be insecure.\n');
  const opened = yield* statement(context, options, '', false);
  if (opened !== undefined) return opened;
  if (options.statements === undefined) return yield* dialogue(context, options, version);
  const { whole, rest } = statementsOf(options.statements);
  for (const sql of [...whole, ...(rest === '' ? [] : [rest])]) { const code = yield* statement(context, options, sql, false); if (code !== undefined) return code; }
  return 0;
};

export const mysqladmin: Command = function* admin(context): Task<number> {
  const options = optionsOf(context);
  const [verb = ''] = options.words;
  if (verb !== 'ping') return notSimulated(context, `${baseName(context.name)} ${verb}`);
  if (options.warned) context.stderr.write('mysqladmin: [Warning] Using a password on the command line interface can be insecure.\n');
  const reply = yield* send(context, options, '');
  if ('unreachable' in reply) {
    const { message } = unreachable(reply, options);
    context.stderr.write(`mysqladmin: connect to server at '${options.host}' failed\nerror: '${message}'\n`);
    if (options.host === 'localhost') context.stderr.write("Check that mysqld is running and that the socket: '/var/run/mysqld/mysqld.sock' exists!\n");
    return 1;
  }
  // The server is there even if it does not let us in: ping says so and leaves with 0.
  if ('refused' in reply) { context.stderr.write(`mysqladmin: connect to server at '${options.host}' failed\nerror: '${reply.refused.message}'\n`); return 0; }
  context.stdout.write('mysqld is alive\n');
  return 0;
};
