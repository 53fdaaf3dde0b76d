/** Changes objects by expressions. @k8s apiserver/pkg/admission/plugin/policy/mutating/dispatcher.go */
import { failure, forbiddenStatus, type KubeObject, type MutatingAdmissionPolicy, type MutatingAdmissionPolicyBinding, type Mutation } from '../../api/index.ts';
import { fail, type Failure, type ServerContext } from '../context.ts';
import { applyConfiguration, jsonPatch, type Patched } from '../extensions/policy/patch.ts';
import { conditionsHold, evaluate, situationOf, withVariables } from '../extensions/policy/evaluate.ts';
import { isExempt, resourcesMatch } from '../extensions/policy/match.ts';
import { paramsOf } from '../extensions/policy/params.ts';
import { hooksOf } from '../extensions/policy/source.ts';
import type { PolicyScope } from '../extensions/policy/types.ts';
import type { AdmissionPlugin, Attributes } from './types.ts';

type Policy = MutatingAdmissionPolicy;
type Binding = MutatingAdmissionPolicyBinding;
type Problem = { readonly policy: string; readonly binding?: string; readonly message: string; readonly reason?: string };

export const mutatingAdmissionPolicy: AdmissionPlugin = {
  name: 'MutatingAdmissionPolicy',
  admit(attributes, object, context) {
    if (isExempt(attributes)) return object;
    const hooks = hooksOf<Policy, Binding>(context, 'mutating');
    if (hooks.length === 0) return object;
    const problems: Problem[] = [];
    let current = object;
    for (const { policy, bindings } of hooks) for (const binding of bindings) current = applyBinding(context, attributes, current, policy, binding, problems);
    return problems.length === 0 ? current : refuse(attributes, problems);
  },
};

function refuse({ kind, name }: Attributes, problems: readonly Problem[]): Failure {
  const messages = problems.map(({ policy, binding, message }) => (binding === undefined ? `policy ${JSON.stringify(policy)} denied request: ${message}`
    : `policy '${policy}' with binding '${binding}' denied request: ${message}`));
  const { details } = forbiddenStatus({ group: kind.group, resource: kind.plural }, name, '');
  return fail(failure(403, problems[0]?.reason ?? 'Forbidden', messages[0] ?? '', { ...details, causes: messages.map((message) => ({ message })) }));
}

function applyBinding(context: ServerContext, attributes: Attributes, object: KubeObject, policy: Policy, binding: Binding, problems: Problem[]): KubeObject {
  const { spec = {} } = policy;
  if (!resourcesMatch(context, attributes, spec.matchConstraints, object) || !resourcesMatch(context, attributes, binding.spec?.matchResources, object)) return object;
  const [name, own] = [policy.metadata?.name ?? '', binding.metadata?.name ?? ''];
  const problem = (message: string, reason?: string, whole = false): void => {
    if (spec.failurePolicy !== 'Ignore') problems.push({ policy: name, message, ...(whole ? {} : { binding: own }), ...(reason === undefined ? {} : { reason }) });
  };
  const found = paramsOf(context, spec.paramKind, binding.spec?.paramRef, attributes.namespace);
  if (!found.ok) { problem(`failed to configure ${found.policy === true ? 'policy' : 'binding'}: ${found.error}`, undefined, found.policy === true); return object; }
  let current = object;
  for (const params of found.params) {
    const scope: PolicyScope = { hasParams: spec.paramKind !== undefined, patches: true };
    const conditions = conditionsHold(policy, spec.matchConditions ?? [], scope, situationOf(context, attributes, current, params));
    if (conditions.error !== undefined) problem(conditions.error, 'Invalid');
    if (!conditions.matches) continue;
    for (const mutation of spec.mutations ?? []) {
      const situation = withVariables(policy, spec.variables ?? [], scope, situationOf(context, attributes, current, params));
      const result = mutate(attributes, current, policy, mutation, { ...scope, variables: spec.variables ?? [], authorizer: true }, situation);
      if (result.ok) current = result.object; else problem(result.error, 'Invalid');
    }
  }
  return current;
}

function mutate({ kind }: Attributes, object: KubeObject, policy: Policy, mutation: Mutation, scope: PolicyScope, situation: Parameters<typeof evaluate>[3]): Patched {
  const expression = (mutation.patchType === 'JSONPatch' ? mutation.jsonPatch?.expression : mutation.applyConfiguration?.expression) ?? '';
  const result = evaluate(policy, expression, scope, situation);
  if (!result.ok) return { ok: false, error: result.error };
  return mutation.patchType === 'JSONPatch' ? jsonPatch(kind, object, result.value) : applyConfiguration(kind, object, result.value);
}
