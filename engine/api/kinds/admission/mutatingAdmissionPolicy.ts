import type { KindDefinition } from '../../kindDefinition.ts';
import { validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { MutatingAdmissionPolicy } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn } from '../common.ts';
import { paramKindText } from './bindings.ts';
import { NO_EXPRESSIONS, type Expressions } from './expressions.ts';
import { validateMutatingPolicy } from './policies.ts';
import { defaultMatchResources } from './rules.ts';

function defaults(policy: MutatingAdmissionPolicy): MutatingAdmissionPolicy {
  const matchConstraints = defaultMatchResources(policy.spec?.matchConstraints);
  const spec = { ...policy.spec, failurePolicy: policy.spec?.failurePolicy ?? 'Fail', ...(matchConstraints === undefined ? {} : { matchConstraints }) };
  return { ...policy, spec };
}

/** The kind, with what compiles its expressions. */
export const mutatingAdmissionPolicyWith = (expressions: Expressions): KindDefinition<MutatingAdmissionPolicy> => ({
  group: 'admissionregistration.k8s.io', version: 'v1', kind: 'MutatingAdmissionPolicy', plural: 'mutatingadmissionpolicies', singular: 'mutatingadmissionpolicy', shortNames: [], categories: ['api-extensions'],
  namespaced: false, verbs: ALL_VERBS, subresources: [], definition: 'admissionregistration.v1.MutatingAdmissionPolicy',
  defaults,
  validate: (policy) => validateMutatingPolicy(policy, expressions),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: [
    nameColumn, column('Mutations', 'integer', ({ spec }: MutatingAdmissionPolicy) => spec?.mutations?.length ?? 0),
    column('ParamKind', 'string', ({ spec }: MutatingAdmissionPolicy) => paramKindText(spec?.paramKind)), ageColumn,
  ],
  selectableFields: {},
});

export const mutatingAdmissionPolicy = mutatingAdmissionPolicyWith(NO_EXPRESSIONS);
