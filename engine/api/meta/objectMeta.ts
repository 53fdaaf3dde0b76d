/** Validation of metadata, the same for every kind. @k8s apimachinery/pkg/api/validation/objectmeta.go */
import {
  dns1123LabelProblems, dns1123SubdomainProblems, labelValueProblems, qualifiedNameProblems, type Json,
} from '../../base/index.ts';
import { forbidden, invalid, required, tooLong } from '../fieldError.ts';
import type { FieldError, KubeObject } from '../kindDefinition.ts';
import type { ObjectMeta, OwnerReference } from '../schema/types.ts';
import { sameObject } from './equal.ts';

/** What may be the name of an object of some kind. */
export type NameRule = (name: string) => readonly string[];
/** Pods, ConfigMaps and most others. */
export const subdomainName: NameRule = (name) => dns1123SubdomainProblems(name);
/** Namespaces and Services. */
export const labelName: NameRule = (name) => dns1123LabelProblems(name);
/** Roles and their like: anything that fits into a path. */
export const pathSegmentName: NameRule = (name) => {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  if (!name.includes('/') && !name.includes('%')) return [];
  return ['/', '%'].filter((character) => name.includes(character)).map((character) => `may not contain '${character}'`);
};

const MAX_ANNOTATION_BYTES = 256 * 1024;
const STANDARD_FINALIZERS: readonly string[] = ['kubernetes', 'foregroundDeletion', 'orphan'];

const words = (path: string, value: Json, problems: readonly string[]): FieldError[] => problems.map((text) => invalid(path, value, text));

export function validateMeta(object: KubeObject, nameRule: NameRule, namespaced: boolean): FieldError[] {
  const meta = object.metadata ?? {};
  if (isCommon(meta, nameRule, namespaced)) return [];
  return [
    ...validateName(meta, nameRule),
    ...validateNamespace(meta.namespace ?? '', namespaced),
    ...validateLabels(meta.labels, 'metadata.labels'),
    ...validateAnnotations(meta.annotations, 'metadata.annotations'),
    ...validateOwners(meta.ownerReferences ?? []),
    ...validateFinalizers(meta.finalizers ?? []),
  ];
}

/** What nearly all metadata is like, seen without a list for every part: a good name, known labels, at most one owner, nothing else. */
function isCommon({ name = '', generateName = '', namespace = '', labels, annotations, ownerReferences, finalizers }: ObjectMeta, nameRule: NameRule, namespaced: boolean): boolean {
  if (annotations !== undefined || finalizers !== undefined || name === '' || namespaced === (namespace === '')) return false;
  if (labels !== undefined && !proven.has(labels)) return false;
  if (ownerReferences !== undefined && !(ownerReferences.length === 1 && isCommonOwner(ownerReferences[0]))) return false;
  if (nameRule(name).length > 0 || (namespace !== '' && namespace !== lastPlace && dns1123LabelProblems(namespace).length > 0)) return false;
  lastPlace = namespace;
  return generateName === '' || nameRule(maskDash(generateName)).length === 0;
}
function isCommonOwner({ apiVersion = '', kind = '', name = '', uid = '' }: Partial<OwnerReference> = {}): boolean {
  return kind !== '' && name !== '' && uid !== '' && apiVersion !== '' && !apiVersion.endsWith('/') && kind !== 'Event';
}
/** A namespace that was found to be well named: the next object is mostly in the same. */
let lastPlace = '';

/** A prefix may end with a dash: what follows makes it a name. @k8s apimachinery/pkg/api/validation/generic.go maskTrailingDash */
export const maskDash = (prefix: string): string => (prefix.length > 1 && prefix.endsWith('-') ? `${prefix.slice(0, -2)}a` : prefix);

function validateName({ name = '', generateName = '' }: ObjectMeta, nameRule: NameRule): FieldError[] {
  const prefix = maskDash(generateName);
  const errors = generateName === '' ? [] : words('metadata.generateName', generateName, nameRule(prefix));
  if (name === '') return [...errors, required('metadata.name', 'name or generateName is required')];
  return [...errors, ...words('metadata.name', name, nameRule(name))];
}

function validateNamespace(namespace: string, namespaced: boolean): FieldError[] {
  if (!namespaced) return namespace === '' ? [] : [forbidden('metadata.namespace', 'not allowed on this type')];
  return namespace === '' ? [required('metadata.namespace')] : words('metadata.namespace', namespace, dns1123LabelProblems(namespace));
}

type Strings = { readonly [key: string]: string } | undefined;

/** Labels with nothing wrong: objects of one template share them. */
const proven = new WeakSet<NonNullable<Strings>>();

export function validateLabels(labels: Strings, path: string): FieldError[] {
  if (!labels || proven.has(labels)) return [];
  const errors = Object.keys(labels).sort().flatMap((key) => [
    ...words(path, key, qualifiedNameProblems(key)),
    ...words(path, labels[key] ?? '', labelValueProblems(labels[key] ?? '')),
  ]);
  if (errors.length === 0) proven.add(labels);
  return errors;
}

export function validateAnnotations(annotations: Strings, path: string): FieldError[] {
  if (!annotations) return [];
  const keys = Object.keys(annotations).sort();
  const errors = keys.flatMap((key) => words(path, key, qualifiedNameProblems(key.toLowerCase())));
  const size = keys.reduce((sum, key) => sum + key.length + (annotations[key] ?? '').length, 0);
  return size > MAX_ANNOTATION_BYTES ? [...errors, tooLong(path, MAX_ANNOTATION_BYTES)] : errors;
}

/** An owner as Go prints it: fields in the order of the type. */
const shownOwner = ({ apiVersion = '', kind = '', name = '', uid = '', controller, blockOwnerDeletion }: Partial<OwnerReference>): Json => ({
  apiVersion, kind, name, uid, ...(controller === undefined ? {} : { controller }), ...(blockOwnerDeletion === undefined ? {} : { blockOwnerDeletion }),
});

function validateOwners(owners: readonly Partial<OwnerReference>[]): FieldError[] {
  const path = 'metadata.ownerReferences';
  let first: string | undefined;
  return owners.flatMap((owner) => {
    const { apiVersion = '', kind = '', name = '' } = owner;
    const [last, ...groups] = apiVersion.split('/').reverse();
    const errors = last === '' || groups.length > 1 ? [invalid(`${path}.apiVersion`, apiVersion, 'version must not be empty')] : [];
    for (const field of ['kind', 'name', 'uid'] as const) if ((owner[field] ?? '') === '') errors.push(invalid(`${path}.${field}`, '', 'must not be empty'));
    if (apiVersion === 'v1' && kind === 'Event') errors.push(invalid(path, shownOwner(owner), '/v1, Kind=Event is disallowed from being an owner'));
    if (owner.controller !== true) return errors;
    const controller = `${kind}/${name}`;
    if (first !== undefined) {
      errors.push(invalid(path, owners.map(shownOwner),
        `Only one reference can have Controller set to true. Found "true" in references for ${first} and ${controller}`));
    }
    first ??= controller;
    return errors;
  });
}

/** A name without a domain is one of Kubernetes' own. @k8s pkg/apis/core/validation/validation.go validateKubeFinalizerName */
export const legacyFinalizerErrors = (path: string, name: string): FieldError[] => (name.includes('/') || STANDARD_FINALIZERS.includes(name) ? []
  : [invalid(path, name, 'name is neither a standard finalizer name nor is it fully qualified')]);

/** @k8s pkg/apis/core/validation/validation.go ValidateFinalizerName */
function validateFinalizers(finalizers: readonly string[]): FieldError[] {
  if (finalizers.length === 0) return [];
  const path = 'metadata.finalizers';
  const errors = finalizers.flatMap((name) => words(path, name, qualifiedNameProblems(name)));
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.push(invalid(path, finalizers, 'finalizer orphan and foregroundDeletion cannot be both set'));
  }
  return [...errors, ...finalizers.flatMap((name, index) => legacyFinalizerErrors(`${path}[${index}]`, name))];
}

const IMMUTABLE = 'field is immutable';
const FIXED = ['name', 'namespace', 'uid', 'creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds'] as const;

/** Nearly always: seen without lists. */
function isFixed(now: ObjectMeta, before: ObjectMeta): boolean {
  for (const field of FIXED) if (now[field] !== before[field]) return false;
  return true;
}

/** What of the metadata an update may not touch. Runs together with the create rules for labels and so on. */
export function validateMetaUpdate(next: KubeObject, old: KubeObject): FieldError[] {
  const now = next.metadata ?? {};
  const before = old.metadata ?? {};
  if (now === before) return [];
  if (before.deletionTimestamp === undefined && now.deletionTimestamp === undefined && isFixed(now, before)) return [];
  const fresh = before.deletionTimestamp === undefined ? []
    : (now.finalizers ?? []).filter((name) => !(before.finalizers ?? []).includes(name));
  const finalizers = fresh.length === 0 ? [] : [forbidden('metadata.finalizers',
    `no new finalizers can be added if the object is being deleted, found new finalizers []string{${[...new Set(fresh)].sort().map((name) => JSON.stringify(name)).join(', ')}}`)];
  return [...finalizers, ...FIXED.filter((field) => !sameObject(now[field], before[field]))
    .map((field) => invalid(`metadata.${field}`, now[field] ?? '', IMMUTABLE))];
}

export const validateImmutable = <T>(path: string, next: T, old: T): FieldError[] =>
  (sameObject(next, old) ? [] : [invalid(path, next as Json, IMMUTABLE)]);
