/** The databases of a server on its disk: one file, so that a volume keeps them. */
import { FileError, type FileSystem } from '../../../script/index.ts';
import type { Catalog, Table } from './types.ts';

type Stored = readonly (readonly [database: string, tables: readonly (readonly [name: string, table: Table])[]])[];

export function readCatalog(files: FileSystem, path: string): Catalog | undefined {
  const content = files.realPath(path) === undefined ? undefined : files.read(path);
  if (typeof content !== 'string' || !content.startsWith('[')) return undefined;
  const stored = JSON.parse(content) as Stored; // written below
  return new Map(stored.map(([database, tables]) => [database, new Map(tables.map(([name, table]) => [name, { ...table, rows: table.rows.map((row) => [...row]) }]))]));
}
/** @returns what was in the way */
export function writeCatalog(files: FileSystem, path: string, catalog: Catalog): string | undefined {
  const stored: Stored = [...catalog].map(([database, tables]) => [database, [...tables]]);
  try { files.write(path, JSON.stringify(stored)); return undefined; } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return error.reason;
  }
}
