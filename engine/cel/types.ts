/** Types of expressions, with the names that Kubernetes' error messages have for them. @k8s cel-go common/types/types.go */
export type CelType =
  | { readonly kind: 'dyn' | 'bool' | 'int' | 'uint' | 'double' | 'string' | 'bytes' | 'null' | 'timestamp' | 'duration' | 'type' | 'error' }
  | { readonly kind: 'list'; readonly item: CelType }
  | { readonly kind: 'map'; readonly key: CelType; readonly value: CelType }
  | { readonly kind: 'optional'; readonly item: CelType }
  /** A structure: `fields` undefined means that any field may be read. */
  | { readonly kind: 'object'; readonly name: string; readonly fields: ReadonlyMap<string, CelType> | undefined }
  /** A type of a library: `kubernetes.Quantity`. */
  | { readonly kind: 'opaque'; readonly name: string }
  /** A type parameter of a signature. */
  | { readonly kind: 'param'; readonly name: string };

export const DYN: CelType = { kind: 'dyn' };
export const BOOL: CelType = { kind: 'bool' };
export const INT: CelType = { kind: 'int' };
export const DOUBLE: CelType = { kind: 'double' };
export const STRING: CelType = { kind: 'string' };
export const BYTES: CelType = { kind: 'bytes' };
export const TIMESTAMP: CelType = { kind: 'timestamp' };
export const DURATION: CelType = { kind: 'duration' };
export const NULL: CelType = { kind: 'null' };
export const ERROR: CelType = { kind: 'error' };
export const listOf = (item: CelType): CelType => ({ kind: 'list', item });
export const mapOf = (key: CelType, value: CelType): CelType => ({ kind: 'map', key, value });
export const optionalOf = (item: CelType): CelType => ({ kind: 'optional', item });
export const objectOf = (name: string, fields: { readonly [field: string]: CelType } | undefined): CelType =>
  ({ kind: 'object', name, fields: fields === undefined ? undefined : new Map(Object.entries(fields)) });
export const opaque = (name: string): CelType => ({ kind: 'opaque', name });

/** As overload errors print a type: `list(string)`. */
export function formatType(type: CelType): string {
  switch (type.kind) {
    case 'list': return `list(${formatType(type.item)})`;
    case 'map': return `map(${formatType(type.key)}, ${formatType(type.value)})`;
    case 'optional': return `optional_type(${formatType(type.item)})`;
    case 'object': case 'opaque': case 'param': return type.name;
    case 'error': return '!error!';
    default: return type.kind;
  }
}
/** As "must evaluate to" prints it. */
export const typeString = (type: CelType): string => (type.kind === 'null' ? 'null_type' : type.kind === 'timestamp' ? 'google.protobuf.Timestamp'
  : type.kind === 'duration' ? 'google.protobuf.Duration' : formatType(type));

type Bindings = Map<string, CelType>;
const free = (type: CelType): boolean => type.kind === 'dyn' || type.kind === 'error';
const NUMBERS: readonly string[] = ['int', 'uint', 'double'];

/** True if a value of `given` may stand where `wanted` is; parameters are bound on the way. */
export function assignable(wanted: CelType, given: CelType, bindings: Bindings): boolean {
  if (wanted.kind === 'param') {
    const bound = bindings.get(wanted.name);
    if (bound === undefined || bound.kind === 'dyn') { bindings.set(wanted.name, given); return true; }
    if (assignable(bound, given, bindings)) return true;
    if (given.kind !== 'dyn') return false;
    bindings.set(wanted.name, given);
    return true;
  }
  if (free(wanted) || free(given) || given.kind === 'param') return true;
  if (given.kind === 'null') return wanted.kind === 'null' || wanted.kind === 'object' || wanted.kind === 'timestamp' || wanted.kind === 'duration' || wanted.kind === 'opaque';
  if (wanted.kind === 'null') return given.kind === 'object' || given.kind === 'timestamp' || given.kind === 'duration';
  if (wanted.kind === 'list' && given.kind === 'list') return assignable(wanted.item, given.item, bindings);
  if (wanted.kind === 'optional' && given.kind === 'optional') return assignable(wanted.item, given.item, bindings);
  if (wanted.kind === 'map' && given.kind === 'map') return assignable(wanted.key, given.key, bindings) && assignable(wanted.value, given.value, bindings);
  if ((wanted.kind === 'object' || wanted.kind === 'opaque') && (given.kind === 'object' || given.kind === 'opaque')) return wanted.name === given.name;
  return wanted.kind === given.kind;
}

export function substitute(type: CelType, bindings: Bindings): CelType {
  switch (type.kind) {
    case 'param': return bindings.get(type.name) ?? DYN;
    case 'list': return listOf(substitute(type.item, bindings));
    case 'optional': return optionalOf(substitute(type.item, bindings));
    case 'map': return mapOf(substitute(type.key, bindings), substitute(type.value, bindings));
    default: return type;
  }
}

/** What two branches have in common; undefined if nothing. */
export function joined(a: CelType, b: CelType): CelType | undefined {
  if (free(a)) return a;
  if (free(b)) return b;
  if (assignable(a, b, new Map())) return a;
  return assignable(b, a, new Map()) ? b : undefined;
}
export const isNumber = (type: CelType): boolean => NUMBERS.includes(type.kind);
