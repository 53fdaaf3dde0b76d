/** CREATE TABLE's columns and INSERT's rows. */
import { nameOf, type Statement } from './statement.ts';
import type { Token } from './tokens.ts';
import type { Cell, Column, Table } from './types.ts';

export function literalOf(statement: Statement, token: Token | undefined): Cell {
  if (token?.kind === 'text' || token?.kind === 'name') return token.text;
  if (token?.kind === 'number') return Number(token.text);
  const word = token?.text.toUpperCase() ?? '';
  if (word === 'NULL') return null;
  if (word === 'TRUE' || word === 'FALSE') return statement.dialect === 'mysql' ? Number(word === 'TRUE') : word === 'TRUE' ? 't' : 'f';
  if (word === 'NOW' || word === 'CURRENT_TIMESTAMP') { if (statement.cursor.take('(')) statement.cursor.take(')'); return stamp(statement.now); }
  if (word === '-') { const next = statement.cursor.next(); if (next?.kind === 'number') return -Number(next.text); }
  throw statement.refuse.notSimulated(statement.sql);
}
export const stamp = (now: number): string => new Date(now).toISOString().slice(0, 19).replace('T', ' ');

/** Up to the comma or bracket that ends a column. */
function columnWords({ cursor, refuse }: Statement): readonly string[] {
  const words: string[] = [];
  for (let depth = 0; ;) {
    const token = cursor.peek();
    if (token === undefined) throw refuse.syntax('');
    if (depth === 0 && token.kind === 'sign' && (token.text === ',' || token.text === ')')) return words;
    if (token.text === '(') depth++;
    if (token.text === ')') depth--;
    words.push(token.kind === 'text' ? `'${token.text}'` : token.text);
    cursor.next();
  }
}
const CONSTRAINT = /^(PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|FOREIGN|CHECK)$/i;

function columnOf(name: string, words: readonly string[]): Column {
  const text = ` ${words.join(' ').toUpperCase()} `;
  const end = words.findIndex((word, index) => index > 0 && /^(NOT|NULL|PRIMARY|UNIQUE|AUTO_INCREMENT|DEFAULT|COMMENT|REFERENCES|GENERATED|CHECK)$/i.test(word));
  const type = words.slice(0, end < 0 ? undefined : end).join(' ').replace(/ ?\( ?/g, '(').replace(/ \)/g, ')').replace(/ ,/g, ',').toLowerCase();
  const unique = text.includes(' PRIMARY KEY ') || text.includes(' UNIQUE ');
  const fallback = /^'(.*)'$/.exec(words[words.findIndex((word) => word.toUpperCase() === 'DEFAULT') + 1] ?? '')?.[1] ?? null;
  return { name, type, notNull: text.includes(' NOT NULL ') || text.includes(' PRIMARY KEY '), unique, counts: text.includes(' AUTO_INCREMENT ') || /SERIAL|GENERATED/.test(text), fallback: text.includes(' DEFAULT ') ? fallback : null };
}

export function createTable(statement: Statement): Table {
  const { cursor, refuse } = statement;
  if (!cursor.take('(')) throw refuse.syntax(cursor.peek()?.text ?? '');
  const columns: Column[] = [];
  do {
    const name = nameOf(statement);
    const words = columnWords(statement);
    if (!CONSTRAINT.test(name)) { columns.push(columnOf(name, words)); continue; }
    // PRIMARY KEY (id) at the end: of one column.
    const at = /^PRIMARY$/i.test(name) ? columns.findIndex((column) => column.name === words[2]) : -1;
    const column = columns[at];
    if (column !== undefined) columns[at] = { ...column, unique: true, notNull: true };
  } while (cursor.take(','));
  cursor.take(')');
  return { columns, rows: [], next: 1 };
}

function complete(statement: Statement, name: string, table: Table, given: ReadonlyMap<string, Cell>): Cell[] {
  const { refuse } = statement;
  return table.columns.map((column) => {
    const value = given.get(column.name);
    if (column.counts && (value === undefined || value === null)) return table.next++;
    if (column.counts && typeof value === 'number') table.next = Math.max(table.next, value + 1);
    const cell = value === undefined ? column.fallback : value;
    if (cell === null && column.notNull) throw refuse.notNull(column.name, name);
    return cell;
  });
}

export function insertRows(statement: Statement, name: string, table: Table): number {
  const { cursor, refuse } = statement;
  const names: string[] = [];
  if (cursor.take('(')) { do names.push(nameOf(statement)); while (cursor.take(',')); cursor.take(')'); } else names.push(...table.columns.map((column) => column.name));
  const unknown = names.find((entry) => !table.columns.some((column) => column.name === entry));
  if (unknown !== undefined) throw refuse.noColumn(unknown);
  if (!cursor.take('VALUES') && !cursor.take('VALUE')) throw refuse.notSimulated(statement.sql);
  const rows: Cell[][] = [];
  do {
    if (!cursor.take('(')) throw refuse.syntax(cursor.peek()?.text ?? '');
    const cells: Cell[] = [];
    do cells.push(literalOf(statement, cursor.next())); while (cursor.take(','));
    if (!cursor.take(')')) throw refuse.syntax(cursor.peek()?.text ?? '');
    if (cells.length !== names.length) throw refuse.counts('');
    const row = complete(statement, name, table, new Map(names.map((column, index) => [column, cells[index] ?? null])));
    for (const [index, column] of table.columns.entries()) {
      if (column.unique && [...table.rows, ...rows].some((other) => other[index] === row[index])) throw refuse.duplicate(String(row[index]), `${name}.${column.name}`);
    }
    rows.push(row);
  } while (cursor.take(','));
  table.rows.push(...rows);
  return rows.length;
}
