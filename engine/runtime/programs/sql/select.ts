/** SELECT: columns, literals and a few functions; WHERE with AND; ORDER BY, LIMIT, COUNT(*). */
import { nameOf, rowsOf, tableOf, type Statement } from './statement.ts';
import { cursorOf, type Token } from './tokens.ts';
import type { Cell, Result, Table } from './types.ts';
import { literalOf, stamp } from './write.ts';

type Test = (row: readonly Cell[]) => boolean;
type Item = { readonly title: string; readonly value: (row: readonly Cell[]) => Cell; readonly counts?: true };

const compare = (a: Cell, b: Cell): number => {
  const [x, y] = typeof a === 'number' || typeof b === 'number' ? [Number(a), Number(b)] : [String(a), String(b)];
  return x < y ? -1 : x > y ? 1 : 0;
};
const TESTS: { readonly [sign: string]: (a: Cell, b: Cell) => boolean } = {
  '=': (a, b) => compare(a, b) === 0, '!=': (a, b) => compare(a, b) !== 0, '<>': (a, b) => compare(a, b) !== 0,
  '<': (a, b) => compare(a, b) < 0, '>': (a, b) => compare(a, b) > 0, '<=': (a, b) => compare(a, b) <= 0, '>=': (a, b) => compare(a, b) >= 0,
};
function columnAt(statement: Statement, table: Table, name: string): number {
  const at = table.columns.findIndex((column) => column.name === name);
  if (at < 0) throw statement.refuse.noColumn(name);
  return at;
}

export function whereOf(statement: Statement, table: Table): Test {
  const { cursor, refuse } = statement;
  if (!cursor.take('WHERE')) return () => true;
  const tests: Test[] = [];
  do {
    const at = columnAt(statement, table, nameOf(statement));
    if (cursor.take('IS', 'NULL')) { tests.push((row) => row[at] === null); continue; }
    if (cursor.take('IS', 'NOT', 'NULL')) { tests.push((row) => row[at] !== null); continue; }
    if (cursor.take('LIKE')) {
      const glob = new RegExp(`^${String(literalOf(statement, cursor.next())).replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('%', '.*').replaceAll('_', '.')}$`, 'i');
      tests.push((row) => glob.test(String(row[at])));
      continue;
    }
    const test = TESTS[cursor.next()?.text ?? ''];
    if (test === undefined) throw refuse.notSimulated(statement.sql);
    const value = literalOf(statement, cursor.next());
    tests.push((row) => row[at] !== null && value !== null && test(row[at] ?? null, value));
  } while (cursor.take('AND'));
  if (cursor.take('OR')) throw refuse.notSimulated(statement.sql);
  return (row) => tests.every((test) => test(row));
}
export const matching = (table: Table, test: Test): Cell[][] => table.rows.filter((row) => test(row));

const VARIABLES: { readonly [name: string]: (statement: Statement) => Cell } = {
  '@@version': ({ version }) => version, '@@server_id': () => 1, '@@read_only': () => 0,
};
const FUNCTIONS: { readonly [name: string]: (statement: Statement) => Cell } = {
  VERSION: ({ version }) => version, NOW: ({ now }) => stamp(now), CURRENT_TIMESTAMP: ({ now }) => stamp(now), DATABASE: ({ database }) => (database === '' ? null : database),
  CURRENT_DATABASE: ({ database }) => database, CURRENT_USER: ({ user, dialect }) => (dialect === 'mysql' ? `${user}@%` : user), USER: ({ user, dialect }) => (dialect === 'mysql' ? `${user}@localhost` : user),
};
const ARITHMETIC: { readonly [sign: string]: (a: number, b: number) => number } = { '+': (a, b) => a + b, '-': (a, b) => a - b, '*': (a, b) => a * b, '/': (a, b) => a / b };

function simple(statement: Statement, token: Token | undefined, table: Table | undefined): Item {
  const { cursor, dialect } = statement;
  const text = token?.text ?? '';
  const word = text.toUpperCase();
  if (token?.kind === 'word') {
    if (word === 'COUNT' && cursor.take('(', '*', ')')) return { title: dialect === 'mysql' ? 'COUNT(*)' : 'count', value: () => null, counts: true };
    const variable = VARIABLES[text.toLowerCase()];
    if (variable !== undefined) { const value = variable(statement); return { title: text, value: () => value }; }
    const named = FUNCTIONS[word];
    if (named !== undefined && (cursor.take('(', ')') || dialect === 'postgres')) { const value = named(statement); return { title: dialect === 'mysql' ? `${text}()` : text.toLowerCase(), value: () => value }; }
  }
  if (table !== undefined && (token?.kind === 'word' || token?.kind === 'name')) { const at = columnAt(statement, table, text); return { title: text, value: (row) => row[at] ?? null }; }
  if (token?.kind === 'word' && !/^(NULL|TRUE|FALSE)$/.test(word)) throw statement.refuse.noColumn(text);
  const value = literalOf(statement, token);
  return { title: dialect === 'mysql' ? text : '?column?', value: () => value };
}
function itemOf(statement: Statement, table: Table | undefined): readonly Item[] {
  const { cursor, dialect } = statement;
  if (table !== undefined && cursor.take('*')) return table.columns.map((column, at) => ({ title: column.name, value: (row) => row[at] ?? null }));
  let item = simple(statement, cursor.next(), table);
  for (let sign = cursor.peek(); sign !== undefined && ARITHMETIC[sign.text] !== undefined && sign.kind === 'sign'; sign = cursor.peek()) {
    cursor.next();
    const [left, right, run] = [item, simple(statement, cursor.next(), table), ARITHMETIC[sign.text]];
    item = { title: dialect === 'mysql' ? `${left.title}${sign.text}${right.title}` : '?column?', value: (row) => run?.(Number(left.value(row)), Number(right.value(row))) ?? null };
  }
  if (cursor.take('AS')) item = { ...item, title: nameOf(statement) };
  return [item];
}

/** The table stands behind the list, and the list needs it: looks ahead. */
function tableBehind(statement: Statement): { readonly table: Table | undefined; readonly listed: Statement } {
  const { tokens, from } = splitAtFrom(statement);
  const listed = { ...statement, cursor: tokens };
  return { table: from ? tableOf(statement).table : undefined, listed };
}
function splitAtFrom({ cursor }: Statement): { readonly tokens: Statement['cursor']; readonly from: boolean } {
  const list: Token[] = [];
  for (let token = cursor.peek(); token !== undefined; token = cursor.peek()) {
    if (token.kind === 'word' && token.text.toUpperCase() === 'FROM') { cursor.next(); return { tokens: cursorOf(list), from: true }; }
    list.push(token);
    cursor.next();
  }
  return { tokens: cursorOf(list), from: false };
}
export function select(statement: Statement): Result {
  const { cursor, refuse } = statement;
  const { table, listed } = tableBehind(statement);
  const items: Item[] = [];
  do items.push(...itemOf(listed, table)); while (listed.cursor.take(','));
  if (!listed.cursor.done) throw refuse.notSimulated(statement.sql);
  const titles = items.map(({ title }) => title);
  if (table === undefined) return rowsOf(titles, [items.map(({ value }) => value([]))]);
  let rows = matching(table, whereOf(statement, table));
  if (cursor.take('ORDER', 'BY')) {
    const at = columnAt(statement, table, nameOf(statement));
    const turn = cursor.take('DESC') ? -1 : 1;
    cursor.take('ASC');
    rows = [...rows].sort((a, b) => turn * compare(a[at] ?? null, b[at] ?? null));
  }
  if (cursor.take('LIMIT')) rows = rows.slice(0, Number(cursor.next()?.text));
  if (!cursor.done) throw refuse.notSimulated(statement.sql);
  const count = rows.length;
  if (items.some(({ counts }) => counts === true)) return rowsOf(titles, [items.map(({ counts, value }) => (counts === true ? count : value(rows[0] ?? [])))]);
  return rowsOf(titles, rows.map((row) => items.map(({ value }) => value(row))));
}
