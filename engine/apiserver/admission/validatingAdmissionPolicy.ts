/** Refuses, warns and audits by expressions. @k8s apiserver/pkg/admission/plugin/policy/validating/{dispatcher,validator}.go; golden kubectl/validating-admission-policy */
import { failure, forbiddenStatus, type KubeObject, type Status, type ValidatingAdmissionPolicy, type ValidatingAdmissionPolicyBinding, type Validation } from '../../api/index.ts';
import { fail, type Failure, type ServerContext } from '../context.ts';
import { conditionsHold, evaluate, situationOf, withVariables, type Situation } from '../extensions/policy/evaluate.ts';
import { isExempt, resourcesMatch } from '../extensions/policy/match.ts';
import { paramsOf } from '../extensions/policy/params.ts';
import { hooksOf, type Hook } from '../extensions/policy/source.ts';
import type { PolicyScope } from '../extensions/policy/types.ts';
import { nameFor } from './forbid.ts';
import type { AdmissionPlugin, Attributes } from './types.ts';

type Policy = ValidatingAdmissionPolicy;
type Binding = ValidatingAdmissionPolicyBinding;
/** Why something is denied. */
type Denial = { readonly message: string; readonly reason?: string };
/** `binding`: whose actions follow; without it the request is refused. */
type Denied = Denial & { readonly policy: string; readonly binding?: string };

const CODES: { readonly [reason: string]: number } = { Forbidden: 403, Unauthorized: 401, RequestEntityTooLarge: 413, Invalid: 422 };

export const validatingAdmissionPolicy: AdmissionPlugin = {
  name: 'ValidatingAdmissionPolicy',
  validate(attributes, object, context) {
    if (isExempt(attributes)) return undefined;
    const denied: Denied[] = [];
    for (const hook of hooksOf<Policy, Binding>(context, 'validating')) judge(context, attributes, object, hook, denied);
    const [first] = denied;
    return first === undefined ? undefined : refuse(attributes, object, first);
  },
};

function refuse(attributes: Attributes, object: KubeObject | undefined, denied: Denied): Failure {
  const { kind } = attributes;
  const who = denied.binding === undefined ? `'${denied.policy}'` : `'${denied.policy}' with binding '${denied.binding}'`;
  const message = `ValidatingAdmissionPolicy ${who} denied request: ${denied.message}`;
  const status: Status = forbiddenStatus({ group: kind.group, resource: kind.plural }, nameFor(attributes, object), message);
  const reason = denied.reason ?? 'Invalid';
  return fail(failure(CODES[reason] ?? 422, reason, status.message ?? message, { ...status.details, causes: [{ message }] }));
}

function judge(context: ServerContext, attributes: Attributes, object: KubeObject | undefined, { policy, bindings }: Hook<Policy, Binding>, denied: Denied[]): void {
  const spec = policy.spec ?? {};
  if (!resourcesMatch(context, attributes, spec.matchConstraints, object)) return;
  const name = policy.metadata?.name ?? '';
  const misconfigured = (message: string, binding?: string): void => {
    if (spec.failurePolicy !== 'Ignore') denied.push({ policy: name, message, ...(binding === undefined ? {} : { binding }) });
  };
  for (const binding of bindings) {
    if (!resourcesMatch(context, attributes, binding.spec?.matchResources, object)) continue;
    const own = binding.metadata?.name ?? '';
    const found = paramsOf(context, spec.paramKind, binding.spec?.paramRef, attributes.namespace);
    if (!found.ok) {
      if (found.policy === true) { misconfigured(`failed to configure policy: ${found.error}`); return; }
      misconfigured(`failed to configure binding: ${found.error}`, own);
      continue;
    }
    for (const params of found.params) {
      for (const denial of denials(policy, situationOf(context, attributes, object, params))) act(attributes, name, binding, denial, denied);
    }
  }
}

/** Audit has no log to go to. */
function act(attributes: Attributes, policy: string, binding: Binding, denial: Denial, denied: Denied[]): void {
  const name = binding.metadata?.name ?? '';
  for (const action of binding.spec?.validationActions ?? []) {
    if (action === 'Deny') denied.push({ ...denial, policy, binding: name });
    if (action === 'Warn') attributes.warn(`Validation failed for ValidatingAdmissionPolicy '${policy}' with binding '${name}': ${denial.message}`);
  }
}

function denials(policy: Policy, plain: Situation): readonly Denial[] {
  const { spec = {} } = policy;
  const variables = spec.variables ?? [];
  const scope: PolicyScope = { hasParams: spec.paramKind !== undefined };
  const ignored = spec.failurePolicy === 'Ignore';
  const conditions = conditionsHold(policy, spec.matchConditions ?? [], scope, plain);
  if (conditions.error !== undefined) return ignored ? [] : [{ message: conditions.error }];
  if (!conditions.matches) return [];
  const whole: PolicyScope = { ...scope, variables };
  const situation = withVariables(policy, variables, scope, plain);
  return (spec.validations ?? []).flatMap((validation): readonly Denial[] => {
    const result = evaluate(policy, validation.expression, { ...whole, authorizer: true }, situation);
    if (!result.ok) return ignored ? [] : [{ message: result.error }];
    return result.value === true ? [] : [{ message: messageOf(policy, validation, whole, situation), reason: validation.reason ?? 'Invalid' }];
  });
}

function messageOf(policy: Policy, { messageExpression = '', message = '', expression }: Validation, scope: PolicyScope, situation: Situation): string {
  const result = messageExpression === '' ? undefined : evaluate(policy, messageExpression, scope, situation);
  const text = result?.ok === true && typeof result.value === 'string' ? result.value.trim() : '';
  if (text !== '' && text.length <= 5 * 1024 && !text.includes('\n')) return text;
  return message === '' ? `failed expression: ${expression.trim()}` : message.trim();
}
