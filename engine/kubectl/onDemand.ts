/** See engine/base/onDemand.ts. */
export * from './code.ts';
