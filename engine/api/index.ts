export type * from './kindDefinition.ts';
export type * from './schema/types.ts';
