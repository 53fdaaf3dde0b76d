/**
 * What an expression may cost at most, in cel-go's units, as far as it shows: steps, times the sizes of what is looped over.
 * @k8s cel-go checker/cost.go, apiserver/pkg/cel/library/cost.go, apiserver/pkg/apis/cel/config.go
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import type { Variables } from './compile.ts';
import { DYN, type CelType } from './types.ts';

/** How many items, pairs or characters a type holds at most; given to types by those who know limits. */
const sizes = new WeakMap<object, number>();
export function withSize<T extends CelType>(type: T, most: number): T {
  const copy = { ...type };
  sizes.set(copy, most);
  return copy;
}
/** Nothing in a request is larger than it. @k8s apiserver/pkg/apis/cel/config.go MaxRequestSizeBytes */
const REQUEST_BYTES = 3 * 1024 * 1024;
export const sizeOf = (type: CelType): number => sizes.get(type) ?? REQUEST_BYTES;

type Priced = { readonly cost: number; readonly type: CelType };
type Scope = (name: string) => CelType | undefined;
const LOOPS: ReadonlySet<string> = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);
/** Strings are walked at a tenth of a unit each character. */
const STRING_FACTOR = 0.1;

export function costOf(ast: ASTNode, variables: Variables): number {
  return price(ast, (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined)).cost;
}

function price(node: ASTNode, scope: Scope): Priced {
  switch (node.op) {
    case 'value': return { cost: 0, type: DYN };
    case 'id': return { cost: 1, type: scope(node.args) ?? DYN };
    case '.': case '.?': {
      const target = price(node.args[0], scope);
      const type = target.type.kind === 'object' ? target.type.fields?.get(node.args[1]) ?? DYN : target.type.kind === 'map' ? target.type.value : DYN;
      return { cost: target.cost + 1, type };
    }
    case '[]': case '[?]': {
      const [target, key] = [price(node.args[0], scope), price(node.args[1], scope)];
      const type = target.type.kind === 'list' ? target.type.item : target.type.kind === 'map' ? target.type.value : DYN;
      return { cost: target.cost + key.cost + 1, type };
    }
    case 'list': return { cost: 10 + total(node.args, scope), type: DYN };
    case 'map': return { cost: 30 + total(node.args.flat(), scope), type: DYN };
    case 'call': return { cost: (node.args[0] === 'has' ? 0 : 1) + total(node.args[1], scope), type: DYN };
    case 'rcall': return method(node.args[0], node.args[1], node.args[2], scope);
    case '!_': case '-_': return { cost: 1 + price(node.args, scope).cost, type: DYN };
    case '?:': return { cost: 1 + price(node.args[0], scope).cost + Math.max(price(node.args[1], scope).cost, price(node.args[2], scope).cost), type: DYN };
    default: return binary(node.op, node.args as [ASTNode, ASTNode], scope); // every other operator has two sides
  }
}
const total = (nodes: readonly ASTNode[], scope: Scope): number => nodes.reduce((sum, node) => sum + price(node, scope).cost, 0);
const isText = (type: CelType): boolean => type.kind === 'string' || type.kind === 'bytes';

function binary(op: string, [left, right]: readonly [ASTNode, ASTNode], scope: Scope): Priced {
  const [a, b] = [price(left, scope), price(right, scope)];
  const own = op === '&&' || op === '||' ? 0
    : op === 'in' ? (b.type.kind === 'list' ? sizeOf(b.type) : 1)
      : isText(a.type) && isText(b.type) ? Math.max(1, Math.ceil(Math.min(sizeOf(a.type), sizeOf(b.type)) * STRING_FACTOR)) : 1;
  return { cost: a.cost + b.cost + own, type: DYN };
}

function method(name: string, receiver: ASTNode, args: readonly ASTNode[], scope: Scope): Priced {
  const target = price(receiver, scope);
  const [variable, body] = args;
  if (LOOPS.has(name) && variable?.op === 'id' && body !== undefined) {
    const item = target.type.kind === 'list' ? target.type.item : target.type.kind === 'map' ? target.type.key : DYN;
    const inner = args.slice(1).reduce((sum, each) => sum + price(each, (wanted) => (wanted === variable.args ? item : scope(wanted))).cost, 0);
    const items = target.type.kind === 'list' || target.type.kind === 'map' ? sizeOf(target.type) : REQUEST_BYTES;
    return { cost: target.cost + items * (inner + 3) + 1, type: name === 'filter' ? target.type : DYN };
  }
  const walked = isText(target.type) && name !== 'size' ? Math.ceil(sizeOf(target.type) * STRING_FACTOR) : 0;
  return { cost: target.cost + total(args, scope) + Math.max(1, walked), type: DYN };
}
