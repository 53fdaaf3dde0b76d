/** Expressions: a new cluster has none. */
export { compileCel } from './compile.ts';
export { withSize } from './cost.ts';
export { messageName } from './environment.ts';
export { authorizerValue, resourceCheckValue } from './library/authorizer.ts';
export { celValue, jsonValue } from './values.ts';
