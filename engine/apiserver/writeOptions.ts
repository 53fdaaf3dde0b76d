/** Query parameters of creates, updates and patches that must make sense. @k8s apimachinery/pkg/apis/meta/v1/validation/validation.go */
import { invalid, invalidStatus, notSupported, tooLong, utf8Length, type FieldError } from '../api/index.ts';
import { fail, type Failure, type Query, type ResourceRequest } from './context.ts';

const MAX_MANAGER = 128;
/** Go does not print control characters, spaces other than the common one, and what has no meaning. */
const isPrintable = (character: string): boolean => !/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u.test(character);

export function managerErrors(manager: string): readonly FieldError[] {
  const errors = utf8Length(manager) > MAX_MANAGER ? [tooLong('fieldManager', MAX_MANAGER)] : [];
  let at = 0;
  for (const character of manager) {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    if (!isPrintable(character)) errors.push(invalid('fieldManager', manager, `invalid character U+${code} (at position ${at})`));
    at += utf8Length(character);
  }
  return errors;
}

export function dryRunErrors(values: readonly string[]): readonly FieldError[] {
  return values.every((value) => value === 'All') ? [] : [notSupported('dryRun', values, ['All'])];
}

const VALIDATIONS = ['', 'Ignore', 'Strict', 'Warn'];

function optionErrors(query: Query): readonly FieldError[] {
  const [manager, validation, dryRun] = [query.get('fieldManager') ?? '', query.get('fieldValidation') ?? '', query.all('dryRun')];
  return [
    ...(manager === '' ? [] : managerErrors(manager)), ...(dryRun.length === 0 ? [] : dryRunErrors(dryRun)),
    ...(VALIDATIONS.includes(validation) ? [] : [notSupported('fieldValidation', validation, VALIDATIONS)]),
  ];
}

/** @param own what is wrong with options that only this verb has; it comes first. */
export function checkWriteOptions(request: ResourceRequest, kind: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions', own: readonly FieldError[] = []): Failure | undefined {
  if (request.trusted && own.length === 0) return undefined;
  const errors = [...own, ...optionErrors(request.query)];
  return errors.length === 0 ? undefined : fail(invalidStatus({ group: 'meta.k8s.io', kind }, '', errors));
}
