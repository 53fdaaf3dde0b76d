/** Validation of where a pod may run: affinity, tolerations, spread. @k8s pkg/apis/core/validation/validation.go validateAffinity */
import { labelValueProblems, qualifiedNameProblems } from '../../../base/index.ts';
import { invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { validateLabelSelector, validateOperator } from '../../meta/labelSelector.ts';
import type {
  Affinity, NodeSelector, NodeSelectorTerm, PodAffinity, PodAffinityTerm, Toleration, TopologySpreadConstraint,
} from '../../schema/types.ts';
import { invalids } from './checks.ts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const validateWeight = (path: string, weight: number): FieldError[] =>
  (weight >= 1 && weight <= 100 ? [] : [invalid(`${path}.weight`, weight, 'must be in the range 1-100')]);

const validateTerm = (path: string, term: NodeSelectorTerm): FieldError[] =>
  (['matchExpressions', 'matchFields'] as const).flatMap((field) => (term[field] ?? []).flatMap((expression, index) => {
    const here = `${path}.${field}[${index}]`;
    return [
      ...validateOperator(here, expression, true),
      ...invalids(`${here}.key`, expression.key ?? '', field === 'matchFields' && expression.key === 'metadata.name' ? [] : qualifiedNameProblems(expression.key ?? '')),
    ];
  }));

export function validateNodeSelector(path: string, selector: NodeSelector): FieldError[] {
  const terms = selector.nodeSelectorTerms ?? [];
  if (terms.length === 0) return [required(`${path}.nodeSelectorTerms`, 'must have at least one node selector term')];
  return terms.flatMap((term, index) => validateTerm(`${path}.nodeSelectorTerms[${index}]`, term));
}

const validatePodTerm = (path: string, term: PodAffinityTerm): FieldError[] => [
  ...validateLabelSelector(`${path}.labelSelector`, term.labelSelector),
  ...validateLabelSelector(`${path}.namespaceSelector`, term.namespaceSelector),
  ...((term.topologyKey ?? '') === '' ? [required(`${path}.topologyKey`, 'can not be empty')]
    : invalids(`${path}.topologyKey`, term.topologyKey, qualifiedNameProblems(term.topologyKey))),
];

const validatePodAffinity = (path: string, affinity: PodAffinity): FieldError[] => [
  ...(affinity[REQUIRED] ?? []).flatMap((term, index) => validatePodTerm(`${path}.${REQUIRED}[${index}]`, term)),
  ...(affinity[PREFERRED] ?? []).flatMap((preference, index) => {
    const here = `${path}.${PREFERRED}[${index}]`;
    return [...validateWeight(here, preference.weight), ...validatePodTerm(`${here}.podAffinityTerm`, preference.podAffinityTerm)];
  }),
];

export function validateAffinity(path: string, affinity: Affinity | undefined): FieldError[] {
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity ?? {};
  const errors: FieldError[] = [];
  const must = nodeAffinity?.[REQUIRED];
  if (must !== undefined) errors.push(...validateNodeSelector(`${path}.nodeAffinity.${REQUIRED}`, must));
  for (const [index, preference] of (nodeAffinity?.[PREFERRED] ?? []).entries()) {
    const here = `${path}.nodeAffinity.${PREFERRED}[${index}]`;
    errors.push(...validateWeight(here, preference.weight), ...validateTerm(`${here}.preference`, preference.preference));
  }
  if (podAffinity !== undefined) errors.push(...validatePodAffinity(`${path}.podAffinity`, podAffinity));
  if (podAntiAffinity !== undefined) errors.push(...validatePodAffinity(`${path}.podAntiAffinity`, podAntiAffinity));
  return errors;
}

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
export const validateTolerations = (path: string, tolerations: readonly Toleration[]): FieldError[] => tolerations.flatMap((toleration, index) => {
  const here = `${path}[${index}]`;
  const { key = '', operator = '', value = '', effect = '', tolerationSeconds } = toleration;
  const errors = key === '' ? [] : invalids(`${here}.key`, key, qualifiedNameProblems(key));
  if (key === '' && operator !== 'Exists') {
    errors.push(invalid(`${here}.operator`, operator, 'operator must be Exists when `key` is empty, which means "match all values and all keys"'));
  }
  if (tolerationSeconds !== undefined && effect !== 'NoExecute') {
    errors.push(invalid(`${here}.effect`, effect, "effect must be 'NoExecute' when `tolerationSeconds` is set"));
  }
  if (operator === '' || operator === 'Equal') {
    const problems = labelValueProblems(value);
    if (problems.length > 0) errors.push(invalid(`${here}.operator`, value, problems.join(';')));
  } else if (operator === 'Exists') {
    if (value !== '') errors.push(invalid(`${here}.operator`, toleration, "value must be empty when `operator` is 'Exists'"));
  } else {
    errors.push(notSupported(`${here}.operator`, operator, ['Equal', 'Exists']));
  }
  if (effect !== '' && !EFFECTS.includes(effect)) errors.push(notSupported(`${here}.effect`, effect, EFFECTS));
  return errors;
});

const UNSATISFIABLE = ['DoNotSchedule', 'ScheduleAnyway'];
export const validateSpread = (path: string, constraints: readonly TopologySpreadConstraint[]): FieldError[] =>
  constraints.flatMap((constraint, index) => {
    const here = `${path}[${index}]`;
    const { maxSkew, minDomains } = constraint;
    const [topologyKey, whenUnsatisfiable] = [constraint.topologyKey ?? '', constraint.whenUnsatisfiable ?? ''];
    const errors = maxSkew <= 0 ? [invalid(`${here}.maxSkew`, maxSkew, 'must be greater than zero')] : [];
    if (topologyKey === '') errors.push(required(`${here}.topologyKey`, 'can not be empty'));
    else errors.push(...invalids(`${here}.topologyKey`, topologyKey, qualifiedNameProblems(topologyKey)));
    if (!UNSATISFIABLE.includes(whenUnsatisfiable)) errors.push(notSupported(`${here}.whenUnsatisfiable`, whenUnsatisfiable, UNSATISFIABLE));
    const twin = constraints.slice(0, index).some((other) => other.topologyKey === topologyKey && other.whenUnsatisfiable === whenUnsatisfiable);
    if (twin) errors.push({ type: 'duplicate', path: `${here}.{topologyKey, whenUnsatisfiable}`, value: `{${topologyKey}, ${whenUnsatisfiable}}`, detail: '' });
    if (minDomains !== undefined && minDomains <= 0) errors.push(invalid(`${here}.minDomains`, minDomains, 'must be greater than zero'));
    return [...errors, ...validateLabelSelector(`${here}.labelSelector`, constraint.labelSelector)];
  });
