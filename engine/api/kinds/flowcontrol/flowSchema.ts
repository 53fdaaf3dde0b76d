import { dns1123LabelProblems, dns1123SubdomainProblems, type Json } from '../../../base/index.ts';
import { forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { labelName, subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { FlowcontrolSubject, FlowSchema, FlowSchemaSpec, NonResourcePolicyRule, PolicyRulesWithSubjects, ResourcePolicyRule } from '../../schema/types.ts';
import { ageColumn, ALL_VERBS, column, nameColumn, statusSubresource } from '../common.ts';
import { keepSpec, keepStatus, withStatus } from '../workload/strategy.ts';
import { FIXED_SCHEMAS } from './fixed.data.ts';

const VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'proxy', 'update', 'watch'];
const KINDS = ['Group', 'ServiceAccount', 'User'];

/** @k8s pkg/apis/flowcontrol/validation/validation.go */
function validate(schema: FlowSchema): FieldError[] {
  const name = schema.metadata?.name ?? '';
  const fixed = Object.hasOwn(FIXED_SCHEMAS, name) ? FIXED_SCHEMAS[name] : undefined;
  const spec = schema.spec ?? {} as FlowSchemaSpec; // validation refuses it without
  return [
    ...validateMeta(schema, subdomainName, false),
    ...validateSpec(name, spec),
    ...(fixed !== undefined && !sameObject(spec, fixed) ? [invalid('spec', spec as unknown as Json, `spec of '${name}' must equal the fixed value`)] : []),
  ];
}

function validateSpec(name: string, spec: FlowSchemaSpec): FieldError[] {
  const { matchingPrecedence = 0, distinguisherMethod, rules = [] } = spec;
  const level = spec.priorityLevelConfiguration?.name ?? '';
  const say = (words: string): FieldError => invalid('spec.matchingPrecedence', matchingPrecedence, words);
  return [
    ...(matchingPrecedence <= 0 ? [say('must be a positive value')] : []),
    ...(matchingPrecedence > 10000 ? [say('must not be greater than 10000')] : []),
    ...(matchingPrecedence === 1 && name !== 'exempt' ? [say("only the schema named 'exempt' may have matchingPrecedence 1")] : []),
    ...(distinguisherMethod !== undefined && !['ByNamespace', 'ByUser'].includes(distinguisherMethod.type)
      ? [notSupported('spec.distinguisherMethod.type', { Type: distinguisherMethod.type }, ['ByNamespace', 'ByUser'])] : []),
    ...(level === '' ? [required('spec.priorityLevelConfiguration.name', 'must reference a priority level')]
      : dns1123SubdomainProblems(level).map((text) => invalid('spec.priorityLevelConfiguration.name', level, text))),
    ...rules.flatMap((rule, index) => validateRules(rule, `spec.rules[${index}]`)),
  ];
}

function validateRules({ subjects = [], resourceRules = [], nonResourceRules = [] }: Partial<PolicyRulesWithSubjects>, path: string): FieldError[] {
  return [
    ...(subjects.length === 0 ? [required(`${path}.subjects`, 'subjects must contain at least one value')]
      : subjects.flatMap((subject, index) => validateSubject(subject, `${path}.subjects[${index}]`))),
    ...(resourceRules.length === 0 && nonResourceRules.length === 0 ? [required(path, 'at least one of resourceRules and nonResourceRules has to be non-empty')] : []),
    ...resourceRules.flatMap((rule, index) => validateResourceRule(rule, `${path}.resourceRules[${index}]`)),
    ...nonResourceRules.flatMap((rule, index) => validateNonResourceRule(rule, `${path}.nonResourceRules[${index}]`)),
  ];
}

const FIELDS = { Group: 'group', ServiceAccount: 'serviceAccount', User: 'user' } as const;
type SubjectKind = keyof typeof FIELDS;

function validateSubject(subject: FlowcontrolSubject, path: string): FieldError[] {
  if (!KINDS.includes(subject.kind)) return [notSupported(`${path}.kind`, subject.kind, KINDS)];
  const kind = subject.kind as SubjectKind; // just looked up
  const field = FIELDS[kind];
  const given = subject[field];
  const others = (['ServiceAccount', 'User', 'Group'] as const).filter((other) => other !== kind && subject[FIELDS[other]] !== undefined);
  const errors = given === undefined ? [required(`${path}.${field}`, `${field} is required when subject kind is '${kind}'`)]
    : (given.name ?? '') === '' ? [required(`${path}.${field}.name`)] : kind === 'ServiceAccount' ? accountErrors(subject, path) : [];
  return [...errors, ...others.map((other) => forbidden(`${path}.${FIELDS[other]}`, `${FIELDS[other]} is forbidden when subject kind is not '${other}'`))];
}

function accountErrors({ serviceAccount }: FlowcontrolSubject, path: string): FieldError[] {
  const { name = '', namespace = '' } = serviceAccount ?? {};
  return [
    ...(name === '*' ? [] : dns1123SubdomainProblems(name).map((text) => invalid(`${path}.serviceAccount.name`, name, text))),
    ...(namespace === '' ? [required(`${path}.serviceAccount.namespace`, 'must specify namespace for service account')]
      : labelName(namespace).map((text) => invalid(`${path}.serviceAccount.namespace`, namespace, text))),
  ];
}

function verbErrors(verbs: readonly string[], path: string): FieldError[] {
  if (verbs.length === 0) return [required(path, 'verbs must contain at least one value')];
  if (verbs.includes('*')) return verbs.length > 1 ? [invalid(path, verbs, "if '*' is present, must not specify other verbs")] : [];
  return verbs.every((verb) => VERBS.includes(verb)) ? [] : [notSupported(path, verbs, VERBS)];
}
const many = (list: readonly string[]): boolean => list.length > 1 && list.includes('*');

function validateResourceRule({ verbs = [], apiGroups = [], resources = [], namespaces = [], clusterScope = false }: Partial<ResourcePolicyRule>, path: string): FieldError[] {
  return [
    ...verbErrors(verbs, `${path}.verbs`),
    ...(apiGroups.length === 0 ? [required(`${path}.apiGroups`, 'resource rules must supply at least one api group')]
      : many(apiGroups) ? [invalid(`${path}.apiGroups`, apiGroups, "if '*' is present, must not specify other api groups")] : []),
    ...(resources.length === 0 ? [required(`${path}.resources`, 'resource rules must supply at least one resource')]
      : many(resources) ? [invalid(`${path}.resources`, resources, "if '*' is present, must not specify other resources")] : []),
    ...(namespaces.length === 0 && !clusterScope ? [required(`${path}.namespaces`, 'resource rules that are not cluster scoped must supply at least one namespace')]
      : namespaces.includes('*') ? (many(namespaces) ? [invalid(`${path}.namespaces`, namespaces, "if '*' is present, must not specify other namespaces")] : [])
        : namespaces.flatMap((namespace, index) => dns1123LabelProblems(namespace).map((text) =>
          invalid(`${path}.namespaces[${index}]`, namespace, `each member of this list must be '*' or a DNS-1123 label; ${text}`)))),
  ];
}

function validateNonResourceRule({ verbs = [], nonResourceURLs = [] }: Partial<NonResourcePolicyRule>, path: string): FieldError[] {
  const at = `${path}.nonResourceURLs`;
  return [
    ...verbErrors(verbs, `${path}.verbs`),
    ...(nonResourceURLs.length === 0 ? [required(at, 'nonResourceURLs must contain at least one value')]
      : nonResourceURLs.includes('*') ? (many(nonResourceURLs) ? [invalid(at, nonResourceURLs, "if '*' is present, must not specify other non-resource URLs")] : [])
        : nonResourceURLs.flatMap((url, index) => urlErrors(url, `${at}[${index}]`))),
  ];
}

function urlErrors(url: string, path: string): FieldError[] {
  if (url === '/') return [];
  const stars = url.split('*').length - 1;
  const words = url === '' ? 'must not be empty' : !url.startsWith('/') ? 'must start with slash' : url.includes(' ') ? 'must not contain white-space'
    : url.includes('//') ? 'must not contain double slash' : stars > 1 || (stars === 1 && !url.endsWith('/*')) ? 'wildcard can only do suffix matching' : undefined;
  return words === undefined ? [] : [invalid(path, url, words)];
}

export const flowSchema: KindDefinition<FlowSchema> = {
  group: 'flowcontrol.apiserver.k8s.io', version: 'v1', kind: 'FlowSchema', plural: 'flowschemas', singular: 'flowschema', shortNames: [], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [statusSubresource('FlowSchema')], definition: 'flowcontrol.v1.FlowSchema',
  defaults: (schema) => (schema.spec === undefined || (schema.spec.matchingPrecedence ?? 0) !== 0 ? schema : { ...schema, spec: { ...schema.spec, matchingPrecedence: 1000 } }),
  prepareForCreate: (schema) => withStatus(schema, {}),
  prepareForUpdate: keepStatus,
  prepareForStatusUpdate: keepSpec,
  validate,
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  // @k8s pkg/printers/internalversion/printers.go printFlowSchema; golden world/get/flowschemas
  columns: [
    nameColumn, column('PriorityLevel', 'string', ({ spec }: FlowSchema) => spec?.priorityLevelConfiguration?.name ?? ''),
    column('MatchingPrecedence', 'string', ({ spec }: FlowSchema) => spec?.matchingPrecedence ?? 0),
    column('DistinguisherMethod', 'string', ({ spec }: FlowSchema) => spec?.distinguisherMethod?.type ?? '<none>'), ageColumn,
    column('MissingPL', 'string', ({ status }: FlowSchema) => status?.conditions?.find(({ type }) => type === 'Dangling')?.status ?? '?'),
  ],
  rowOrder: (a, b) => (a.spec?.matchingPrecedence ?? 0) - (b.spec?.matchingPrecedence ?? 0), // names come sorted
  selectableFields: {},
};
