import { dns1123SubdomainProblems } from '../../../base/index.ts';
import { invalid, required } from '../../fieldError.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { pathSegmentName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import { canonicalIpErrors } from '../../rules/ipErrors.ts';
import type { IPAddress, ParentReference } from '../../schema/types.ts';
import { ALL_VERBS, column, nameColumn, partial, unchanged } from '../common.ts';
import { invalids } from '../pod/checks.ts';

const addressName = (name: string): readonly string[] => canonicalIpErrors('', name).map(({ detail }) => detail);

function parentErrors(parent: Partial<ParentReference> | undefined): FieldError[] {
  const path = 'spec.parentRef';
  if (parent === undefined) return [required(path)];
  const { group = '', resource = '', name = '', namespace = '' } = parent;
  const named = (field: string, text: string): FieldError[] =>
    (text === '' ? [required(`${path}.${field}`)] : invalids(`${path}.${field}`, text, pathSegmentName(text)));
  return [
    ...(group === '' ? [] : invalids(`${path}.group`, group, dns1123SubdomainProblems(group))), ...named('resource', resource), ...named('name', name),
    ...(namespace === '' ? [] : invalids(`${path}.namespace`, namespace, pathSegmentName(namespace))),
  ];
}

/** @k8s pkg/apis/networking/validation/validation.go ValidateIPAddress */
const validate = (object: IPAddress): FieldError[] => [...validateMeta(object, addressName, false), ...parentErrors(object.spec?.parentRef)];

const goNames = ({ group = '', resource, namespace = '', name }: ParentReference) => ({ Group: group, Resource: resource, Namespace: namespace, Name: name });

function validateUpdate(next: IPAddress, old: IPAddress): FieldError[] {
  const [now, before] = [next.spec?.parentRef, old.spec?.parentRef];
  const changed = sameObject(now, before) ? [] : [invalid('spec.parentRef', now && goNames(now), 'field is immutable')];
  return [...validateMetaUpdate(next, old), ...changed];
}

/** `services/default/kubernetes`; a core kind has no group. @k8s pkg/printers/internalversion/printers.go printIPAddress */
function parentText({ spec }: IPAddress): string {
  const { group = '', resource = '', namespace = '', name = '' } = partial(spec?.parentRef);
  return [`${resource}${group === '' ? '' : `.${group}`}`, ...(namespace === '' ? [] : [namespace]), name].join('/');
}

export const ipAddress: KindDefinition<IPAddress> = {
  group: 'networking.k8s.io', version: 'v1', kind: 'IPAddress', plural: 'ipaddresses', singular: 'ipaddress', shortNames: ['ip'], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [], definition: 'networking.v1.IPAddress',
  defaults: unchanged,
  prepareForCreate: unchanged,
  validate,
  validateUpdate,
  updateIsWhole: true,
  columns: [nameColumn, column('ParentRef', 'string', parentText)],
  selectableFields: { 'spec.parentRef': parentText },
};
