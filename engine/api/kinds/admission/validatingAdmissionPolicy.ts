import type { KindDefinition } from '../../kindDefinition.ts';
import { validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { ValidatingAdmissionPolicy } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, statusSubresource } from '../common.ts';
import { keepSpec, keepStatus, withStatus } from '../workload/strategy.ts';
import { paramKindText } from './bindings.ts';
import { NO_EXPRESSIONS, type Expressions } from './expressions.ts';
import { validateValidatingPolicy } from './policies.ts';
import { defaultMatchResources } from './rules.ts';

function defaults(policy: ValidatingAdmissionPolicy): ValidatingAdmissionPolicy {
  const matchConstraints = defaultMatchResources(policy.spec?.matchConstraints);
  const spec = { ...policy.spec, failurePolicy: policy.spec?.failurePolicy ?? 'Fail', ...(matchConstraints === undefined ? {} : { matchConstraints }) };
  return { ...policy, spec, status: policy.status ?? {} };
}

/** The kind, with what compiles its expressions. */
export const validatingAdmissionPolicyWith = (expressions: Expressions): KindDefinition<ValidatingAdmissionPolicy> => ({
  group: 'admissionregistration.k8s.io', version: 'v1', kind: 'ValidatingAdmissionPolicy', plural: 'validatingadmissionpolicies', singular: 'validatingadmissionpolicy', shortNames: [], categories: ['api-extensions'],
  namespaced: false, verbs: ALL_VERBS, subresources: [statusSubresource('ValidatingAdmissionPolicy')], definition: 'admissionregistration.v1.ValidatingAdmissionPolicy',
  defaults,
  prepareForCreate: (policy) => withStatus(policy, {}),
  prepareForUpdate: keepStatus,
  prepareForStatusUpdate: keepSpec,
  validate: (policy) => validateValidatingPolicy(policy, expressions),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [
    nameColumn, column('Validations', 'integer', ({ spec }: ValidatingAdmissionPolicy) => spec?.validations?.length ?? 0),
    column('ParamKind', 'string', ({ spec }: ValidatingAdmissionPolicy) => paramKindText(spec?.paramKind)), ageColumn,
  ],
  selectableFields: {},
});

export const validatingAdmissionPolicy = validatingAdmissionPolicyWith(NO_EXPRESSIONS);
