import { forbidden, notSupported, required } from '../../fieldError.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateImmutable, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import { HIGHEST_USER_PRIORITY, systemClassProblem, SYSTEM_PREFIX } from '../../rules/priority.ts';
import type { PriorityClass } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn } from '../common.ts';
import { fill } from '../workload/podTemplate.ts';

const POLICIES = ['PreemptLowerPriority', 'Never'];

function policyErrors(policy: string | undefined): FieldError[] {
  if (policy === undefined || POLICIES.includes(policy)) return [];
  return [policy === '' ? required('preemptionPolicy') : notSupported('preemptionPolicy', policy, POLICIES)];
}

/** @k8s pkg/apis/scheduling/validation/validation.go ValidatePriorityClass; golden cluster/sched-priorityclass-errors */
function validate(object: PriorityClass): FieldError[] {
  const [name, value] = [object.metadata?.name ?? '', object.value ?? 0];
  const errors = validateMeta(object, subdomainName, false);
  if (name.startsWith(SYSTEM_PREFIX)) {
    const problem = systemClassProblem(name, value, object.globalDefault ?? false);
    if (problem !== undefined) errors.push(forbidden('metadata.name', `priority class names with '${SYSTEM_PREFIX}' prefix are reserved for system use only. error: ${problem}`));
  } else if (value > HIGHEST_USER_PRIORITY) {
    errors.push(forbidden('value', `maximum allowed value of a user defined priority is ${HIGHEST_USER_PRIORITY}`));
  }
  return [...errors, ...policyErrors(object.preemptionPolicy)];
}

const validateUpdate = (next: PriorityClass, old: PriorityClass): FieldError[] => [
  ...validateMetaUpdate(next, old),
  ...((next.value ?? 0) === (old.value ?? 0) ? [] : [forbidden('value', 'may not be changed in an update.')]),
  ...validateImmutable('preemptionPolicy', next.preemptionPolicy, old.preemptionPolicy),
];

export const priorityClass: KindDefinition<PriorityClass> = {
  group: 'scheduling.k8s.io', version: 'v1', kind: 'PriorityClass', plural: 'priorityclasses', singular: 'priorityclass', shortNames: ['pc'], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [], definition: 'scheduling.v1.PriorityClass',
  defaults: (object) => fill(object, { value: 0, preemptionPolicy: 'PreemptLowerPriority' }),
  prepareForCreate: (object) => ({ ...object, metadata: { ...object.metadata, generation: 1 } }),
  validate, validateUpdate,
  updateIsWhole: true,
  columns: [
    nameColumn,
    column('Value', 'string', (object: PriorityClass) => object.value ?? 0),
    column('Global-Default', 'boolean', (object: PriorityClass) => object.globalDefault ?? false),
    ageColumn,
    column('PreemptionPolicy', 'string', (object: PriorityClass) => object.preemptionPolicy ?? ''),
  ],
  selectableFields: {},
};
