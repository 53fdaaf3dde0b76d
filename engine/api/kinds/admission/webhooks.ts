/** Webhook configurations: defaults and validation. @k8s pkg/apis/admissionregistration/{v1/defaults,validation/validation}.go */
import { dns1035LabelProblems, dns1123SubdomainProblems } from '../../../base/index.ts';
import { duplicate, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError, KubeObject } from '../../kindDefinition.ts';
import { validateLabelSelector } from '../../meta/labelSelector.ts';
import { subdomainName, validateMeta } from '../../meta/objectMeta.ts';
import type { MutatingWebhook, ValidatingWebhook } from '../../schema/types.ts';
import { column, ageColumn, nameColumn } from '../common.ts';
import type { Column } from '../../kindDefinition.ts';
import type { Expressions } from './expressions.ts';
import { FAILURE_POLICIES, MATCH_POLICIES, validateMatchConditions, validateRule } from './rules.ts';
import { validateClientConfig } from './webhookClient.ts';

export type Hook = MutatingWebhook | ValidatingWebhook;
export type Hooks<T extends Hook = Hook> = KubeObject & { readonly webhooks?: readonly T[] };

export function defaultHook<T extends Hook>(hook: T): T {
  const service = hook.clientConfig?.service;
  return {
    ...hook,
    failurePolicy: hook.failurePolicy ?? 'Fail', matchPolicy: hook.matchPolicy ?? 'Equivalent', namespaceSelector: hook.namespaceSelector ?? {},
    objectSelector: hook.objectSelector ?? {}, timeoutSeconds: hook.timeoutSeconds ?? 10,
    ...(hook.rules === undefined ? {} : { rules: hook.rules.map((rule) => ({ ...rule, scope: rule.scope ?? '*' })) }),
    ...(service === undefined ? {} : { clientConfig: { ...hook.clientConfig, service: { ...service, port: service.port ?? 443 } } }),
  };
}

const SIDE_EFFECTS = ['None', 'NoneOnDryRun'];

export function validateHooks(configuration: Hooks, expressions: Expressions): FieldError[] {
  const hooks = configuration.webhooks ?? [];
  return [
    ...validateMeta(configuration, subdomainName, false),
    ...hooks.flatMap((hook, index) => {
      const path = `webhooks[${index}]`;
      return [
        ...validateHook(hook, path, expressions),
        ...reviewVersions(hook.admissionReviewVersions ?? [], `${path}.admissionReviewVersions`),
        ...((hook.name ?? '') !== '' && hooks.findIndex(({ name }) => name === hook.name) < index ? [duplicate(`${path}.name`, hook.name)] : []),
      ];
    }),
  ];
}

function reviewVersions(versions: readonly string[], path: string): FieldError[] {
  if (versions.length === 0) return [required(path, 'must specify one of v1, v1beta1')];
  const errors = versions.flatMap((version, index) => (versions.indexOf(version) < index ? [invalid(`${path}[${index}]`, version, 'duplicate version')]
    : dns1035LabelProblems(version).map((text) => invalid(`${path}[${index}]`, version, text))));
  return versions.some((version) => version === 'v1' || version === 'v1beta1') ? errors : [...errors, invalid(path, versions, 'must include at least one of v1, v1beta1')];
}

/** @k8s apimachinery/pkg/util/validation/validation.go IsFullyQualifiedName */
function fullyQualified(name: string, path: string): FieldError[] {
  if (name === '') return [required(path)];
  const problems = dns1123SubdomainProblems(name);
  if (problems.length > 0) return [invalid(path, name, problems.join(','))];
  return name.split('.').length < 3 ? [invalid(path, name, 'should be a domain with at least three segments separated by dots')] : [];
}

const supported = (path: string, value: string | undefined, allowed: readonly string[]): FieldError[] =>
  (value === undefined || allowed.includes(value) ? [] : [notSupported(path, value, allowed)]);

function validateHook(hook: Hook, path: string, expressions: Expressions): FieldError[] {
  const { sideEffects, timeoutSeconds } = hook;
  return [
    ...fullyQualified(hook.name ?? '', `${path}.name`),
    ...(hook.rules ?? []).flatMap((rule, index) => validateRule(rule, `${path}.rules[${index}]`)),
    ...supported(`${path}.failurePolicy`, hook.failurePolicy, FAILURE_POLICIES),
    ...supported(`${path}.matchPolicy`, hook.matchPolicy, MATCH_POLICIES),
    ...(sideEffects === undefined ? [required(`${path}.sideEffects`, 'must specify one of None, NoneOnDryRun')] : supported(`${path}.sideEffects`, sideEffects, SIDE_EFFECTS)),
    ...(timeoutSeconds !== undefined && (timeoutSeconds > 30 || timeoutSeconds < 1)
      ? [invalid(`${path}.timeoutSeconds`, timeoutSeconds, 'the timeout value must be between 1 and 30 seconds')] : []),
    ...validateLabelSelector(`${path}.namespaceSelector`, hook.namespaceSelector),
    ...validateLabelSelector(`${path}.objectSelector`, hook.objectSelector),
    ...('reinvocationPolicy' in hook ? supported(`${path}.reinvocationPolicy`, hook.reinvocationPolicy, ['IfNeeded', 'Never']) : []),
    ...validateClientConfig(`${path}.clientConfig`, hook.clientConfig),
    ...validateMatchConditions(hook.matchConditions ?? [], expressions.compiler({ hasParams: false }), `${path}.matchConditions`),
  ];
}

export const hookColumns: readonly Column<Hooks>[] = [nameColumn, column('Webhooks', 'integer', ({ webhooks }: Hooks) => webhooks?.length ?? 0), ageColumn];
