/** `has(e.f)`: whether a value has a field; `e` may be any expression. @k8s cel-spec doc/langdef.md (field selection), cel-go parser/macro.go */
import { Optional, type ASTNode } from '@marcbachmann/cel-js';
import { childrenOf } from './walk.ts';

/** What the expression library hands to macros; it has no types of its own for them. */
type Checker = { check(node: ASTNode, context: unknown): unknown; getType(name: string): unknown };
type Evaluator = { run(node: ASTNode, context: unknown): unknown; debugType(value: unknown): { fieldLazy(value: unknown, field: string, node: ASTNode, evaluator: Evaluator): unknown } };
type Expanded = { setMeta(key: 'macro', macro: object): unknown };

/** The library's own `has` takes nothing but names with dots between them. */
export function anyPresence(node: ASTNode): void {
  childrenOf(node).forEach(anyPresence);
  if (node.op !== 'call' || node.args[0] !== 'has') return;
  const [selection] = node.args[1];
  if (selection?.op === '.') (node as unknown as Expanded).setMeta('macro', presence(selection, ...selection.args)); // not in its types, see above
}

const presence = (selection: ASTNode, operand: ASTNode, field: string): object => ({
  typeCheck(checker: Checker, _macro: unknown, context: unknown): unknown {
    checker.check(operand, context);
    return checker.getType('bool');
  },
  evaluate(evaluator: Evaluator, _macro: unknown, context: unknown): boolean {
    const found = evaluator.run(operand, context);
    const value: unknown = found instanceof Optional ? found.orValue(undefined) : found;
    return value !== undefined && evaluator.debugType(value).fieldLazy(value, field, selection, evaluator) !== undefined;
  },
});
