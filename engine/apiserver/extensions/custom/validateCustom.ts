/** Validation of custom resources. @k8s apiextensions-apiserver/pkg/registry/customresource/{validator,strategy,status_strategy}.go; golden kubectl/crd-validation-errors */
import {
  invalid, subdomainName, validateEmbedded, validateListTypes, validateMeta, validateMetaUpdate, validateValue, type FieldError, type KubeObject, type Schema,
  propertyOf,
} from '../../../api/index.ts';
import { isObject, qualifiedNameProblems, type Json, type JsonObject } from '../../../base/index.ts';
import { validateRules } from './rules.ts';

export type ScalePaths = { readonly specReplicasPath: string; readonly statusReplicasPath: string; readonly labelSelectorPath?: string };
/** What the rules need to know of a version. */
export type Custom = {
  readonly group: string; readonly version: string; readonly kind: string;
  readonly namespaced: boolean;
  readonly schema: Schema;
  readonly hasStatus: boolean;
  readonly scale?: ScalePaths;
};

const asJson = (object: KubeObject): JsonObject => object as JsonObject; // objects are JSON
const BLOCKING: readonly FieldError['type'][] = ['notSupported', 'required', 'tooLong', 'tooMany', 'typeInvalid'];
const UNCHECKED: FieldError = { type: 'invalid', path: '', value: null, detail: 'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation' };

/** Rules run on what is otherwise in order. (CRDs without rules say that they did not run, too, when they have some.) */
function withRules({ schema }: Custom, errors: readonly FieldError[], next: KubeObject, old: KubeObject | undefined): FieldError[] {
  if (!hasRules(schema)) return [...errors];
  if (errors.some(({ type }) => BLOCKING.includes(type))) return [...errors, UNCHECKED];
  return [...errors, ...validateRules(schema, asJson(next), old === undefined ? undefined : { value: asJson(old) }, { path: '', isRoot: true }, () => undefined)];
}

const known = new WeakMap<object, boolean>();
function hasRules(schema: Schema): boolean {
  let found = known.get(schema);
  if (found === undefined) { found = JSON.stringify(schema).includes('"x-kubernetes-validations"'); known.set(schema, found); }
  return found;
}

/** Short names of finalizers are warned of, not refused. */
const metaErrors = (object: KubeObject, names: (name: string) => readonly string[], namespaced: boolean): FieldError[] =>
  validateMeta(object, names, namespaced).filter(({ detail }) => !detail.startsWith('name is neither a standard finalizer name'));

export function validateCreated(custom: Custom, object: KubeObject): readonly FieldError[] {
  return withRules(custom, [
    ...metaErrors(object, subdomainName, custom.namespaced),
    ...validateValue(custom.schema, asJson(object), ''),
    ...scaleErrors(custom.scale, object, true),
    ...validateEmbedded(custom.schema, asJson(object), ''),
    ...validateListTypes(custom.schema, asJson(object), ''),
  ], object, undefined);
}

export function validateUpdated(custom: Custom, next: KubeObject, old: KubeObject): readonly FieldError[] {
  const before = validateListTypes(custom.schema, asJson(old), '');
  return withRules(custom, [
    ...metaErrors(next, () => [], custom.namespaced), ...validateMetaUpdate(next, old),
    ...validateValue(custom.schema, asJson(next), '', { value: asJson(old) }),
    ...scaleErrors(custom.scale, next, true),
    ...validateEmbedded(custom.schema, asJson(next), ''),
    ...(before.length > 0 ? [] : validateListTypes(custom.schema, asJson(next), '')),
  ], next, old);
}

export function validateStatus(custom: Custom, next: KubeObject, old: KubeObject): readonly FieldError[] {
  const schema = propertyOf(custom.schema, 'status');
  const [status, before] = [asJson(next)['status'], asJson(old)['status']];
  const own = schema === undefined || status === undefined ? []
    : validateValue(schema, status, '', before === undefined ? undefined : { value: before }).map((error) => ({ ...error, path: `status${error.path === '' ? '' : `.${error.path}`}` }));
  const lists = validateListTypes(custom.schema, asJson(next), '');
  return withRules(custom, [
    ...validateMetaUpdate(next, old), ...own, ...scaleErrors(custom.scale, next, false),
    ...(lists.length > 0 && validateListTypes(custom.schema, asJson(old), '').length === 0 ? lists : []),
  ], next, old);
}

/** The value at `.spec.replicas`. */
export function at(object: Json | undefined, path: string): Json | undefined {
  let value = object;
  for (const step of path.replace(/^\./, '').split('.')) value = isObject(value) ? value[step] : undefined;
  return value;
}

function scaleErrors(scale: ScalePaths | undefined, object: KubeObject, withSpec: boolean): FieldError[] {
  if (scale === undefined) return [];
  const check = (path: string): FieldError[] => {
    const value = at(asJson(object), path);
    if (value === undefined) return [];
    if (typeof value !== 'number') return [invalid(path, 0, `${path} accessor error: ${String(value)} is of the type ${typeof value}, expected int64`)];
    if (value < 0) return [invalid(path, value, 'should be a non-negative integer')];
    return value > 2147483647 ? [invalid(path, value, 'should be less than or equal to 2147483647')] : [];
  };
  return [...(withSpec ? check(scale.specReplicasPath) : []), ...check(scale.statusReplicasPath)];
}

const STANDARD: readonly string[] = ['orphan', 'foregroundDeletion', 'kubernetes'];

/** @k8s validator.go validateKubeFinalizerName */
export function finalizerWarnings(next: KubeObject, old: KubeObject | undefined): readonly string[] {
  const before = old?.metadata?.finalizers ?? [];
  return (next.metadata?.finalizers ?? []).filter((name) => !before.includes(name)).sort().flatMap((name) => {
    const start = `metadata.finalizers: ${JSON.stringify(name)}: `;
    const short = !name.includes('/') && !STANDARD.includes(name);
    return [
      ...qualifiedNameProblems(name).map((text) => start + text),
      ...(short ? [`${start}prefer a domain-qualified finalizer name ${name.includes('.') ? 'including a path (/) ' : ''}to avoid accidental conflicts with other finalizer writers`] : []),
    ];
  });
}
