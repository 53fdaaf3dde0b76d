export { CEL_NAMES } from './names.ts';
export { CelError } from './library/library.ts';
export type { CelCompiled, CelOptions, CelProgram, CelResult, Variables } from './compile.ts';
export type { Read } from './walk.ts';
export type { AccessQuestion, Authorizer } from './library/authorizer.ts';
export { authorizerValue, celValue, compileCel, jsonValue, messageName, resourceCheckValue, withSize } from './onDemand.ts';
export {
  BOOL, BYTES, DOUBLE, DURATION, DYN, formatType, INT, listOf, mapOf, objectOf, opaque, optionalOf, STRING, TIMESTAMP, typeString, type CelType,
} from './types.ts';
export type { CelValue } from './values.ts';
