/** `--validate` as the server's parameter. */
import { fail } from '../problems.ts';
import type { KubectlContext } from '../verb.ts';

/** @k8s kubectl/pkg/cmd/util GetValidationDirective */
export function fieldValidation(context: KubectlContext): string | undefined {
  if (!context.verb.flags.some((flag) => flag.name === 'validate')) return undefined;
  const value = context.flags.text('validate');
  switch (value) {
    case 'strict': case 'true': return 'Strict';
    case 'warn': return 'Warn';
    case 'ignore': case 'false': return 'Ignore';
    default: return fail(`invalid - validate option ${JSON.stringify(value)}; must be one of: strict (or true), warn, ignore (or false)`);
  }
}

/** True if manifests are looked at before the server is asked. */
export const validates = (context: KubectlContext): boolean => fieldValidation(context) !== 'Ignore';
