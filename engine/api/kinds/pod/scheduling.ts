/** Validation of where a pod may run: affinity, tolerations, spread. @k8s pkg/apis/core/validation/validation.go validateAffinity */
import { dns1123LabelProblems, dns1123SubdomainProblems, labelValueProblems, qualifiedNameProblems } from '../../../base/index.ts';
import { duplicate, forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { validateLabelSelector, validateOperator } from '../../meta/labelSelector.ts';
import type {
  Affinity, LabelSelector, NodeSelector, NodeSelectorRequirement, NodeSelectorTerm, PodAffinity, PodAffinityTerm, Toleration, TopologySpreadConstraint,
} from '../../schema/types.ts';
import { asGiven, invalids } from './checks.ts';

const REQUIRED = 'requiredDuringSchedulingIgnoredDuringExecution';
const PREFERRED = 'preferredDuringSchedulingIgnoredDuringExecution';
const validateWeight = (path: string, weight: number): FieldError[] =>
  (weight >= 1 && weight <= 100 ? [] : [invalid(`${path}.weight`, weight, 'must be in the range 1-100')]);

/** Values of preferences are not looked at: on a cluster with one node they harm nobody. */
function validateRequirement(path: string, { key = '', operator = '', values = [] }: Partial<NodeSelectorRequirement>, preferred: boolean): FieldError[] {
  return [
    ...validateOperator(path, { key, operator, values }, true), ...invalids(`${path}.key`, key, qualifiedNameProblems(key)),
    ...(preferred ? [] : values.flatMap((value, index) => invalids(`${path}.values[${index}]`, value, labelValueProblems(value)))),
  ];
}

/** @k8s pkg/apis/core/validation/validation.go ValidateNodeFieldSelectorRequirement */
function validateFieldRequirement(path: string, { key = '', operator = '', values = [] }: Partial<NodeSelectorRequirement>): FieldError[] {
  const errors = operator !== 'In' && operator !== 'NotIn' ? [invalid(`${path}.operator`, operator, 'not a valid selector operator')]
    : values.length === 1 ? [] : [required(`${path}.values`, "must be only one value when `operator` is 'In' or 'NotIn' for node field selector")];
  if (key !== 'metadata.name') return [...errors, invalid(`${path}.key`, key, 'not a valid field selector key')];
  return [...errors, ...values.flatMap((value, index) => invalids(`${path}.values[${index}]`, value, dns1123SubdomainProblems(value)))];
}

const validateTerm = (path: string, term: NodeSelectorTerm | undefined, preferred: boolean): FieldError[] => [
  ...(term?.matchExpressions ?? []).flatMap((item, index) => validateRequirement(`${path}.matchExpressions[${index}]`, item, preferred)),
  ...(term?.matchFields ?? []).flatMap((item, index) => validateFieldRequirement(`${path}.matchFields[${index}]`, item)),
];

export function validateNodeSelector(path: string, selector: NodeSelector): FieldError[] {
  const terms = selector.nodeSelectorTerms ?? [];
  if (terms.length === 0) return [required(`${path}.nodeSelectorTerms`, 'must have at least one node selector term')];
  return terms.flatMap((term, index) => validateTerm(`${path}.nodeSelectorTerms[${index}]`, term, false));
}

/** Keys that the selector gained from the pod's labels and has besides. @k8s validateMatchLabelKeysAndMismatchLabelKeys */
function repeatedKeys(keys: readonly string[], selector: LabelSelector): number[] {
  const seen = new Set(Object.keys(selector.matchLabels ?? {}));
  return (selector.matchExpressions ?? []).flatMap(({ key }) => {
    const repeated = seen.has(key) && keys.includes(key);
    seen.add(key);
    return repeated ? [keys.indexOf(key)] : [];
  });
}
const BOTH = 'exists in both matchLabelKeys and labelSelector';

function validateLabelKeys(path: string, keys: readonly string[], selector: LabelSelector | undefined): FieldError[] {
  if (keys.length === 0) return [];
  if (selector === undefined) return [forbidden(path, 'must not be specified when labelSelector is not set')];
  return keys.flatMap((key, index) => invalids(`${path}[${index}]`, key, qualifiedNameProblems(key)));
}

function validatePodTerm(path: string, term: PodAffinityTerm): FieldError[] {
  const { labelSelector, matchLabelKeys = [], mismatchLabelKeys = [], topologyKey = '' } = asGiven(term);
  return [
    ...validateLabelSelector(`${path}.labelSelector`, labelSelector),
    ...validateLabelSelector(`${path}.namespaceSelector`, term.namespaceSelector),
    ...(term.namespaces ?? []).flatMap((name) => invalids(`${path}.namespace`, name, dns1123LabelProblems(name))),
    ...validateLabelKeys(`${path}.matchLabelKeys`, matchLabelKeys, labelSelector),
    ...validateLabelKeys(`${path}.mismatchLabelKeys`, mismatchLabelKeys, labelSelector),
    ...(labelSelector === undefined ? [] : repeatedKeys(matchLabelKeys, labelSelector).map((index) => invalid(`${path}[${index}]`, matchLabelKeys[index], BOTH))),
    ...matchLabelKeys.flatMap((key, index) => (mismatchLabelKeys.includes(key)
      ? [invalid(`${path}.matchLabelKeys[${index}]`, key, 'exists in both matchLabelKeys and mismatchLabelKeys')] : [])),
    ...(topologyKey === '' ? [required(`${path}.topologyKey`, 'can not be empty')] : []),
    ...invalids(`${path}.topologyKey`, topologyKey, qualifiedNameProblems(topologyKey)),
  ];
}

const validatePodAffinity = (path: string, affinity: PodAffinity): FieldError[] => [
  ...(affinity[REQUIRED] ?? []).flatMap((term, index) => validatePodTerm(`${path}.${REQUIRED}[${index}]`, term)),
  ...(affinity[PREFERRED] ?? []).flatMap((preference, index) => {
    const here = `${path}.${PREFERRED}[${index}]`;
    return [...validateWeight(here, preference.weight ?? 0), ...validatePodTerm(`${here}.podAffinityTerm`, preference.podAffinityTerm ?? {} as PodAffinityTerm)];
  }),
];

export function validateAffinity(path: string, affinity: Affinity | undefined): FieldError[] {
  const { nodeAffinity, podAffinity, podAntiAffinity } = affinity ?? {};
  const errors: FieldError[] = [];
  const must = nodeAffinity?.[REQUIRED];
  if (must !== undefined) errors.push(...validateNodeSelector(`${path}.nodeAffinity.${REQUIRED}`, must));
  for (const [index, preference] of (nodeAffinity?.[PREFERRED] ?? []).entries()) {
    const here = `${path}.nodeAffinity.${PREFERRED}[${index}]`;
    errors.push(...validateWeight(here, preference.weight ?? 0), ...validateTerm(`${here}.preference`, preference.preference, true));
  }
  if (podAffinity !== undefined) errors.push(...validatePodAffinity(`${path}.podAffinity`, podAffinity));
  if (podAntiAffinity !== undefined) errors.push(...validatePodAffinity(`${path}.podAntiAffinity`, podAntiAffinity));
  return errors;
}

export const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];
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
    if (value !== '') errors.push(invalid(`${here}.operator`, value, "value must be empty when `operator` is 'Exists'"));
  } else {
    // The gate TaintTolerationComparisonOperators is off: Lt and Gt are known, not supported.
    errors.push(notSupported(`${here}.operator`, operator, ['Lt', 'Gt'].includes(operator) ? ['Equal', 'Exists', 'Lt', 'Gt'] : ['Equal', 'Exists']));
  }
  if (effect !== '' && !EFFECTS.includes(effect)) errors.push(notSupported(`${here}.effect`, effect, EFFECTS));
  return errors;
});

const UNSATISFIABLE = ['DoNotSchedule', 'ScheduleAnyway'];

/** Only keys of expressions count twice: those of pods are merged into the selector before. @k8s ValidateMatchLabelKeysAndMismatchLabelKeys */
const validateSpreadKeys = (path: string, { matchLabelKeys: keys = [], labelSelector: selector }: TopologySpreadConstraint): FieldError[] => [
  ...validateLabelKeys(`${path}.matchLabelKeys`, keys, selector),
  ...(selector === undefined ? [] : repeatedKeys(keys, selector).map((index) => invalid(`${path}[${index}]`, keys[index], BOTH))),
];

const policy = (path: string, value: string | undefined): FieldError[] =>
  (value === undefined || value === 'Honor' || value === 'Ignore' ? [] : [notSupported(path, value, ['Honor', 'Ignore'])]);

export const validateSpread = (path: string, constraints: readonly TopologySpreadConstraint[]): FieldError[] =>
  constraints.flatMap((constraint, index) => {
    const here = `${path}[${index}]`;
    const { minDomains } = constraint;
    const [maxSkew, topologyKey, action] = [constraint.maxSkew ?? 0, constraint.topologyKey ?? '', constraint.whenUnsatisfiable ?? ''];
    const errors = maxSkew <= 0 ? [invalid(`${here}.maxSkew`, maxSkew, 'must be greater than zero')] : [];
    if (topologyKey === '') errors.push(required(`${here}.topologyKey`, 'can not be empty'));
    if (!UNSATISFIABLE.includes(action)) errors.push(notSupported(`${here}.whenUnsatisfiable`, action, UNSATISFIABLE));
    const twin = constraints.slice(index + 1).some((other) => other.topologyKey === topologyKey && other.whenUnsatisfiable === action);
    if (twin) errors.push(duplicate(`${here}.{topologyKey, whenUnsatisfiable}`, `{${topologyKey}, ${action}}`));
    if (minDomains !== undefined) {
      if (minDomains <= 0) errors.push(invalid(`${here}.minDomains`, minDomains, 'must be greater than zero'));
      if (action !== 'DoNotSchedule') {
        errors.push(invalid(`${here}.minDomains`, minDomains, `can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ${action}`));
      }
    }
    return [
      ...errors, ...policy(`${here}.nodeAffinityPolicy`, constraint.nodeAffinityPolicy), ...policy(`${here}.nodeTaintsPolicy`, constraint.nodeTaintsPolicy),
      ...validateSpreadKeys(here, constraint), ...validateLabelSelector(`${here}.labelSelector`, constraint.labelSelector),
    ];
  });
