/** Runs one statement on a catalogue of databases. */
import { refusalsOf } from './problems.ts';
import { createTable, insertRows } from './write.ts';
import { matching, select, whereOf } from './select.ts';
import { done, nameOf, rowsOf, tableOf, tablesOf, type Session, type Statement } from './statement.ts';
import { cursorOf, tokensOf } from './tokens.ts';
import { SqlError, type Result } from './types.ts';

const SYSTEM_DATABASES = new Set(['information_schema', 'mysql', 'performance_schema', 'sys', 'postgres', 'template0', 'template1']);

function create(statement: Statement): Result {
  const { cursor, catalog, refuse } = statement;
  if (cursor.take('DATABASE') || cursor.take('SCHEMA')) {
    const quiet = cursor.take('IF', 'NOT', 'EXISTS');
    const name = nameOf(statement);
    if (catalog.has(name)) { if (!quiet) throw refuse.databaseExists(name); } else catalog.set(name, new Map());
    return done('CREATE DATABASE', 1);
  }
  if (!cursor.take('TABLE')) throw refuse.notSimulated(statement.sql);
  const quiet = cursor.take('IF', 'NOT', 'EXISTS');
  const name = nameOf(statement);
  const tables = tablesOf(statement);
  if (tables.has(name)) { if (!quiet) throw refuse.tableExists(name); } else tables.set(name, createTable(statement));
  return done('CREATE TABLE');
}
function drop(statement: Statement): Result {
  const { cursor, catalog, refuse } = statement;
  const database = cursor.take('DATABASE') || cursor.take('SCHEMA');
  if (!database && !cursor.take('TABLE')) throw refuse.notSimulated(statement.sql);
  const quiet = cursor.take('IF', 'EXISTS');
  const name = nameOf(statement);
  if (database) { if (SYSTEM_DATABASES.has(name) || (!catalog.delete(name) && !quiet)) throw refuse.unknownDatabase(name); return done('DROP DATABASE'); }
  if (!tablesOf(statement).delete(name) && !quiet) throw refuse.noTable(name, statement.database);
  return done('DROP TABLE');
}
function update(statement: Statement): Result {
  const { cursor, refuse } = statement;
  const { name, table } = tableOf(statement);
  if (!cursor.take('SET')) throw refuse.syntax(cursor.peek()?.text ?? '');
  const sets: (readonly [number, string | number | null])[] = [];
  do {
    const column = nameOf(statement);
    const at = table.columns.findIndex((entry) => entry.name === column);
    if (at < 0) throw refuse.noColumn(column, name);
    if (!cursor.take('=')) throw refuse.syntax(cursor.peek()?.text ?? '');
    const token = cursor.next();
    if (token === undefined || token.kind === 'sign' || (token.kind === 'word' && token.text.toUpperCase() !== 'NULL')) throw refuse.notSimulated(statement.sql);
    sets.push([at, token.kind === 'number' ? Number(token.text) : token.kind === 'word' ? null : token.text]);
  } while (cursor.take(','));
  const rows = matching(table, whereOf(statement, table));
  for (const row of rows) for (const [at, value] of sets) row[at] = value;
  return done('UPDATE', rows.length);
}
function remove(statement: Statement): Result {
  if (!statement.cursor.take('FROM')) throw statement.refuse.syntax(statement.cursor.peek()?.text ?? '');
  const { table } = tableOf(statement);
  const gone = new Set(matching(table, whereOf(statement, table)));
  table.rows = table.rows.filter((row) => !gone.has(row));
  return done('DELETE', gone.size);
}
function show(statement: Statement): Result {
  const { cursor, catalog, database, refuse } = statement;
  if (statement.dialect !== 'mysql') throw refuse.notSimulated(statement.sql);
  if (cursor.take('DATABASES') || cursor.take('SCHEMAS')) return rowsOf(['Database'], [...catalog.keys()].sort().map((name) => [name]));
  if (cursor.take('TABLES')) return rowsOf([`Tables_in_${database}`], [...tablesOf(statement).keys()].sort().map((name) => [name]));
  throw refuse.notSimulated(statement.sql);
}
function describe(statement: Statement): Result {
  if (statement.dialect !== 'mysql') throw statement.refuse.syntax('DESCRIBE');
  const { table } = tableOf(statement);
  return rowsOf(['Field', 'Type', 'Null', 'Key', 'Default', 'Extra'],
    table.columns.map((column) => [column.name, column.type, column.notNull ? 'NO' : 'YES', column.unique ? 'PRI' : '', column.fallback, column.counts ? 'auto_increment' : '']));
}
function use(statement: Statement): Result {
  const name = nameOf(statement);
  if (!statement.catalog.has(name)) throw statement.refuse.unknownDatabase(name);
  return { kind: 'done', tag: 'Database changed', count: 0, database: name };
}
function insert(statement: Statement): Result {
  if (!statement.cursor.take('INTO')) throw statement.refuse.syntax(statement.cursor.peek()?.text ?? '');
  const { name, table } = tableOf(statement);
  return done('INSERT 0', insertRows(statement, name, table));
}

const RUN: { readonly [word: string]: (statement: Statement) => Result } = { SELECT: select, INSERT: insert, CREATE: create, DROP: drop, UPDATE: update, DELETE: remove, SHOW: show, DESCRIBE: describe, DESC: describe, USE: use };
/** Said and done: rights and transactions are not modelled, and nothing depends on them. */
const WITHOUT_EFFECT = new Set(['BEGIN', 'COMMIT', 'FLUSH']);

export function runStatement(session: Session, sql: string): Result {
  const refuse = refusalsOf(session.dialect);
  const tokens = tokensOf(sql, session.dialect === 'mysql' ? 'text' : 'name');
  const [first] = tokens;
  const word = first?.text.toUpperCase() ?? '';
  if (WITHOUT_EFFECT.has(word)) return done(word);
  const run = RUN[word];
  try {
    if (run === undefined) throw /^(ALTER|GRANT|REVOKE|SET|EXPLAIN|WITH|TRUNCATE|LOCK|ANALYZE|VACUUM|COPY|REPLACE|CALL|ROLLBACK|START|CHANGE|STOP|RESET)$/.test(word) ? refuse.notSimulated(sql.trim()) : refuse.syntax(first?.text ?? '');
    return run({ ...session, cursor: cursorOf(tokens.slice(1)), refuse, sql: sql.trim() });
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return { kind: 'error', problem: error.problem };
  }
}
