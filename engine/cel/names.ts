/** Names that expressions give a meaning of their own: no variable is called so. A test holds them against the signatures. @k8s cel-go parser/gen/CEL.g4, apiserver/pkg/cel/library */
export const CEL_NAMES: ReadonlySet<string> = new Set([
  // words of the language
  'as', 'break', 'const', 'continue', 'else', 'false', 'for', 'function', 'if', 'import', 'in', 'let', 'loop', 'namespace', 'null', 'package', 'return', 'true', 'var', 'void', 'while',
  // types
  'bool', 'bytes', 'double', 'duration', 'dyn', 'int', 'list', 'map', 'null_type', 'optional_type', 'string', 'timestamp', 'type', 'uint',
  // libraries
  'cel', 'format', 'ip', 'jsonpatch', 'lists', 'math', 'optional', 'sets', 'strings',
  // functions and macros without a receiver
  'cidr', 'has', 'isCIDR', 'isIP', 'isQuantity', 'isSemver', 'isURL', 'matches', 'quantity', 'semver', 'size', 'url',
]);
