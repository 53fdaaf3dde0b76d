/** allOf, anyOf, oneOf, not. @k8s kube-openapi/pkg/validation/validate/schema_props.go */
import { invalid } from '../../../fieldError.ts';
import type { Schema } from './schema.ts';
import { add, merge, type Verdict } from './verdict.ts';

const told = (path: string, words: string) => invalid('', '', `${JSON.stringify(path)} ${words}`);

/** @param judged the value against one of the alternatives. */
export function combined(schema: Schema, judged: (each: Schema) => Verdict, path: string): Verdict {
  const verdict: Verdict = { errors: [], matches: 0 };
  const { anyOf = [], oneOf = [], allOf = [], not } = schema;
  if (anyOf.length > 0) checkAny(verdict, anyOf.map(judged), path);
  if (oneOf.length > 0) checkOne(verdict, oneOf.map(judged), path);
  if (allOf.length > 0) {
    const results = allOf.map(judged);
    for (const result of results) merge(verdict, result);
    const valid = results.filter(({ errors }) => errors.length === 0).length;
    if (valid !== allOf.length) add(verdict, told(path, `must validate all the schemas (allOf)${valid === 0 ? '. None validated' : ''}`));
  }
  if (not !== undefined && judged(not).errors.length === 0) add(verdict, told(path, 'must not validate the schema (not)'));
  verdict.matches++;
  return verdict;
}

/** The failure that passed most checks; the first of equals. */
function closest(results: readonly Verdict[]): Verdict | undefined {
  let best: Verdict | undefined;
  for (const result of results) if (best === undefined || result.matches > best.matches) best = result;
  return best;
}

function checkAny(verdict: Verdict, results: readonly Verdict[], path: string): void {
  const success = results.find(({ errors }) => errors.length === 0);
  if (success === undefined) add(verdict, told(path, 'must validate at least one schema (anyOf)'));
  const shown = success ?? closest(results);
  if (shown !== undefined) merge(verdict, shown);
}

function checkOne(verdict: Verdict, results: readonly Verdict[], path: string): void {
  const valid = results.filter(({ errors }) => errors.length === 0);
  if (valid.length === 1) { merge(verdict, valid[0] as Verdict); return; } // there is one
  add(verdict, told(path, `must validate one and only one schema (oneOf). ${valid.length === 0 ? 'Found none valid' : `Found ${valid.length} valid alternatives`}`));
  const failed = results.findIndex(({ errors }) => errors.length === 0) < 0 ? closest(results) : undefined;
  if (failed !== undefined) merge(verdict, failed);
}
