/** What a role or binding must become to hold what a file says. @k8s component-helpers/auth/rbac/reconciliation */
import { sameJson, uncoveredRules, type PolicyRule, type RoleRef, type Subject } from '../../../api/index.ts';
import type { Json, JsonObject } from '../../../base/index.ts';
import { annotationsOf, labelsOf, listAt, objectAt, withField } from '../../objects.ts';

export type Operation = 'create' | 'update' | 'recreate' | 'none';
export type Result = {
  readonly object: JsonObject;
  readonly operation: Operation;
  /** The object says that it wants to be left alone. */
  readonly protected: boolean;
  readonly missing: readonly Json[];
  readonly extra: readonly Json[];
};

const AUTO_UPDATE = 'rbac.authorization.kubernetes.io/autoupdate';

const withEntries = (object: JsonObject, path: readonly string[], entries: { readonly [key: string]: string }): JsonObject =>
  (Object.keys(entries).length === 0 ? object : withField(object, path, entries));

/** Labels and annotations of both; what is there counts more. */
const withMetadata = (existing: JsonObject, expected: JsonObject): JsonObject => withEntries(
  withEntries(existing, ['metadata', 'labels'], { ...labelsOf(expected), ...labelsOf(existing) }),
  ['metadata', 'annotations'], { ...annotationsOf(expected), ...annotationsOf(existing) },
);

const isProtected = (object: JsonObject): boolean => annotationsOf(object)[AUTO_UPDATE] === 'false';
const rulesOf = (object: JsonObject): readonly PolicyRule[] => listAt(object, 'rules') as unknown as readonly PolicyRule[]; // the kind tells the type
const has = (list: readonly Json[], item: Json): boolean => list.some((each) => sameJson(each, item));

function selectorsOf(object: JsonObject): readonly Json[] | undefined {
  return object['aggregationRule'] === undefined || object['aggregationRule'] === null ? undefined : listAt(object, 'aggregationRule', 'clusterRoleSelectors');
}

function withSelectors(merged: JsonObject, existing: JsonObject, expected: JsonObject, removeExtra: boolean): JsonObject {
  const [have, want] = [selectorsOf(existing), selectorsOf(expected)];
  if (want === undefined) return have === undefined ? merged : withField(merged, ['aggregationRule'], undefined);
  const missing = want.filter((selector) => !has(have ?? [], selector));
  const extra = (have ?? []).filter((selector) => !has(want, selector));
  if (!removeExtra) return missing.length === 0 ? merged : withField(merged, ['aggregationRule'], { clusterRoleSelectors: [...have ?? [], ...missing] });
  return missing.length + extra.length === 0 ? merged : withField(merged, ['aggregationRule'], { clusterRoleSelectors: want });
}

export function mergeRole(existing: JsonObject | undefined, expected: JsonObject, removeExtra: boolean): Result {
  if (existing === undefined) return { object: expected, operation: 'create', protected: false, missing: listAt(expected, 'rules'), extra: [] };
  const [have, want] = [rulesOf(existing), rulesOf(expected)];
  const bothGather = selectorsOf(existing) !== undefined && selectorsOf(expected) !== undefined;
  const extra = bothGather ? [] : uncoveredRules(want, have);
  const missing = uncoveredRules(have, want);
  const stomp = removeExtra && missing.length + extra.length > 0;
  const rules = stomp ? want : removeExtra || missing.length === 0 ? have : [...have, ...missing];
  const described = withMetadata(existing, expected);
  const ruled = rules === have ? described : withField(described, ['rules'], rules as unknown as Json);
  const object = withSelectors(ruled, existing, expected, removeExtra);
  return {
    object, operation: sameJson(object, existing) ? 'none' : 'update', protected: isProtected(existing),
    missing: missing as unknown as readonly Json[], extra: extra as unknown as readonly Json[], // plain JSON
  };
}

const refOf = (object: JsonObject): Partial<RoleRef> => objectAt(object, 'roleRef') as Partial<RoleRef>; // the kind tells the type
const sameRef = (a: Partial<RoleRef>, b: Partial<RoleRef>): boolean => (['apiGroup', 'kind', 'name'] as const).every((key) => (a[key] ?? '') === (b[key] ?? ''));
const sameSubject = (a: Partial<Subject>, b: Partial<Subject>): boolean =>
  (['kind', 'apiGroup', 'name', 'namespace'] as const).every((key) => (a[key] ?? '') === (b[key] ?? ''));
const without = (list: readonly Json[], others: readonly Json[]): Json[] => list.filter((item, at) =>
  !others.some((other) => sameSubject(item as Partial<Subject>, other as Partial<Subject>))
  && list.findIndex((other) => sameSubject(item as Partial<Subject>, other as Partial<Subject>)) === at); // each once

export function mergeBinding(existing: JsonObject | undefined, expected: JsonObject, removeExtra: boolean): Result {
  const want = listAt(expected, 'subjects');
  if (existing === undefined) return { object: expected, operation: 'create', protected: false, missing: want, extra: [] };
  if (!sameRef(refOf(existing), refOf(expected))) return { object: expected, operation: 'recreate', protected: isProtected(existing), missing: [], extra: [] };
  const have = listAt(existing, 'subjects');
  const [missing, extra] = [without(want, have), without(have, want)];
  const described = withMetadata(existing, expected);
  const stomp = removeExtra && missing.length + extra.length > 0;
  const object = stomp ? withField(described, ['subjects'], want)
    : !removeExtra && missing.length > 0 ? withField(described, ['subjects'], [...have, ...missing]) : described;
  return { object, operation: sameJson(object, existing) ? 'none' : 'update', protected: isProtected(existing), missing, extra };
}
