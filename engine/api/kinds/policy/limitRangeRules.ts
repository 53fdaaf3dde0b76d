/** Validation of LimitRanges. @k8s pkg/apis/core/validation/validation.go ValidateLimitRange */
import { compareQuantity, formatQuantity, qualifiedNameProblems, quantityFromValue, quantityOf, type Quantity } from '../../../base/index.ts';
import { duplicate, forbidden, invalid, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { containerResourceNameErrors, mayOvercommit, resourceNameErrors } from '../../rules/resourceNames.ts';
import type { LimitRangeItem } from '../../schema/types.ts';

const TYPES = ['Container', 'PersistentVolumeClaim', 'Pod'];

function typeErrors(path: string, type: string): FieldError[] {
  const problems = qualifiedNameProblems(type);
  if (problems.length > 0) return problems.map((problem) => invalid(path, type, problem));
  return type.includes('/') || TYPES.includes(type) ? [] : [invalid(path, type, 'must be a standard limit type or fully qualified')];
}

export function validateLimits(path: string, items: readonly LimitRangeItem[]): FieldError[] {
  const seen = new Set<string>();
  return items.flatMap((item, index) => {
    const here = `${path}[${index}]`;
    const type = item.type ?? '';
    const errors = typeErrors(`${here}.type`, type);
    if (seen.has(type)) errors.push(duplicate(`${here}.type`, type));
    seen.add(type);
    return [...errors, ...nameErrors(here, item), ...boundErrors(here, item)];
  });
}

type Amounts = LimitRangeItem['max'];
const namesOf = (amounts: Amounts): string[] => Object.keys(amounts ?? {}).sort();

function nameErrors(here: string, item: LimitRangeItem): FieldError[] {
  const isPod = item.type === 'Pod';
  const check = isPod || item.type === 'Container' ? containerResourceNameErrors : resourceNameErrors;
  const of = (field: 'max' | 'min' | 'default' | 'defaultRequest' | 'maxLimitRequestRatio'): FieldError[] =>
    namesOf(item[field]).flatMap((name) => check(`${here}.${field}[${name}]`, name));
  const errors = [...of('max'), ...of('min')];
  if (isPod) {
    for (const field of ['default', 'defaultRequest'] as const) {
      if (namesOf(item[field]).length > 0) errors.push(forbidden(`${here}.${field}`, "may not be specified when `type` is 'Pod'"));
    }
  } else {
    errors.push(...of('default'), ...of('defaultRequest'));
  }
  if (item.type === 'PersistentVolumeClaim' && item.min?.['storage'] === undefined && item.max?.['storage'] === undefined) {
    errors.push(required(`${here}.limits`, 'either minimum or maximum storage value is required, but neither was provided'));
  }
  return [...errors, ...of('maxLimitRequestRatio')];
}

type Bounds = { readonly [field in 'min' | 'max' | 'default' | 'defaultRequest' | 'ratio']: Quantity | undefined };

function boundErrors(here: string, item: LimitRangeItem): FieldError[] {
  const isPod = item.type === 'Pod';
  const own = isPod ? [] : [item.default, item.defaultRequest];
  const names = new Set([item.max, item.min, ...own, item.maxLimitRequestRatio].flatMap(namesOf));
  return [...names].sort().flatMap((name) => {
    const of = (amounts: Amounts): Quantity | undefined => (amounts?.[name] === undefined ? undefined : quantityOf(amounts[name]));
    const bounds: Bounds = {
      min: of(item.min), max: of(item.max), default: isPod ? undefined : of(item.default),
      defaultRequest: isPod ? undefined : of(item.defaultRequest), ratio: of(item.maxLimitRequestRatio),
    };
    return [...orderErrors(here, name, bounds), ...ratioErrors(here, name, bounds), ...equalErrors(here, name, bounds)];
  });
}

const above = (a: Quantity | undefined, b: Quantity | undefined): boolean => a !== undefined && b !== undefined && compareQuantity(a, b) > 0;
const text = (quantity: Quantity | undefined): string => (quantity === undefined ? '' : formatQuantity(quantity));

function orderErrors(here: string, name: string, { min, max, default: limit, defaultRequest: request }: Bounds): FieldError[] {
  const wrong = (field: string, shown: Quantity | undefined, words: string): FieldError => invalid(`${here}.${field}[${name}]`, text(shown), words);
  return [
    ...(above(min, max) ? [wrong('min', min, `min value ${text(min)} is greater than max value ${text(max)}`)] : []),
    ...(above(min, request) ? [wrong('defaultRequest', request, `min value ${text(min)} is greater than default request value ${text(request)}`)] : []),
    ...(above(request, max) ? [wrong('defaultRequest', request, `default request value ${text(request)} is greater than max value ${text(max)}`)] : []),
    ...(above(request, limit) ? [wrong('defaultRequest', request, `default request value ${text(request)} is greater than default limit value ${text(limit)}`)] : []),
    ...(above(min, limit) ? [wrong('default', min, `min value ${text(min)} is greater than default value ${text(limit)}`)] : []),
    ...(above(limit, max) ? [wrong('default', max, `default value ${text(limit)} is greater than max value ${text(max)}`)] : []),
  ];
}

function ratioErrors(here: string, name: string, { min, max, ratio }: Bounds): FieldError[] {
  if (ratio === undefined) return [];
  const path = `${here}.maxLimitRequestRatio[${name}]`;
  const errors = compareQuantity(ratio, quantityFromValue(1)) < 0 ? [invalid(path, text(ratio), `ratio ${text(ratio)} is less than 1`)] : [];
  if (min === undefined || max === undefined) return errors;
  const most = Number(max.nano) / Number(min.nano);
  if (Number(ratio.nano) / 1e9 > most) errors.push(invalid(path, text(ratio), `ratio ${text(ratio)} is greater than max/min = ${most.toFixed(6)}`));
  return errors;
}

function equalErrors(here: string, name: string, { default: limit, defaultRequest: request }: Bounds): FieldError[] {
  if (mayOvercommit(name) || limit === undefined || request === undefined || compareQuantity(limit, request) === 0) return [];
  return [invalid(`${here}.defaultRequest[${name}]`, text(request), `default value ${text(limit)} must equal to defaultRequest value ${text(request)} in ${name}`)];
}
