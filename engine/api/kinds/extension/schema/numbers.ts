/** Ranges of numbers. @k8s kube-openapi/pkg/validation/validate/{validator,values}.go */
import { goFloat } from '../../../../base/index.ts';
import { invalid } from '../../../fieldError.ts';
import type { FieldError } from '../../../kindDefinition.ts';
import type { Schema } from './schema.ts';

export function numberProblems(schema: Schema, format: string, value: number, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const say = (words: string): void => { errors.push(invalid(path, value, `${path} in body ${words}`)); };
  const { multipleOf, maximum, minimum, exclusiveMaximum, exclusiveMinimum, type } = schema;
  // Not about the field, says upstream's plain error.
  if (format === 'int32' && (!Number.isInteger(value) || value < -(2 ** 31) || value >= 2 ** 31)) {
    errors.push(invalid('', '', `Checked value must be of type ${type ?? ''} with format int32 in ${path}`));
  } else if (type === 'integer' && !Number.isInteger(value)) {
    errors.push(invalid('', '', `Checked value must be of type integer ${format === '' ? '(default format)' : `with format ${format}`} in ${path}`));
  }
  if (multipleOf !== undefined && !isMultiple(value, multipleOf)) say(`should be a multiple of ${goFloat(multipleOf)}`);
  if (minimum !== undefined && (exclusiveMinimum === true ? value <= minimum : value < minimum)) {
    say(exclusiveMinimum === true ? `should be greater than ${goFloat(minimum)}` : `should be greater than or equal to ${goFloat(minimum)}`);
  }
  if (maximum !== undefined && (exclusiveMaximum === true ? value >= maximum : value > maximum)) {
    say(exclusiveMaximum === true ? `should be less than ${goFloat(maximum)}` : `should be less than or equal to ${goFloat(maximum)}`);
  }
  return errors;
}

function isMultiple(value: number, factor: number): boolean {
  const times = factor < 1 ? (1 / factor) * value : value / factor;
  return Math.abs(times - Math.round(times)) <= 1e-9 * Math.max(1, Math.abs(times));
}
