/** The kinds that hold expressions, with the compiler that they need. */
import {
  customResourceDefinitionWith, mutatingAdmissionPolicyWith, mutatingWebhookConfigurationWith, validatingAdmissionPolicyWith, validatingWebhookConfigurationWith,
  type Expressions, type KindDefinition, type PolicyCompiler, type Returned, type Variable,
} from '../../../api/index.ts';
import { compileCel, typeString, type CelType } from '../../../cel/index.ts';
import { policyVariables } from './types.ts';
import { CEL_RULES } from '../custom/rules.ts';

const fits = (type: CelType, wanted: Returned): boolean => {
  const found = typeString(type);
  return wanted === 'any' || found === wanted;
};

/** @k8s apiserver/pkg/admission/plugin/cel/compile.go CompileCELExpression */
function compiler({ hasParams, patches = false }: { readonly hasParams: boolean; readonly patches?: boolean }): PolicyCompiler {
  const variables: Variable[] = [];
  return {
    variable(variable) {
      const result = compileCel(variable.expression, policyVariables({ hasParams, variables, authorizer: true, patches }));
      variables.push(variable);
      return result.ok ? undefined : `compilation failed: ${result.error}`;
    },
    check(expression, returns, authorizer = true) {
      const result = compileCel(expression, policyVariables({ hasParams, variables, authorizer, patches }));
      if (!result.ok) return `compilation failed: ${result.error}`;
      const { type } = result.program;
      if (returns.some((wanted) => fits(type, wanted))) return undefined;
      const found = typeString(type);
      return returns.length === 1 ? `must evaluate to ${returns[0] ?? ''} but got ${found}` : `must evaluate to one of [${returns.join(' ')}] but got ${found}`;
    },
  };
}

export const CEL_EXPRESSIONS: Expressions = { compiler };

/** Kinds of the registry with those in their place that know expressions. */
export function withExpressions(kinds: readonly KindDefinition[]): readonly KindDefinition[] {
  const own: readonly KindDefinition[] = [
    customResourceDefinitionWith(CEL_RULES), mutatingAdmissionPolicyWith(CEL_EXPRESSIONS), mutatingWebhookConfigurationWith(CEL_EXPRESSIONS),
    validatingAdmissionPolicyWith(CEL_EXPRESSIONS), validatingWebhookConfigurationWith(CEL_EXPRESSIONS),
  ];
  return kinds.map((kind) => own.find((each) => each.kind === kind.kind && each.group === kind.group) ?? kind);
}
