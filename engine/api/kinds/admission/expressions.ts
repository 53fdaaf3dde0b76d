/** Expressions in policies and webhooks. What compiles them is a layer above and handed in. */
import type { Variable } from '../../schema/types.ts';

export type Returned = 'bool' | 'string' | 'null_type' | 'any' | 'Object' | 'list(JSONPatch)';
export type PolicyCompiler = {
  /** Declares a variable for the expressions after it. Returns why it does not compile. */
  readonly variable: (variable: Variable) => string | undefined;
  /** Why the expression does not compile, or does not give what it should: upstream's sentence. */
  readonly check: (expression: string, returns: readonly Returned[], authorizer?: boolean) => string | undefined;
};
export type Expressions = { readonly compiler: (options: { readonly hasParams: boolean; readonly patches?: boolean }) => PolicyCompiler };

/** Everything compiles. */
export const NO_EXPRESSIONS: Expressions = { compiler: () => ({ variable: () => undefined, check: () => undefined }) };
