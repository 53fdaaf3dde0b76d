/** A small part of SQL for the database images: what a first lesson types, and honest words for the rest. */
export type Dialect = 'mysql' | 'postgres';
export type Cell = string | number | null;
export type Column = { readonly name: string; readonly type: string; readonly notNull: boolean; readonly unique: boolean; /** auto_increment, serial. */ readonly counts: boolean; readonly fallback: Cell };
export type Table = { readonly columns: readonly Column[]; rows: Cell[][]; next: number };
export type Tables = Map<string, Table>;
export type Catalog = Map<string, Tables>;
export type Problem = {
  /** MySQL's number; 0 for PostgreSQL. */
  readonly number: number; readonly state: string; readonly message: string;
  /** The word that PostgreSQL points at. */
  readonly at?: string;
  readonly detail?: string;
};
export type Result =
  | { readonly kind: 'rows'; readonly columns: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: 'done'; readonly tag: string; readonly count: number; /** The session's database from now on. */ readonly database?: string }
  | { readonly kind: 'error'; readonly problem: Problem };

/** Ends a statement with what the server says. */
export class SqlError extends Error {
  override readonly name = 'SqlError';
  readonly problem: Problem;
  constructor(problem: Problem) { super(problem.message); this.problem = problem; }
}
