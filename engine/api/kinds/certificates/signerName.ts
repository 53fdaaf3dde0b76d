/** `example.com/signer`. @k8s pkg/apis/core/validation/validation.go ValidateSignerName */
import { dns1123LabelProblems, dns1123SubdomainProblems } from '../../../base/index.ts';
import { invalid, required, tooLong } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';

const LONGEST_DOMAIN = 253;
const LONGEST = 571;

export function signerNameErrors(path: string, name: string): FieldError[] {
  const out: FieldError[] = name === '' ? [required(path)] : [];
  const [domain = '', rest, ...more] = name.split('/');
  if (rest === undefined || more.length > 0) return [...out, invalid(path, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'")];
  if (domain.length > LONGEST_DOMAIN) out.push(tooLong(path, LONGEST_DOMAIN));
  const labels = domain.split('.');
  out.push(...partErrors(path, domain, labels, dns1123LabelProblems));
  if (labels.length < 2) out.push(invalid(path, domain, 'should be a domain with at least two segments separated by dots'));
  out.push(...partErrors(path, rest, rest.split('.'), dns1123SubdomainProblems));
  if (name.length > LONGEST) out.push(tooLong(path, LONGEST));
  return out;
}

/** Only the first bad part is told. */
function partErrors(path: string, whole: string, parts: readonly string[], problemsOf: (part: string) => readonly string[]): FieldError[] {
  for (const part of parts) {
    const problems = problemsOf(part);
    if (problems.length > 0) return problems.map((problem) => invalid(path, whole, `validating label ${JSON.stringify(part)}: ${problem}`));
  }
  return [];
}
