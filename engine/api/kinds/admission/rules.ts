/** Which requests a webhook or a policy is about. @k8s pkg/apis/admissionregistration/validation/validation.go */
import { qualifiedNameProblems } from '../../../base/index.ts';
import { duplicate, invalid, notSupported, required, tooMany } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { validateLabelSelector } from '../../meta/labelSelector.ts';
import { pathSegmentName } from '../../meta/objectMeta.ts';
import type { MatchCondition, MatchResources, NamedRuleWithOperations, ParamKind, ParamRef, RuleWithOperations } from '../../schema/types.ts';
import { dns1035LabelProblems, dns1123SubdomainProblems } from '../../../base/index.ts';
import type { PolicyCompiler } from './expressions.ts';

const OPERATIONS = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];
const SCOPES = ['*', 'Cluster', 'Namespaced'];
const wild = (list: readonly string[]): boolean => list.length > 1 && list.includes('*');
export const FAILURE_POLICIES = ['Fail', 'Ignore'];
export const MATCH_POLICIES = ['Equivalent', 'Exact'];

export function oneOf(path: string, value: string | undefined, allowed: readonly string[]): FieldError[] {
  if (value === undefined) return [required(path)];
  return allowed.includes(value) ? [] : [notSupported(path, value, allowed)];
}

export function validateRule(rule: RuleWithOperations, path: string): FieldError[] {
  const { operations = [], apiGroups = [], apiVersions = [], resources = [], scope } = rule;
  return [
    ...(operations.length === 0 ? [required(`${path}.operations`)] : []),
    ...(wild(operations) ? [invalid(`${path}.operations`, operations, "if '*' is present, must not specify other operations")] : []),
    ...operations.flatMap((operation, index) => (OPERATIONS.includes(operation) ? [] : [notSupported(`${path}.operations[${index}]`, operation, OPERATIONS)])),
    ...(apiGroups.length === 0 ? [required(`${path}.apiGroups`)] : []),
    ...(wild(apiGroups) ? [invalid(`${path}.apiGroups`, apiGroups, "if '*' is present, must not specify other API groups")] : []),
    ...(apiVersions.length === 0 ? [required(`${path}.apiVersions`)] : []),
    ...(wild(apiVersions) ? [invalid(`${path}.apiVersions`, apiVersions, "if '*' is present, must not specify other API versions")] : []),
    ...apiVersions.flatMap((version, index) => (version === '' ? [required(`${path}.apiVersions[${index}]`)] : [])),
    ...validateResources(resources, `${path}.resources`),
    ...(scope !== undefined && !SCOPES.includes(scope) ? [notSupported(`${path}.scope`, scope, SCOPES)] : []),
  ];
}

function validateResources(resources: readonly string[], path: string): FieldError[] {
  const errors: FieldError[] = resources.length === 0 ? [required(path)] : [];
  const [wildSubs, wildResources] = [new Set<string>(), new Set<string>()];
  let plain = false;
  resources.forEach((text, index) => {
    if (text === '') { errors.push(required(`${path}[${index}]`)); return; }
    const slash = text.indexOf('/');
    if (slash < 0) { plain = text !== '*'; return; }
    const [resource, sub] = [text.slice(0, slash), text.slice(slash + 1)];
    if (wildSubs.has(resource)) errors.push(invalid(`${path}[${index}]`, text, `if '${resource}/*' is present, must not specify ${text}`));
    if (wildResources.has(sub)) errors.push(invalid(`${path}[${index}]`, text, `if '*/${sub}' is present, must not specify ${text}`));
    if (sub === '*') wildSubs.add(resource);
    if (resource === '*') wildResources.add(sub);
  });
  if (resources.length > 1 && resources.includes('*/*')) errors.push(invalid(path, resources, "if '*/*' is present, must not specify other resources"));
  if (resources.includes('*') && plain) errors.push(invalid(path, resources, "if '*' is present, must not specify other resources without subresources"));
  return errors;
}

function validateNamedRule(rule: NamedRuleWithOperations, path: string): FieldError[] {
  const names = rule.resourceNames ?? [];
  return [
    ...names.flatMap((name, index) => [
      ...pathSegmentName(name).map((text) => invalid(`${path}.resourceNames[${index}]`, name, text)),
      ...(names.indexOf(name) < index ? [duplicate(`${path}.resourceNames[${index}]`, name)] : []),
    ]),
    ...validateRule(rule, path),
  ];
}

export function validateMatchResources(match: MatchResources | undefined, path: string): FieldError[] {
  if (match === undefined) return [];
  return [
    ...oneOf(`${path}.matchPolicy`, match.matchPolicy, MATCH_POLICIES),
    ...(match.namespaceSelector === undefined ? [required(`${path}.namespaceSelector`)] : validateLabelSelector(`${path}.namespaceSelector`, match.namespaceSelector)),
    ...(match.objectSelector === undefined ? [required(`${path}.objectSelector`)] : validateLabelSelector(`${path}.objectSelector`, match.objectSelector)),
    ...(match.resourceRules ?? []).flatMap((rule, index) => validateNamedRule(rule, `${path}.resourceRules[${index}]`)),
    ...(match.excludeResourceRules ?? []).flatMap((rule, index) => validateNamedRule(rule, `${path}.excludeResourceRules[${index}]`)),
  ];
}

export function validateMatchConditions(conditions: readonly Partial<MatchCondition>[], compiler: PolicyCompiler, path: string): FieldError[] {
  const errors: FieldError[] = conditions.length > 64 ? [tooMany(path, conditions.length, 64)] : [];
  conditions.forEach(({ name = '', expression = '' }, index) => {
    const here = `${path}[${index}]`;
    const trimmed = expression.trim();
    const wrong = trimmed === '' ? undefined : compiler.check(trimmed, ['bool']);
    if (trimmed === '') errors.push(required(`${here}.expression`));
    else if (wrong !== undefined) errors.push(invalid(`${here}.expression`, trimmed, wrong));
    if (name === '') errors.push(required(`${here}.name`));
    else errors.push(...qualifiedNameProblems(name).map((text) => invalid(`${here}.name`, name, text)));
    if (name !== '' && conditions.findIndex((other) => other.name === name) < index) errors.push(duplicate(`${here}.name`, name));
  });
  return errors;
}

export function validateParamKind({ apiVersion = '', kind = '' }: ParamKind, path: string): FieldError[] {
  const errors: FieldError[] = [];
  const [group, version] = apiVersion.includes('/') ? [apiVersion.slice(0, apiVersion.indexOf('/')), apiVersion.slice(apiVersion.indexOf('/') + 1)] : ['', apiVersion];
  if (apiVersion === '') errors.push(required(`${path}.apiVersion`));
  else if (apiVersion.split('/').length > 2) errors.push(invalid(`${path}.apiVersion`, apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
  else {
    const problems = group === '' ? [] : dns1123SubdomainProblems(group);
    if (problems.length > 0) errors.push(invalid(`${path}.apiVersion`, group, problems.join(',')));
    const wrong = version === '' ? [] : dns1035LabelProblems(version);
    if (version === '') errors.push(invalid(`${path}.apiVersion`, apiVersion, 'version must be specified'));
    else if (wrong.length > 0) errors.push(invalid(`${path}.apiVersion`, version, wrong.join(',')));
  }
  const problems = kind === '' ? [] : dns1035LabelProblems(kind.toLowerCase());
  if (kind === '') errors.push(required(`${path}.kind`));
  else if (problems.length > 0) errors.push(invalid(`${path}.kind`, kind, `may have mixed case, but should otherwise match: ${problems.join(',')}`));
  return errors;
}

export function validateParamRef(ref: ParamRef | undefined, path: string): FieldError[] {
  if (ref === undefined) return [];
  const { name = '', selector, parameterNotFoundAction = '' } = ref;
  const exclusive = 'name and selector are mutually exclusive';
  const forbid = (field: string): FieldError => ({ type: 'forbidden', path: `${path}.${field}`, detail: exclusive });
  return [
    ...(name === '' ? [] : [...pathSegmentName(name).map((text) => invalid(`${path}.name`, name, text)), ...(selector === undefined ? [] : [forbid('name')])]),
    ...(selector === undefined ? [] : [...validateLabelSelector(`${path}.selector`, selector), ...(name === '' ? [] : [forbid('selector')])]),
    ...(name === '' && selector === undefined ? [required(path, 'one of name or selector must be specified')] : []),
    ...(parameterNotFoundAction === '' ? [required(`${path}.parameterNotFoundAction`)]
      : ['Deny', 'Allow'].includes(parameterNotFoundAction) ? [] : [notSupported(`${path}.parameterNotFoundAction`, parameterNotFoundAction, ['Deny', 'Allow'])]),
  ];
}

/** @k8s pkg/apis/admissionregistration/v1/defaults.go */
export function defaultMatchResources(match: MatchResources | undefined): MatchResources | undefined {
  if (match === undefined) return undefined;
  const scoped = <T extends RuleWithOperations>(rules: readonly T[]): readonly T[] => rules.map((rule) => ({ ...rule, scope: rule.scope ?? '*' }));
  return {
    ...match, matchPolicy: match.matchPolicy ?? 'Equivalent', namespaceSelector: match.namespaceSelector ?? {}, objectSelector: match.objectSelector ?? {},
    ...(match.resourceRules === undefined ? {} : { resourceRules: scoped(match.resourceRules) }),
    ...(match.excludeResourceRules === undefined ? {} : { excludeResourceRules: scoped(match.excludeResourceRules) }),
  };
}
