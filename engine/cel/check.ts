/** Static types of an expression: what a rule's author is told when a CRD or a policy is created. @k8s cel-go checker/checker.go */
import type { ASTNode } from '@marcbachmann/cel-js';
import { operatorAt } from './operator.ts';
import { macroType } from './checkMacros.ts';
import { fieldOf, noOverload, placeOf, report, resolve, type Scope } from './scope.ts';
import { NAMESPACES } from './signatures.data.ts';
import { overloads } from './signatures.ts';
import {
  assignable, BOOL, BYTES, DOUBLE, DYN, ERROR, formatType, INT, isNumber, joined, listOf, mapOf, NULL, objectOf, optionalOf, STRING, type CelType,
} from './types.ts';

export function typeOf(node: ASTNode, scope: Scope): CelType {
  switch (node.op) {
    case 'value': return literalType(node.args);
    case 'id': return identifier(node.args, node.start, scope);
    case '.': case '.?': return select(node, node.args[0], node.args[1], node.op === '.?', scope);
    case '[]': case '[?]': return index(node, node.args[0], node.args[1], node.op === '[?]', scope);
    case 'list': return listType(node.args, scope);
    case 'map': return mapType(node.args, scope);
    case 'call': return call(node, node.args[0], node.args[1], scope);
    case 'rcall': return method(node, node.args[0], node.args[1], node.args[2], scope);
    case '?:': return ternary(node, node.args, scope);
    case '!_': case '-_': return resolve(scope, node.start, node.op === '!_' ? '!_' : '-_', overloads(node.op, false) ?? [], [typeOf(node.args, scope)]);
    default: {
      const [left, right] = node.args as [ASTNode, ASTNode]; // every other operator has two sides
      return binary(node.op, typeOf(left, scope), typeOf(right, scope), operatorAt(scope.source, left.end, node.op), scope);
    }
  }
}

function literalType(value: unknown): CelType {
  switch (typeof value) {
    case 'string': return STRING;
    case 'boolean': return BOOL;
    case 'bigint': return INT;
    case 'number': return DOUBLE;
    default: return value === null ? NULL : value instanceof Uint8Array ? BYTES : { kind: 'uint' };
  }
}

const TYPE_NAMES: ReadonlySet<string> = new Set(['bool', 'int', 'uint', 'double', 'string', 'bytes', 'list', 'map', 'null_type', 'type']);

function identifier(name: string, at: number, scope: Scope): CelType {
  const type = scope.lookup(name);
  if (type !== undefined) { scope.used.add(name); return type; }
  return TYPE_NAMES.has(name) ? { kind: 'type' } : report(scope, at, `undeclared reference to '${name}' (in container '')`);
}

function select(node: ASTNode, operand: ASTNode, field: string, optional: boolean, scope: Scope): CelType {
  const target = typeOf(operand, scope);
  const at = operatorAt(scope.source, operand.end, '.');
  const result = fieldOf(target.kind === 'optional' ? target.item : target, field, at, scope);
  return (optional || target.kind === 'optional') && result.kind !== 'error' && result.kind !== 'optional' ? optionalOf(result) : result;
}

function index(node: ASTNode, operand: ASTNode, key: ASTNode, optional: boolean, scope: Scope): CelType {
  const [given, keyType] = [typeOf(operand, scope), typeOf(key, scope)];
  const target = given.kind === 'optional' ? given.item : given;
  const at = operatorAt(scope.source, operand.end, '[');
  const wrap = (type: CelType): CelType => (optional || given.kind === 'optional' ? optionalOf(type) : type);
  const wrong = (): CelType => report(scope, at, `found no matching overload for '_[_]' applied to '(${formatType(given)}, ${formatType(keyType)})'`);
  switch (target.kind) {
    case 'error': return ERROR;
    case 'dyn': case 'param': return wrap(DYN);
    case 'list': return keyType.kind === 'int' || keyType.kind === 'dyn' || isNumber(keyType) ? wrap(target.item) : wrong();
    case 'map': return assignable(target.key, keyType, new Map()) || (isNumber(target.key) && isNumber(keyType)) ? wrap(target.value) : wrong();
    default: return wrong();
  }
}

function listType(items: readonly ASTNode[], scope: Scope): CelType {
  let item: CelType | undefined;
  for (const each of items) {
    const type = typeOf(each, scope);
    const common = item === undefined ? type : joined(item, type);
    if (common === undefined && item !== undefined) report(scope, placeOf(each, scope.source), `expected type '${formatType(item)}' but found '${formatType(type)}'`);
    item = common ?? DYN;
  }
  return listOf(item ?? DYN);
}

function mapType(entries: readonly (readonly [ASTNode, ASTNode])[], scope: Scope): CelType {
  const join = (known: CelType | undefined, node: ASTNode): CelType => {
    const type = typeOf(node, scope);
    return known === undefined ? type : joined(known, type) ?? DYN;
  };
  let [key, value]: [CelType | undefined, CelType | undefined] = [undefined, undefined];
  for (const [left, right] of entries) { key = join(key, left); value = join(value, right); }
  return mapOf(key ?? DYN, value ?? DYN);
}

function ternary(node: ASTNode, [condition, yes, no]: readonly [ASTNode, ASTNode, ASTNode], scope: Scope): CelType {
  const types = [condition, yes, no].map((each) => typeOf(each, scope));
  return resolve(scope, operatorAt(scope.source, condition.end, '?'), '_?_:_', overloads('_?_:_', false) ?? [], types);
}

const COMPARED: readonly string[] = ['bool', 'int', 'uint', 'double', 'string', 'bytes', 'timestamp', 'duration'];
const free = (type: CelType): boolean => type.kind === 'dyn' || type.kind === 'error' || type.kind === 'param';

function binary(op: string, left: CelType, right: CelType, at: number, scope: Scope): CelType {
  if (op === '<' || op === '<=' || op === '>' || op === '>=') {
    const fits = (free(left) || COMPARED.includes(left.kind)) && (free(right) || COMPARED.includes(right.kind))
      && (free(left) || free(right) || left.kind === right.kind || (isNumber(left) && isNumber(right)));
    return fits ? BOOL : report(scope, at, noOverload(`_${op}_`, [left, right]));
  }
  const name = op === 'in' ? '@in' : `_${op}_`;
  return resolve(scope, at, name, overloads(name, false) ?? [], [left, right]);
}

function call(node: ASTNode, name: string, args: readonly ASTNode[], scope: Scope): CelType {
  const at = operatorAt(scope.source, node.start + name.length, '(');
  if (name === '__message') return messageType(args, scope);
  const macro = macroType(name, undefined, args, at, scope, typeOf);
  if (macro !== undefined) return macro;
  const types = args.map((each) => typeOf(each, scope));
  const candidates = overloads(name, false);
  return candidates === undefined ? report(scope, at, `undeclared reference to '${name}' (in container '')`) : resolve(scope, at, name, candidates, types);
}

/** Types of patches: any field may be named. @k8s apiserver/pkg/cel/mutation/typeresolver.go */
function messageType([name, fields]: readonly ASTNode[], scope: Scope): CelType {
  if (fields?.op === 'map') for (const [, value] of fields.args) typeOf(value, scope);
  const text = name?.op === 'value' ? String(name.args) : '';
  if (scope.lookup('__patches') !== undefined && (text === 'JSONPatch' || /^Object(\.|$)/.test(text))) return objectOf(text, undefined);
  return report(scope, name?.start ?? 0, `undeclared reference to '${text}' (in container '')`);
}

function method(node: ASTNode, name: string, receiver: ASTNode, args: readonly ASTNode[], scope: Scope): CelType {
  const at = operatorAt(scope.source, operatorAt(scope.source, receiver.end, '.') + 1, '(');
  const macro = macroType(name, receiver, args, at, scope, typeOf);
  if (macro !== undefined) return macro;
  if (receiver.op === 'id' && NAMESPACES.has(receiver.args) && scope.lookup(receiver.args) === undefined) {
    const types = args.map((each) => typeOf(each, scope));
    const full = `${receiver.args}.${name}`;
    const candidates = overloads(full, false);
    return candidates === undefined ? report(scope, at, `undeclared reference to '${full}' (in container '')`) : resolve(scope, at, full, candidates, types);
  }
  const target = typeOf(receiver, scope);
  // What is to be printed may be of any types. @k8s cel-go cel/validator.go ValidateHomogeneousAggregateLiterals
  const types = args.map((each) => (name === 'format' && each.op === 'list' ? (each.args.forEach((item) => typeOf(item, scope)), listOf(DYN)) : typeOf(each, scope)));
  const candidates = overloads(name, true);
  if (candidates !== undefined) return resolve(scope, at, name, candidates, types, target);
  return target.kind === 'error' ? ERROR : report(scope, at, `undeclared reference to '${name}' (in container '')`);
}
