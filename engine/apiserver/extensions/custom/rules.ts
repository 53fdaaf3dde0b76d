/** `x-kubernetes-validations`: rules of custom resources. @k8s apiextensions-apiserver/pkg/apiserver/schema/cel/{compilation,validation}.go */
import {
  childPath, correlatedItem, isEmbedded, itemsOf, keysOf, propertyOf, sameJson, valuesOf, type FieldError, type Rules, type RuleVerdict, type Schema, type ValidationRule,
} from '../../../api/index.ts';
import { fieldPathIn } from '../../../api/index.ts';
import { isList, isObject, type Json } from '../../../base/index.ts';
import { celValueOf, celType } from './celTypes.ts';
import { compileCel, optionalOf, typeString, type CelProgram } from '../../../cel/index.ts';
import { someOptional } from './optionalValue.ts';

type CompiledRule = RuleVerdict & {
  readonly rule: ValidationRule;
  readonly program: CelProgram | undefined;
  readonly message: CelProgram | undefined;
  /** Path from the schema to what the rule is about. */
  readonly path: string;
};

const compiled = new WeakMap<object, { readonly root: readonly CompiledRule[] | undefined; readonly inner: readonly CompiledRule[] | undefined }>();

/** Rules of one schema, compiled once. */
function rulesOf(schema: Schema, isRoot: boolean): readonly CompiledRule[] {
  const rules = schema['x-kubernetes-validations'] ?? [];
  if (rules.length === 0) return [];
  const known = compiled.get(schema);
  const found = isRoot ? known?.root : known?.inner;
  if (found !== undefined) return found;
  const self = celType(schema, isRoot);
  const made = rules.map((rule): CompiledRule => compileRule(schema, rule, { self, oldSelf: rule.optionalOldSelf === true ? optionalOf(self) : self }));
  compiled.set(schema, { root: isRoot ? made : known?.root, inner: isRoot ? known?.inner : made });
  return made;
}

/** What one rule may cost. @k8s apiserver/pkg/apis/cel/config.go, apiextensions validation.go StaticEstimatedCostLimit */
const COST_LIMIT = 10_000_000;

function compileRule(schema: Schema, rule: ValidationRule, variables: Parameters<typeof compileCel>[1]): CompiledRule {
  const path = rule.fieldPath === undefined || rule.fieldPath === '' ? undefined : fieldPathIn(schema, rule.fieldPath, true);
  const base = { rule, path: path?.ok === true ? path.path : '', program: undefined, message: undefined, usesOldSelf: false };
  const result = compileCel(rule.rule, variables);
  if (!result.ok) return { ...base, error: `compilation failed: ${result.error}` };
  const { program } = result;
  if (program.type.kind !== 'bool') return { ...base, error: 'cel expression must evaluate to a bool' };
  const cost = costWords(program.cost());
  const own = { ...base, program, usesOldSelf: program.uses('oldSelf'), ...(cost === undefined ? {} : { cost }) };
  const expression = rule.messageExpression ?? '';
  if (expression === '') return own;
  const message = compileCel(expression, variables);
  if (!message.ok) return { ...own, messageError: `messageExpression compilation failed: ${message.error}` };
  return typeString(message.program.type) === 'string' ? { ...own, message: message.program } : { ...own, messageError: 'messageExpression must evaluate to a string' };
}

function costWords(cost: number): string | undefined {
  if (cost <= COST_LIMIT) return undefined;
  const factor = cost / COST_LIMIT;
  const shown = factor > 100 ? 'more than 100x' : factor < 1.5 ? `${factor.toFixed(6)}x` : `${factor.toFixed(1)}x`;
  return `estimated rule cost exceeds budget by factor of ${shown} (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared)`;
}

/** What stood there before, where an older object has it. */
type Before = { readonly value: Json | undefined } | undefined;
type Place = { readonly path: string; readonly isRoot: boolean };

/** @param warn of failures that an update did not cause. */
export function validateRules(schema: Schema, value: Json | undefined, before: Before, place: Place, warn: (text: string) => void): FieldError[] {
  if (value === null || value === undefined) return [];
  const errors = [
    ...rulesOf(schema, place.isRoot).flatMap((rule) => judge(schema, rule, value, before, place, warn)),
    ...(schema.allOf ?? []).flatMap((each) => ((each['x-kubernetes-validations'] ?? []).length === 0 ? []
      : rulesOf({ ...schema, 'x-kubernetes-validations': each['x-kubernetes-validations'] ?? [] }, place.isRoot).flatMap((rule) => judge(schema, rule, value, before, place, warn)))),
  ];
  return [...errors, ...children(schema, value, before, place, warn)];
}

function children(schema: Schema, value: Json, before: Before, { path }: Place, warn: (text: string) => void): FieldError[] {
  if (isList(value)) {
    const items = itemsOf(schema);
    return items === undefined ? [] : value.flatMap((item, index) =>
      validateRules(items, item, correlatedItem(schema, item, before), { path: `${path}[${index}]`, isRoot: isEmbedded(items) }, warn));
  }
  if (!isObject(value)) return [];
  const old = before !== undefined && isObject(before.value) && schema['x-kubernetes-map-type'] !== 'atomic' ? before.value : undefined;
  const values = valuesOf(schema);
  return keysOf(value).sort().flatMap((key) => {
    const property = propertyOf(schema, key) ?? values;
    if (property === undefined) return [];
    const here = propertyOf(schema, key) === undefined ? `${path}[${key}]` : childPath(path, key);
    return validateRules(property, value[key], old?.[key] === undefined ? undefined : { value: old[key] }, { path: here, isRoot: isEmbedded(property) }, warn);
  });
}

const textOf = ({ message = '', rule }: ValidationRule): string => (message === '' ? rule : message).trim();

function judge(schema: Schema, compiledRule: CompiledRule, value: Json, before: Before, { path, isRoot }: Place, warn: (text: string) => void): FieldError[] {
  const { rule, program, error, usesOldSelf } = compiledRule;
  const type = schema.type ?? '';
  const say = (detail: string): FieldError => ({ type: 'invalid', path, value: type, detail });
  if (error !== undefined) return [say(`rule compile error: ${error}`)];
  if (program === undefined || (usesOldSelf && before === undefined && rule.optionalOldSelf !== true)) return [];
  const old = before === undefined ? undefined : celValueOf(schema, before.value, isRoot);
  const values = { self: celValueOf(schema, value, isRoot), oldSelf: rule.optionalOldSelf === true ? someOptional(old) : old };
  const result = program.run(values);
  if (!result.ok) {
    return [say(result.error.startsWith('no such overload')
      ? `'${result.error}': call arguments did not match a supported operator, function or macro signature for rule: ${textOf(rule)}` : `${result.error} evaluating rule: ${textOf(rule)}`)];
  }
  if (result.value === true) return [];
  const failed = errorOf(compiledRule, value, path, type, messageOf(compiledRule, values));
  if (!usesOldSelf && before !== undefined && sameJson(value, before.value)) { // nobody is blamed for what was there before
    warn(`${failed.path}: ${failed.detail}`);
    return [];
  }
  return [failed];
}

function messageOf({ rule, message }: CompiledRule, values: { readonly [name: string]: unknown }): string {
  const result = message?.run(values);
  const text = result?.ok === true && typeof result.value === 'string' ? result.value.trim() : '';
  if (text !== '' && text.length <= 5 * 1024 && !text.includes('\n')) return text;
  return (rule.message ?? '') === '' ? `failed rule: ${rule.rule.trim()}` : (rule.message ?? '').trim();
}

function errorOf({ rule, path: below }: CompiledRule, value: Json, path: string, type: string, detail: string): FieldError {
  const at = below === '' ? path : childPath(path, below);
  const shown = type === 'object' || type === 'array' ? { value: '', omitValue: true as const } : { value };
  switch (rule.reason) {
    case 'FieldValueForbidden': return { type: 'forbidden', path: at, detail };
    case 'FieldValueRequired': return { type: 'required', path: at, detail };
    case 'FieldValueDuplicate': return { type: 'duplicate', path: at, ...shown, detail: '' };
    default: return { type: 'invalid', path: at, ...shown, detail };
  }
}

/** For the CRD kind: what its own validation asks about rules. */
export const CEL_RULES: Rules = {
  compile: (schema, isRoot) => rulesOf(schema, isRoot),
  validate: (schema, isRoot, value, path) => validateRules(schema, value, { value }, { path, isRoot }, () => undefined),
};
