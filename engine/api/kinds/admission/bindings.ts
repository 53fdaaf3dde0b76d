/** Bindings of policies. @k8s pkg/apis/admissionregistration/validation/validation.go */
import { dns1123SubdomainProblems, goLabelSelector } from '../../../base/index.ts';
import { duplicate, invalid, notSupported, required } from '../../fieldError.ts';
import type { Column, FieldError, KubeObject } from '../../kindDefinition.ts';
import { subdomainName, validateMeta } from '../../meta/objectMeta.ts';
import type { MatchResources, ParamRef } from '../../schema/types.ts';
import { ageColumn, column, nameColumn } from '../common.ts';
import { defaultMatchResources, validateMatchResources, validateParamRef } from './rules.ts';

export type Binding = KubeObject & {
  readonly spec?: { readonly policyName?: string; readonly paramRef?: ParamRef; readonly matchResources?: MatchResources; readonly validationActions?: readonly string[] };
};

export function defaultBinding<T extends Binding>(binding: T): T {
  const matchResources = defaultMatchResources(binding.spec?.matchResources);
  return matchResources === undefined ? binding : { ...binding, spec: { ...binding.spec, matchResources } };
}

export function validateBinding({ spec = {}, ...rest }: Binding): FieldError[] {
  const { policyName = '' } = spec;
  return [
    ...validateMeta(rest, subdomainName, false),
    ...(policyName === '' ? [required('spec.policyName')] : dns1123SubdomainProblems(policyName).map((text) => invalid('spec.policyName', policyName, text))),
    ...validateParamRef(spec.paramRef, 'spec.paramRef'),
    // The misspelled path is upstream's.
    ...validateMatchResources(spec.matchResources, 'spec.matchResouces'),
  ];
}

const ACTIONS = ['Audit', 'Deny', 'Warn'];
export function validateActions(actions: readonly string[], path: string): FieldError[] {
  return [
    ...actions.flatMap((action, index) => [
      ...(ACTIONS.includes(action) ? [] : [notSupported(`${path}[${index}]`, action, ACTIONS)]),
      ...(actions.indexOf(action) < index ? [duplicate(`${path}[${index}]`, action)] : []),
    ]),
    ...(actions.includes('Deny') && actions.includes('Warn')
      ? [invalid(path, actions, 'must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)')] : []),
    ...(actions.length === 0 ? [required(path, 'at least one validation action is required')] : []),
  ];
}

function paramText(ref: ParamRef | undefined): string {
  if (ref === undefined) return '<unset>';
  if ((ref.name ?? '') !== '') return `${(ref.namespace ?? '') === '' ? '*' : ref.namespace}/${ref.name}`;
  return ref.selector === undefined ? '<unset>' : goLabelSelector(ref.selector);
}

/** @k8s pkg/printers/internalversion/printers.go printValidatingAdmissionPolicyBinding; golden kubectl/validating-admission-policy */
export const bindingColumns: readonly Column<Binding>[] = [
  nameColumn, column('PolicyName', 'string', ({ spec }: Binding) => spec?.policyName ?? ''),
  column('ParamRef', 'string', ({ spec }: Binding) => paramText(spec?.paramRef)), ageColumn,
];
export const paramKindText = (kind: { readonly apiVersion?: string; readonly kind?: string } | undefined): string =>
  (kind === undefined ? '<unset>' : `${kind.apiVersion ?? ''}/${kind.kind ?? ''}`);
