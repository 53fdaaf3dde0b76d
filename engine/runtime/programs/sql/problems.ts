/** In which words the two servers refuse. */
import { SqlError, type Dialect, type Problem } from './types.ts';

export type Refusals = { readonly [name in 'noDatabase' | 'noTable' | 'noColumn' | 'databaseExists' | 'tableExists' | 'duplicate' | 'notNull' | 'counts' | 'unknownDatabase' | 'syntax' | 'notSimulated']: (a: string, b?: string) => SqlError };

const error = (problem: Problem): SqlError => new SqlError(problem);
const NOT_SIMULATED = 'not simulated in Peapod: ';

const MYSQL: Refusals = {
  noDatabase: () => error({ number: 1046, state: '3D000', message: 'No database selected' }),
  unknownDatabase: (name) => error({ number: 1049, state: '42000', message: `Unknown database '${name}'` }),
  noTable: (name, database) => error({ number: 1146, state: '42S02', message: `Table '${database ?? ''}.${name}' doesn't exist` }),
  noColumn: (name) => error({ number: 1054, state: '42S22', message: `Unknown column '${name}' in 'field list'` }),
  databaseExists: (name) => error({ number: 1007, state: 'HY000', message: `Can't create database '${name}'; database exists` }),
  tableExists: (name) => error({ number: 1050, state: '42S01', message: `Table '${name}' already exists` }),
  duplicate: (value, key) => error({ number: 1062, state: '23000', message: `Duplicate entry '${value}' for key '${key?.split('.')[0] ?? ''}.PRIMARY'` }),
  notNull: (name) => error({ number: 1364, state: 'HY000', message: `Field '${name}' doesn't have a default value` }),
  counts: () => error({ number: 1136, state: '21S01', message: "Column count doesn't match value count at row 1" }),
  syntax: (near) => error({ number: 1064, state: '42000', message: `You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near '${near}' at line 1` }),
  notSimulated: (text) => error({ number: 1235, state: '42000', message: `${NOT_SIMULATED}${text}` }),
};
const postgres = (state: string, message: string, more: Partial<Problem> = {}): SqlError => error({ number: 0, state, message, ...more });
const POSTGRES: Refusals = {
  noDatabase: () => postgres('3D000', 'no database selected'),
  unknownDatabase: (name) => postgres('3D000', `database "${name}" does not exist`),
  noTable: (name) => postgres('42P01', `relation "${name}" does not exist`, { at: name }),
  noColumn: (name) => postgres('42703', `column "${name}" does not exist`, { at: name }),
  databaseExists: (name) => postgres('42P04', `database "${name}" already exists`),
  tableExists: (name) => postgres('42P07', `relation "${name}" already exists`),
  duplicate: (value, key = '') => postgres('23505', `duplicate key value violates unique constraint "${key.split('.')[0] ?? ''}_pkey"`, { detail: `Key (${key.split('.')[1] ?? ''})=(${value}) already exists.` }),
  notNull: (name, table) => postgres('23502', `null value in column "${name}" of relation "${table ?? ''}" violates not-null constraint`),
  counts: () => postgres('42601', 'INSERT has more expressions than target columns'),
  syntax: (near) => (near === '' ? postgres('42601', 'syntax error at end of input') : postgres('42601', `syntax error at or near "${near}"`, { at: near })),
  notSimulated: (text) => postgres('0A000', `${NOT_SIMULATED}${text}`),
};
export const refusalsOf = (dialect: Dialect): Refusals => (dialect === 'mysql' ? MYSQL : POSTGRES);
