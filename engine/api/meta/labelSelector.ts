/** Validation of selectors in objects. @k8s apimachinery/pkg/apis/meta/v1/validation/validation.go */
import { labelValueProblems, qualifiedNameProblems, type Json } from '../../base/index.ts';
import { forbidden, invalid, required } from '../fieldError.ts';
import type { FieldError } from '../kindDefinition.ts';
import type { LabelSelector } from '../schema/types.ts';
import { validateLabels } from './objectMeta.ts';

type Expression = { readonly key: string; readonly operator: string; readonly values?: readonly string[] };

/** What the operator demands of the values: the same words for labels and for nodes. */
export function validateOperator(path: string, { operator, values = [] }: Expression, withNumbers: boolean): FieldError[] {
  switch (operator) {
    case 'In': case 'NotIn':
      return values.length > 0 ? [] : [required(`${path}.values`, "must be specified when `operator` is 'In' or 'NotIn'")];
    case 'Exists': case 'DoesNotExist':
      return values.length === 0 ? [] : [forbidden(`${path}.values`, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'")];
    case 'Gt': case 'Lt':
      if (withNumbers) return values.length === 1 ? [] : [required(`${path}.values`, "must be specified single value when `operator` is 'Lt' or 'Gt'")];
      break;
    default:
  }
  return [invalid(`${path}.operator`, operator ?? '', 'not a valid selector operator')];
}

export function validateLabelSelector(path: string, selector: LabelSelector | undefined): FieldError[] {
  if (selector === undefined) return [];
  const expressions = (selector.matchExpressions ?? []).flatMap((expression, index) => {
    const here = `${path}.matchExpressions[${index}]`;
    return [
      ...validateOperator(here, expression, false),
      ...qualifiedNameProblems(expression.key ?? '').map((text) => invalid(`${here}.key`, expression.key ?? '', text)),
      ...(expression.values ?? []).flatMap((value, at) => labelValueProblems(value).map((text) => invalid(`${here}.values[${at}]`, value, text))),
    ];
  });
  return [...validateLabels(selector.matchLabels, `${path}.matchLabels`), ...expressions];
}

/** A map as Go's JSON encoder writes it: keys in order. Null where there is none. */
export const shownMap = (map: { readonly [key: string]: string } | undefined): Json =>
  (map === undefined ? null : Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1))));

/** A selector as error texts show it: fields in the order of Go's type. */
export function shownSelector(selector: LabelSelector | undefined): Json {
  if (selector === undefined) return null;
  const { matchLabels, matchExpressions } = selector;
  return {
    ...(matchLabels === undefined ? {} : { matchLabels: shownMap(matchLabels) }),
    ...(matchExpressions === undefined ? {} : {
      matchExpressions: matchExpressions.map(({ key = '', operator = '', values }: Partial<Expression>) => ({ key, operator, ...(values === undefined ? {} : { values }) })),
    }),
  };
}
