/** See ../onDemand.ts. */
export * from './code.ts';
