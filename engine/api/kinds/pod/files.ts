/** Validation of the files that volumes make of keys and of the pod's own fields. @k8s pkg/apis/core/validation/validation.go validateKeyToPath */
import { invalid, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import type { DownwardAPIVolumeFile, KeyToPath } from '../../schema/types.ts';
import { localNonReservedErrors } from './checks.ts';
import { validateFieldRef, validateResourceRef, VOLUME_FIELDS } from './env.ts';

const MODE = 'must be a number between 0 and 0777 (octal), both inclusive';
export const validateMode = (path: string, mode: number | undefined): FieldError[] =>
  (mode !== undefined && (mode < 0 || mode > 0o777) ? [invalid(path, mode, MODE)] : []);

export const validateItem = (path: string, { key = '', path: file = '', mode }: Partial<KeyToPath>): FieldError[] => [
  ...(key === '' ? [required(`${path}.key`)] : []),
  ...(file === '' ? [required(`${path}.path`)] : localNonReservedErrors(`${path}.path`, file)),
  ...validateMode(`${path}.mode`, mode),
];
export const validateItems = (path: string, items: readonly KeyToPath[] = []): FieldError[] =>
  items.flatMap((item, index) => validateItem(`${path}[${index}]`, item));

/** Said of the volume: upstream's paths have no index here. */
export function validateFile(path: string, file: DownwardAPIVolumeFile): FieldError[] {
  const name = file.path ?? '';
  const errors = name === '' ? [required(`${path}.path`)] : localNonReservedErrors(`${path}.path`, name);
  if (file.fieldRef !== undefined) {
    errors.push(...validateFieldRef(`${path}.fieldRef`, file.fieldRef, VOLUME_FIELDS));
    if (file.resourceFieldRef !== undefined) errors.push(invalid(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
  } else if (file.resourceFieldRef !== undefined) {
    errors.push(...validateResourceRef(`${path}.resourceFieldRef`, file.resourceFieldRef, true));
  } else {
    errors.push(required(path, 'one of fieldRef and resourceFieldRef is required'));
  }
  return [...errors, ...validateMode(`${path}.mode`, file.mode)];
}
