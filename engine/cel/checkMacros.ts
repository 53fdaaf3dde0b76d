/** Types of the expressions that bind a name. @k8s cel-go parser/macro.go, cel-go ext */
import type { ASTNode } from '@marcbachmann/cel-js';
import { fieldOf, inner, placeOf, report, resolve, type Scope } from './scope.ts';
import { operatorAt } from './operator.ts';
import { overloads } from './signatures.ts';
import { BOOL, DYN, ERROR, formatType, INT, listOf, optionalOf, type CelType } from './types.ts';

/** How the expressions below are typed. */
type TypeOf = (node: ASTNode, scope: Scope) => CelType;

/** Undefined: not a macro. */
export function macroType(name: string, receiver: ASTNode | undefined, args: readonly ASTNode[], at: number, scope: Scope, typeOf: TypeOf): CelType | undefined {
  if (receiver === undefined) return name === 'has' && args.length === 1 ? has(args[0], at, scope, typeOf) : undefined;
  if (name === 'bind' && receiver.op === 'id' && receiver.args === 'cel' && args.length === 3) return bind(args, scope, typeOf);
  if ((name === 'optMap' || name === 'optFlatMap') && args.length === 2) return optional(name, receiver, args, at, scope, typeOf);
  const [first, second, third] = args;
  if (!LOOPS.has(name) || args.length < 2 || first === undefined || second === undefined) return undefined;
  if (first.op !== 'id') return report(scope, first.start, 'argument must be a simple name');
  const item = rangeItem(receiver, scope, typeOf);
  if (item === undefined) return ERROR;
  const below = inner(scope, first.args, item);
  if (args.length === 3 && second.op === 'id' && name !== 'map') return twoNames(name, receiver, first.args, second.args, third, scope, typeOf);
  const predicate = typeOf(second, below);
  const wrong = (operator: string): CelType => resolve(scope, at, operator, overloads(operator, false) ?? [], [BOOL, predicate]);
  switch (name) {
    case 'all': return predicate.kind === 'bool' || predicate.kind === 'dyn' ? BOOL : wrong('_&&_');
    case 'exists': return predicate.kind === 'bool' || predicate.kind === 'dyn' ? BOOL : wrong('_||_');
    case 'exists_one': case 'existsOne': return BOOL;
    case 'filter': return predicate.kind === 'error' ? ERROR : listOf(item);
    case 'sortBy': return predicate.kind === 'error' ? ERROR : listOf(item);
    default: {
      const made = third === undefined ? predicate : typeOf(third, below);
      return made.kind === 'error' ? ERROR : listOf(made);
    }
  }
}
const LOOPS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'existsOne', 'map', 'filter', 'sortBy']);

function twoNames(name: string, receiver: ASTNode, key: string, value: string, body: ASTNode | undefined, scope: Scope, typeOf: TypeOf): CelType {
  const target = typeOf(receiver, { ...scope, issues: [] });
  const [first, second] = target.kind === 'list' ? [INT, target.item] : target.kind === 'map' ? [target.key, target.value] : [DYN, DYN];
  if (body !== undefined) typeOf(body, inner(inner(scope, key, first), value, second));
  return name === 'filter' || name === 'map' ? listOf(DYN) : BOOL;
}

function rangeItem(receiver: ASTNode, scope: Scope, typeOf: TypeOf): CelType | undefined {
  const target = typeOf(receiver, scope);
  switch (target.kind) {
    case 'error': return undefined;
    case 'list': return target.item;
    case 'map': return target.key;
    case 'dyn': case 'param': return DYN;
    default:
      report(scope, placeOf(receiver, scope.source), `expression of type '${formatType(target)}' cannot be range of a comprehension (must be list, map, or dynamic)`);
      return undefined;
  }
}

function has(argument: ASTNode | undefined, at: number, scope: Scope, typeOf: TypeOf): CelType {
  if (argument?.op !== '.') return report(scope, at, 'invalid argument to has() macro');
  const [operand, field] = argument.args;
  const target = typeOf(operand, scope);
  const found = fieldOf(target.kind === 'optional' ? target.item : target, field, operatorAt(scope.source, operand.end, '.'), scope);
  return found.kind === 'error' ? ERROR : BOOL;
}

function bind([name, value, body]: readonly ASTNode[], scope: Scope, typeOf: TypeOf): CelType {
  if (name?.op !== 'id' || value === undefined || body === undefined) return report(scope, name?.start ?? 0, 'cel.bind() variable names must be simple identifiers');
  return typeOf(body, inner(scope, name.args, typeOf(value, scope)));
}

function optional(name: string, receiver: ASTNode, [variable, body]: readonly ASTNode[], at: number, scope: Scope, typeOf: TypeOf): CelType {
  const target = typeOf(receiver, scope);
  if (variable?.op !== 'id' || body === undefined) return report(scope, at, `${name}() variable name must be a simple identifier`);
  const item = target.kind === 'optional' ? target.item : DYN;
  const made = typeOf(body, inner(scope, variable.args, item));
  return made.kind === 'error' ? ERROR : name === 'optMap' ? optionalOf(made) : made;
}
