/** A statement on its way: who runs it, on what, and the words that are left. */
import type { Refusals } from './problems.ts';
import type { Cursor } from './tokens.ts';
import type { Catalog, Dialect, Result, Table, Tables } from './types.ts';

export type Session = {
  readonly dialect: Dialect; readonly catalog: Catalog; readonly database: string; readonly user: string;
  /** As version() says it. */
  readonly version: string;
  readonly now: number;
};
export type Statement = Session & { readonly cursor: Cursor; readonly refuse: Refusals; readonly sql: string };

export const done = (tag: string, count = 0): Result => ({ kind: 'done', tag, count });
export const rowsOf = (columns: readonly string[], rows: readonly (readonly (string | number | null)[])[]): Result => ({ kind: 'rows', columns, rows });

/** The next name; a schema or database before it is looked at only in MySQL. */
export function nameOf({ cursor, refuse }: Statement): string {
  const token = cursor.next();
  if (token === undefined || token.kind === 'number' || token.kind === 'sign' || token.kind === 'text') throw refuse.syntax(token?.text ?? '');
  return token.text;
}
export function tablesOf({ catalog, database, refuse }: Statement): Tables {
  const tables = catalog.get(database);
  if (tables === undefined) throw refuse.noDatabase('');
  return tables;
}
export function tableOf(statement: Statement): { readonly name: string; readonly table: Table } {
  const first = nameOf(statement);
  const qualified = statement.cursor.take('.');
  const name = qualified ? nameOf(statement) : first;
  const tables = qualified && statement.dialect === 'mysql' ? statement.catalog.get(first) : tablesOf(statement);
  const table = tables?.get(name);
  if (table === undefined) throw statement.refuse.noTable(name, qualified ? first : statement.database);
  return { name, table };
}
