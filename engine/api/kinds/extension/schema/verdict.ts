/** What judging a value gives, before it is told. */
import type { FieldError } from '../../../kindDefinition.ts';

/** Problems and how many checks were made: `anyOf` shows the alternative that came furthest. */
export type Verdict = { readonly errors: FieldError[]; matches: number };

export function merge(into: Verdict, other: Verdict): void {
  into.matches += other.matches;
  for (const error of other.errors) add(into, error);
}
const keyOf = (error: FieldError): string => `${error.type}|${error.path}|${error.detail}|${error.type === 'required' ? '' : String(error.value)}`;
export function add(into: Verdict, error: FieldError): void {
  const key = keyOf(error);
  if (!into.errors.some((known) => keyOf(known) === key)) into.errors.push(error);
}
