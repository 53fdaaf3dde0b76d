export { CelError } from './library/library.ts';
export { compileCel, type CelCompiled, type CelProgram, type CelResult, type Variables } from './compile.ts';
export { withSize } from './cost.ts';
export { messageName } from './environment.ts';
export { authorizerValue, resourceCheckValue, type AccessQuestion, type Authorizer } from './library/authorizer.ts';
export {
  BOOL, BYTES, DOUBLE, DURATION, DYN, formatType, INT, listOf, mapOf, objectOf, opaque, optionalOf, STRING, TIMESTAMP, typeString, type CelType,
} from './types.ts';
export { celValue, jsonValue, type CelValue } from './values.ts';
