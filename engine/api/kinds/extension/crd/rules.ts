/** What compiling a schema's rules finds out. The compiler is handed in: expressions are a layer above. */
import type { FieldError } from '../../../kindDefinition.ts';
import type { Json } from '../../../../base/index.ts';
import type { Schema } from '../schema/schema.ts';

export type RuleVerdict = {
  readonly error?: string;
  readonly messageError?: string;
  readonly usesOldSelf: boolean;
  /** Forbidden for being too expensive: upstream's sentence. */
  readonly cost?: string;
};
export type Rules = {
  /** One verdict for each of `x-kubernetes-validations`. */
  readonly compile: (schema: Schema, isRoot: boolean) => readonly RuleVerdict[];
  /** Runs the rules of a schema over a value: for defaults. */
  readonly validate: (schema: Schema, isRoot: boolean, value: Json, path: string) => readonly FieldError[];
};
/** Without expressions every rule passes. */
export const NO_RULES: Rules = {
  compile: (schema) => (schema['x-kubernetes-validations'] ?? []).map(() => ({ usesOldSelf: false })),
  validate: () => [],
};
