/** Optional values beyond what the expression library has. @k8s cel-go cel/library.go OptionalTypes */
import { Optional } from '@marcbachmann/cel-js';
import type { Library } from './library.ts';

/** What the expression library hands to macros; it has no types of its own for them. */
type Context = { forkWithVariable(name: string, type: unknown): Context; reuse(context: Context): Context; setIterValue(value: unknown, evaluator: Evaluator): Context };
type Checker = { check(node: unknown, context: Context): unknown; getType(name: string): unknown };
type Evaluator = { run(node: unknown, context: Context): unknown };
type Macro = { readonly receiver: unknown; readonly variable: string; readonly body: unknown; inner: Context | undefined };
type Call = { readonly args: readonly { readonly op: string; readonly args: unknown }[]; readonly receiver: unknown };

const isZero = (value: unknown): boolean => value === null || value === '' || value === 0 || value === 0n || value === false
  || (Array.isArray(value) && value.length === 0) || (typeof value === 'object' && value !== null && value.constructor === Object && Object.keys(value).length === 0);

const mapping = (wrap: (value: unknown) => unknown) => ({ args, receiver }: Call): unknown => ({
  receiver, variable: String(args[0]?.args), body: args[1], inner: undefined,
  typeCheck(checker: Checker, macro: Macro, context: Context): unknown {
    checker.check(macro.receiver, context);
    macro.inner = context.forkWithVariable(macro.variable, checker.getType('dyn'));
    checker.check(macro.body, macro.inner);
    return checker.getType('dyn');
  },
  evaluate(evaluator: Evaluator, macro: Macro, context: Context): unknown {
    const value = evaluator.run(macro.receiver, context);
    if (!(value instanceof Optional) || !value.hasValue() || macro.inner === undefined) return Optional.none();
    return wrap(evaluator.run(macro.body, macro.inner.reuse(context).setIterValue(value.value(), evaluator)));
  },
});

export const optionals: Library = (environment) => {
  environment.registerFunction('OptionalNamespace.ofNonZeroValue(dyn): optional', (_holder: unknown, value: unknown) => (isZero(value) ? Optional.none() : Optional.of(value)), { async: false });
  environment.registerFunction('optional.optMap(ast, ast): dyn', mapping((value) => Optional.of(value)));
  environment.registerFunction('optional.optFlatMap(ast, ast): dyn', mapping((value) => value));
};
