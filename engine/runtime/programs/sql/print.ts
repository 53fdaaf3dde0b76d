/** Tables as the two clients print them. */
import type { Cell } from './types.ts';

type Rows = { readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] };
const text = (cell: Cell, none: string): string => (cell === null ? none : String(cell));

/** mysql to a pipe: tabs. */
export const tabbed = ({ columns, rows }: Rows, heads = true): string =>
  [...(heads ? [columns] : []), ...rows].map((row) => `${row.map((cell) => text(cell, 'NULL')).join('\t')}\n`).join('');

/** mysql to a terminal, or with --table. */
export function boxed({ columns, rows }: Rows): string {
  const widths = columns.map((name, at) => Math.max(name.length, ...rows.map((row) => text(row[at] ?? null, 'NULL').length)));
  const line = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+\n`;
  const cells = (row: readonly Cell[], right: boolean): string => `|${row.map((cell, at) => {
    const value = text(cell, 'NULL');
    return ` ${right && typeof cell === 'number' ? value.padStart(widths[at] ?? 0) : value.padEnd(widths[at] ?? 0)} `;
  }).join('|')}|\n`;
  return `${line}${cells(columns, false)}${line}${rows.map((row) => cells(row, true)).join('')}${line}`;
}

/** psql's aligned table: heads in the middle, numbers to the right. */
export function aligned({ columns, rows }: Rows): string {
  const widths = columns.map((name, at) => Math.max(name.length, ...rows.map((row) => text(row[at] ?? null, '').length)));
  const middle = (name: string, width: number): string => { const left = Math.floor((width - name.length) / 2); return ' '.repeat(left) + name + ' '.repeat(width - name.length - left); };
  const head = columns.map((name, at) => ` ${middle(name, widths[at] ?? 0)} `).join('|');
  const line = widths.map((width) => '-'.repeat(width + 2)).join('+');
  const body = rows.map((row) => row.map((cell, at) => {
    const value = text(cell, '');
    const width = widths[at] ?? 0;
    const shown = typeof cell === 'number' ? value.padStart(width) : at === row.length - 1 ? value : value.padEnd(width);
    return ` ${shown}${at === row.length - 1 ? '' : ' '}`;
  }).join('|')).join('\n');
  return `${head}\n${line}\n${body}${body === '' ? '' : '\n'}(${rows.length} row${rows.length === 1 ? '' : 's'})\n\n`;
}
/** psql -t -A: no heads, bars between. */
export const unaligned = ({ rows }: Rows): string => rows.map((row) => `${row.map((cell) => text(cell, '')).join('|')}\n`).join('');
