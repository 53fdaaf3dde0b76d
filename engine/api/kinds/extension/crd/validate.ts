/** Validation of CustomResourceDefinitions. @k8s apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go */
import { dns1035LabelProblems, dns1123SubdomainProblems } from '../../../../base/index.ts';
import { forbidden, invalid, notSupported, required } from '../../../fieldError.ts';
import type { FieldError } from '../../../kindDefinition.ts';
import { subdomainName, validateImmutable, validateMeta, validateMetaUpdate } from '../../../meta/objectMeta.ts';
import type { CustomResourceDefinition, CustomResourceDefinitionSpec, CustomResourceDefinitionVersion, CustomResourceValidation } from '../../../schema/types.ts';
import { defaultOf, someSchema } from '../schema/schema.ts';
import { validateConversion } from './conversion.ts';
import { validateDefaults } from './defaultValues.ts';
import { givenGoFields, goSchema, goVersions, internalSpec, type InternalSpec, type Shared } from './internal.ts';
import { validateColumn, validateNames, validateSelectable, validateSubresources } from './names.ts';
import { validateOpenApiSchema } from './openApiSchema.ts';
import type { Rules } from './rules.ts';
import { validateStructural } from './structural.ts';

export function validateCrd(crd: CustomResourceDefinition, rules: Rules): FieldError[] {
  const { spec } = crd;
  const wanted = `${spec?.names?.plural ?? ''}.${spec?.group ?? ''}`;
  const name = (text: string): readonly string[] => [...subdomainName(text), ...(text === wanted ? [] : ['must be spec.names.plural+"."+spec.group'])];
  return [...validateMeta(crd, name, false), ...body(crd, rules)];
}

export function validateCrdUpdate(next: CustomResourceDefinition, old: CustomResourceDefinition): FieldError[] {
  const established = (old.status?.conditions ?? []).some(({ type, status }) => type === 'Established' && status === 'True');
  return [
    ...validateMetaUpdate(next, old),
    ...(established ? [
      ...validateImmutable('spec.scope', next.spec?.scope, old.spec?.scope),
      ...validateImmutable('spec.names.kind', next.spec?.names?.kind, old.spec?.names?.kind),
    ] : []),
    ...validateImmutable('spec.group', next.spec?.group, old.spec?.group),
    ...validateImmutable('spec.names.plural', next.spec?.names?.plural, old.spec?.names?.plural),
  ];
}

function body(crd: CustomResourceDefinition, rules: Rules): FieldError[] {
  const { spec, status, metadata } = crd;
  return [
    ...validateSpec(spec, rules),
    ...validateNames(status?.acceptedNames ?? {}, 'status.acceptedNames'),
    ...storedVersions(status?.storedVersions ?? [], spec?.versions ?? []),
    ...apiApproval(spec?.group ?? '', metadata?.annotations?.['api-approved.kubernetes.io'] ?? ''),
    ...(spec?.preserveUnknownFields === true
      ? [invalid('spec.preserveUnknownFields', true, 'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead')] : []),
  ];
}

function validateSpec(spec: CustomResourceDefinitionSpec, rules: Rules): FieldError[] {
  const given: Partial<CustomResourceDefinitionSpec> = spec ?? {};
  const { group = '', scope = '', names = { kind: '', plural: '' }, preserveUnknownFields = false, conversion } = given;
  const internal = internalSpec(spec);
  return [
    ...groupErrors(group),
    ...(scope === '' ? [required('spec.scope')] : scope === 'Cluster' || scope === 'Namespaced' ? [] : [notSupported('spec.scope', scope, ['Cluster', 'Namespaced'])]),
    ...missingSchemas(internal),
    ...(preserveUnknownFields && hasDefaults(spec) ? [invalid('spec.preserveUnknownFields', true, 'must be false in order to use defaults in the schema')] : []),
    ...internal.versions.flatMap((version, index) => validateVersion(version, internal, `spec.versions[${index}]`, rules)),
    ...versionSet(internal.versions),
    ...requiredNames(names), ...validateNames(names, 'spec.names'),
    ...shared(internal, rules),
    ...validateConversion(conversion, preserveUnknownFields),
  ];
}

function groupErrors(group: string): FieldError[] {
  if (group === '') return [required('spec.group')];
  const problems = dns1123SubdomainProblems(group);
  if (problems.length > 0) return [invalid('spec.group', group, problems.join(','))];
  return group.includes('.') ? [] : [invalid('spec.group', group, 'should be a domain with at least one dot')];
}

function missingSchemas({ shared: { schema }, versions }: InternalSpec): FieldError[] {
  if (schema?.openAPIV3Schema !== undefined) return [];
  return versions.flatMap((version, index) => (version.schema?.openAPIV3Schema === undefined ? [required(`spec.versions[${index}].schema.openAPIV3Schema`)] : []));
}

const hasDefaults = (spec: CustomResourceDefinitionSpec): boolean =>
  (spec.versions ?? []).some(({ schema }) => someSchema(schema?.openAPIV3Schema, (each) => defaultOf(each) !== undefined));

function validateVersion(version: CustomResourceDefinitionVersion, { shared: common }: InternalSpec, path: string, rules: Rules): FieldError[] {
  const problems = dns1035LabelProblems(version.name ?? '');
  const hasStatus = (version.subresources ?? common.subresources)?.status !== undefined;
  return [
    ...(problems.length === 0 ? [] : [invalid(`${path}.name`, version.name ?? '', problems.join(','))]),
    ...deprecation(version, path),
    ...validateSchema(version.schema, hasStatus, `${path}.schema`, rules),
    ...validateSubresources(version.subresources, `${path}.subresources`),
    ...(version.additionalPrinterColumns ?? []).flatMap((column, index) => validateColumn(column, `${path}.additionalPrinterColumns[${index}]`)),
    ...selectable(version, path, 'may only be set when `version.schema.openAPIV3Schema` is not included'),
  ];
}

function deprecation({ deprecated = false, deprecationWarning }: CustomResourceDefinitionVersion, path: string): FieldError[] {
  if (deprecationWarning === undefined) return [];
  const say = (words: string): FieldError => invalid(`${path}.deprecationWarning`, deprecationWarning, words);
  if (!deprecated) return [say('can only be set for deprecated versions')];
  const odd = Array.from(deprecationWarning).findIndex((character) => /[\p{C}\p{Zl}\p{Zp}]/u.test(character) || (/\p{Zs}/u.test(character) && character !== ' '));
  return [
    ...(deprecationWarning.length > 256 ? [say('must be <= 256 characters long')] : []),
    ...(deprecationWarning === '' ? [say('must not be an empty string')] : []),
    ...(odd < 0 ? [] : [say(`must only contain printable UTF-8 characters; non-printable character found at index ${odd}`)]),
  ];
}

function selectable({ selectableFields = [], schema }: Shared, path: string, words: string): FieldError[] {
  if (selectableFields.length === 0) return [];
  if (schema?.openAPIV3Schema === undefined) return [invalid(`${path}.selectableFields`, '', words)];
  return validateSelectable(selectableFields, schema.openAPIV3Schema, `${path}.selectableFields`);
}

function versionSet(versions: readonly CustomResourceDefinitionVersion[]): FieldError[] {
  const names = versions.map(({ name }) => name);
  const say = (words: string): FieldError => invalid('spec.versions', goVersions(versions), words);
  return [
    ...(new Set(names).size === names.length ? [] : [say('must contain unique version names')]),
    ...(versions.filter(({ storage }) => storage === true).length === 1 ? [] : [say('must have exactly one version marked as storage version')]),
  ];
}

const requiredNames = (names: { readonly [field: string]: unknown }): FieldError[] =>
  ['plural', 'singular', 'kind', 'listKind'].filter((field) => (names[field] ?? '') === '').map((field) => required(`spec.names.${field}`));

/** What stands at the top of the internal form. */
function shared({ shared: common, versions }: InternalSpec, rules: Rules): FieldError[] {
  const hasStatus = common.subresources?.status !== undefined || versions.some(({ subresources }) => subresources?.status !== undefined);
  return [
    ...validateSchema(common.schema, hasStatus, 'spec.validation', rules),
    ...validateSubresources(common.subresources, 'spec.subresources'),
    ...(common.additionalPrinterColumns ?? []).flatMap((column, index) => validateColumn(column, `spec.additionalPrinterColumns[${index}]`)),
    ...selectable(common, 'spec', 'may only be set when validations.schema is included'),
  ];
}

const AT_ROOT = ['Description', 'Type', 'Format', 'Title', 'Maximum', 'ExclusiveMaximum', 'Minimum', 'ExclusiveMinimum', 'MaxLength', 'MinLength', 'Pattern', 'MaxItems',
  'MinItems', 'UniqueItems', 'MultipleOf', 'Required', 'Items', 'Properties', 'ExternalDocs', 'Example', 'XPreserveUnknownFields', 'XValidations'];

function validateSchema(validation: CustomResourceValidation | undefined, hasStatus: boolean, path: string, rules: Rules): FieldError[] {
  const schema = validation?.openAPIV3Schema;
  if (schema === undefined) return [];
  const here = `${path}.openAPIV3Schema`;
  const errors: FieldError[] = [];
  if (hasStatus) {
    for (const field of givenGoFields(schema)) {
      if (field === 'Type' ? schema.type === 'object' : AT_ROOT.includes(field)) continue;
      errors.push(field === 'Type'
        ? invalid(`${here}.type`, schema.type ?? '', 'only "object" is allowed as the type at the root of the schema if the status subresource is enabled')
        : invalid(here, goSchema(schema), `only [${AT_ROOT.join(' ')}] fields are allowed at the root of the schema if the status subresource is enabled`));
      break;
    }
  }
  if (schema.nullable === true) errors.push(forbidden(`${here}.nullable`, 'nullable cannot be true at the root'));
  const structural = validateStructural(schema, here);
  const defaults = structural.length > 0 ? [] : validateDefaults(schema, here, rules);
  const sound = structural.length === 0 && defaults.length === 0;
  return [...errors, ...structural, ...defaults, ...validateOpenApiSchema(schema, here, sound ? rules : undefined)];
}

function storedVersions(stored: readonly string[], versions: readonly CustomResourceDefinitionVersion[]): FieldError[] {
  const path = 'status.storedVersions';
  if (stored.length === 0) return [invalid(path, null, 'must have at least one stored version')];
  const names = versions.map(({ name }) => name);
  return [
    ...versions.flatMap(({ name, storage }) => (storage === true && !stored.includes(name) ? [invalid(path, stored, `must have the storage version ${name}`)] : [])),
    ...stored.flatMap((name, index) => (names.includes(name) ? [] : [invalid(`${path}[${index}]`, name, `missing from spec.versions; ${name} was previously a storage version, `
      + `and must remain in spec.versions until a storage migration ensures no data remains persisted in ${name} and removes ${name} from status.storedVersions`)])),
  ];
}

/** Groups of the Kubernetes community need an approval. @k8s apiextensions-apiserver/pkg/apihelpers/helpers.go */
function apiApproval(group: string, annotation: string): FieldError[] {
  if (!/(^|\.)(k8s|kubernetes)\.io$/.test(group)) return [];
  const path = 'metadata.annotations[api-approved.kubernetes.io]';
  const see = 'see https://github.com/kubernetes/enhancements/pull/1111';
  if (annotation === '') return [required(path, `protected groups must have approval annotation "api-approved.kubernetes.io", ${see}`)];
  if (annotation.startsWith('unapproved') || /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(annotation)) return [];
  return [invalid(path, annotation, `protected groups must have approval annotation "api-approved.kubernetes.io" with either a URL or a reason starting with "unapproved", ${see}`)];
}
