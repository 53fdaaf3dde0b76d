/**
 * What an expression really does is counted while it runs, and ended when it is too much: an expression of an author must not hang a page.
 * Loops cost by their rounds, functions by the product of the sizes of what they are given.
 * @k8s apiserver/pkg/cel/library/cost.go (the same idea; the units here are our own)
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import { CelError } from './library/library.ts';
import { childrenOf, loopOf } from './walk.ts';

export type Meter = { reset(limit: number): void; /** The dearest part, once the limit was passed. */ dearest(): ASTNode | undefined };

/** These take no longer for something large. */
const CHEAP: ReadonlySet<string> = new Set(['size', 'has', 'type', 'dyn', 'bool', 'int', 'double', 'orValue', 'or', 'hasValue', 'value', 'optional', 'of', 'none', 'isGreaterThan', 'isLessThan', 'compareTo', 'first', 'last']);
const SQUARE: ReadonlySet<string> = new Set(['distinct']);

const sizes = new WeakMap<object, number>();
/** Of texts their characters, of all else how many values it holds. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return 1 + value.length / 10;
  if (typeof value !== 'object' || value === null) return 1;
  const known = sizes.get(value);
  if (known !== undefined) return known;
  const inner: readonly unknown[] = Array.isArray(value) ? value : Object.getPrototypeOf(value) === Object.prototype ? Object.values(value) : [];
  const size = inner.reduce((sum: number, each) => sum + sizeOf(each), 1);
  sizes.set(value, size);
  return size;
}

/** The library evaluates a node by a method that it looks up on the node. A test sees to it that this stays so. */
type Evaluate = (evaluator: unknown, node: unknown, context: unknown) => unknown;
type Evaluated = { evaluate: Evaluate };

function around(node: ASTNode, before: () => void, after: (value: unknown) => void): void {
  const evaluated = node as unknown as Evaluated; // not in its types, see above
  let inner = evaluated.evaluate;
  let first = true;
  const outer: Evaluate = (evaluator, ast, context) => {
    before();
    if (!first) { const value = inner.call(node, evaluator, ast, context); after(value); return value; }
    first = false;
    try {
      const value = inner.call(node, evaluator, ast, context);
      after(value);
      return value;
    } finally {
      // The first time it replaces the method by the one that fits.
      inner = evaluated.evaluate;
      evaluated.evaluate = outer;
    }
  };
  evaluated.evaluate = outer;
}
const nothing = (): void => undefined;

export function meterOf(ast: ASTNode): Meter {
  let left = 0;
  let spent = new Map<ASTNode, number>();
  const charge = (node: ASTNode, price: number): void => {
    spent.set(node, (spent.get(node) ?? 0) + price);
    left -= price;
    if (left < 0) throw new CelError('actual cost limit exceeded');
  };
  /** How much one round does, without the loops in it. */
  const weight = (node: ASTNode): number => 1 + (loopOf(node) !== undefined ? 0 : childrenOf(node).reduce((sum, child) => sum + weight(child), 0));
  const operands = (node: ASTNode, nodes: readonly ASTNode[], square: boolean): void => {
    let product = 1;
    let due = nodes.length;
    around(node, () => { product = 1; due = nodes.length; }, nothing);
    for (const operand of nodes) {
      around(operand, nothing, (value) => {
        const size = sizeOf(value);
        product *= square ? size * size : size;
        if (--due === 0) charge(node, product);
      });
    }
  };
  const visit = (node: ASTNode): void => {
    const loop = loopOf(node);
    if (loop !== undefined) {
      visit(loop.over);
      for (const body of loop.bodies) { visit(body); const price = weight(body); around(body, () => charge(node, price), nothing); }
      return;
    }
    if (node.op === 'rcall' && (node.args[0] === 'bind' || node.args[0].startsWith('opt'))) { for (const child of node.args[2].slice(1)) visit(child); visit(node.args[1]); return; }
    for (const child of childrenOf(node)) visit(child);
    if (node.op === 'rcall' && !CHEAP.has(node.args[0])) operands(node, childrenOf(node), SQUARE.has(node.args[0]));
    else if (node.op === 'call' && !CHEAP.has(node.args[0])) operands(node, node.args[1], false);
    else if (node.op === '==' || node.op === '!=' || node.op === 'in') { if (node.args.every(({ op }) => op !== 'value')) operands(node, node.args, false); }
    else if (node.op === '+') around(node, nothing, (value) => charge(node, sizeOf(value)));
  };
  visit(ast);
  return {
    reset(limit) { left = limit; spent = new Map(); },
    dearest: () => (left >= 0 ? undefined : [...spent].sort((a, b) => b[1] - a[1])[0]?.[0]),
  };
}
