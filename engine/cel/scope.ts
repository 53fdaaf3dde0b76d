/** What checking an expression needs everywhere. @k8s cel-go checker/checker.go */
import type { ASTNode } from '@marcbachmann/cel-js';
import { operatorAt } from './operator.ts';
import type { Issue } from './position.ts';
import type { Signature } from './signatures.ts';
import { assignable, DYN, ERROR, formatType, substitute, type CelType } from './types.ts';

export type Scope = {
  readonly lookup: (name: string) => CelType | undefined;
  readonly issues: Issue[];
  /** Names of variables that were read. */
  readonly used: Set<string>;
  readonly source: string;
};
export const inner = (scope: Scope, name: string, type: CelType): Scope => ({ ...scope, lookup: (wanted) => (wanted === name ? type : scope.lookup(wanted)) });
export function report(scope: Scope, at: number, message: string): CelType {
  scope.issues.push({ at, message });
  return ERROR;
}

/** Where cel-go says that an expression is: at its operator. */
export function placeOf(node: ASTNode, source: string): number {
  switch (node.op) {
    case '.': case '.?': return operatorAt(source, node.args[0].end, '.');
    case '[]': case '[?]': return operatorAt(source, node.args[0].end, '[');
    case 'rcall': return operatorAt(source, operatorAt(source, node.args[1].end, '.') + 1, '(');
    case 'call': return operatorAt(source, node.start + node.args[0].length, '(');
    case '?:': return operatorAt(source, node.args[0].end, '?');
    case 'value': case 'id': case 'list': case 'map': case '!_': case '-_': return node.start;
    default: return operatorAt(source, (node.args as [ASTNode, ASTNode])[0].end, node.op); // every other operator has two sides
  }
}

export function fieldOf(target: CelType, field: string, at: number, scope: Scope): CelType {
  switch (target.kind) {
    case 'error': case 'dyn': case 'param': return target.kind === 'error' ? ERROR : DYN;
    case 'map': return target.value;
    case 'object': {
      if (target.fields === undefined) return DYN;
      return target.fields.get(field) ?? report(scope, at, `undefined field '${field}'`);
    }
    default: return report(scope, at, `type '${formatType(target)}' does not support field selection`);
  }
}

export const noOverload = (name: string, types: readonly CelType[], receiver?: CelType): string =>
  `found no matching overload for '${name}' applied to '${receiver === undefined ? '' : `${formatType(receiver)}.`}(${types.map(formatType).join(', ')})'`;

/** The results of all overloads that fit; `dyn` when they differ. */
export function resolve(scope: Scope, at: number, name: string, candidates: readonly Signature[], given: readonly CelType[], receiver?: CelType): CelType {
  if (given.some(({ kind }) => kind === 'error') || receiver?.kind === 'error') return ERROR;
  const results = candidates.flatMap((signature) => {
    if (signature.parameters.length !== given.length) return [];
    const bindings = new Map<string, CelType>();
    const wanted = [...(signature.receiver === undefined ? [] : [signature.receiver]), ...signature.parameters];
    const types = [...(receiver === undefined ? [] : [receiver]), ...given];
    return wanted.every((type, place) => assignable(type, types[place] ?? DYN, bindings)) ? [substitute(signature.result, bindings)] : [];
  });
  const [first] = results;
  if (first === undefined) return report(scope, at, noOverload(name, given, receiver));
  return results.every((type) => formatType(type) === formatType(first)) ? first : DYN;
}
