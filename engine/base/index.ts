export { EventHeap, type Timer } from './eventHeap.ts';
export { invariant, InvariantError } from './invariant.ts';
export type { Json, JsonObject } from './json.ts';
export { isList, isObject, jsonEqual } from './patch/equal.ts';
export { applyMergePatch, createMergePatch, withoutNulls } from './patch/mergePatch.ts';
export { formatDuration, humanDuration, parseDuration } from './duration.ts';
export {
  formatFieldSelector, matchesFieldTerms, parseFieldSelector, type FieldSelectorResult, type FieldTerm,
} from './fieldSelector.ts';
export {
  formatLabels, formatLabelSelector, formatRequirements, matchesLabels, matchesLabelSelector, matchesRequirement,
  matchesRequirements, parseLabelSelector, requirementsOf,
  type LabelOperator, type Labels, type LabelSelectorObject, type Requirement, type SelectorResult,
} from './labelSelector.ts';
export {
  dns1035LabelProblems, dns1123LabelProblems, dns1123SubdomainProblems, labelValueProblems, qualifiedNameProblems,
} from './names.ts';
export {
  addQuantity, canonicalQuantity, compareQuantity, formatQuantity, isZeroQuantity, maxQuantity, milliValue, parseQuantity,
  quantityFromMilli, quantityFromValue, quantityOf, subtractQuantity, value as quantityValue, zeroQuantity,
  QUANTITY_ERROR, QUANTITY_SUFFIX_ERROR, type Quantity, type QuantityFormat,
} from './quantity.ts';
