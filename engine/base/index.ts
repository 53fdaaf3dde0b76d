export { md5, sha1, sha256 } from './digests.ts';
export { EventHeap, type Timer } from './eventHeap.ts';
export { jsonErrorOf } from './goJsonError.ts';
export { createPart, type Part } from './onDemand.ts';
export { invariant, InvariantError } from './invariant.ts';
export { cidrHolds, formatIp, maskIp, parseCidr, parseIp, sameIp, type Cidr, type IpAddress } from './ipAddress.ts';
export type { Json, JsonObject } from './json.ts';
export { isList, isObject, jsonEqual } from './patch/equal.ts';
export { applyMergePatch, createMergePatch, withoutNulls } from './patch/mergePatch.ts';
export { formatDuration, humanDuration, parseDuration } from './duration.ts';
export {
  formatFieldSelector, matchesFieldTerms, parseFieldSelector, type FieldSelectorResult, type FieldTerm,
} from './fieldSelector.ts';
export {
  formatLabels, formatLabelSelector, goLabelSelector, formatRequirements, matchesLabels, matchesLabelSelector, matchesRequirement,
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
export { createTabWriter, DESCRIBE_TABLE, formatTable, KUBECTL_TABLE, type TabWriter, type TabWriterOptions } from './table.ts';
export { lineChanges, unifiedLines } from './lineDiff.ts';
export { dumpYaml, loadYaml, parseOne, splitDocuments, yamlPositions, type DumpOptions, type LoadedYaml, type Position, type Positions, type YamlDocument, type YamlError } from './yaml/index.ts';
export { type PatchResult } from './patch/directives.ts';
export { goText } from './patch/goText.ts';
export { applyJsonPatch, type JsonPatchOperation } from './patch/jsonPatch.ts';
export { innerOf, UNTYPED, type FieldSchema, type ObjectSchema } from './patch/schema.ts';
export { createStrategicPatch, createThreeWayPatch, tryThreeWayPatch } from './patch/strategicDiff.ts';
export { applyStrategicPatch } from './patch/strategicMerge.ts';
export { goTimeProblem } from './goTimeProblem.ts';
export { goFloat, goGeneral, goPrint, goQuote, goSyntax } from './goPrint.ts';
export { goRegex, type GoRegex } from './goRegex.ts';
export { linearRegex, type LinearRegex } from './regex/index.ts';
export { compactJson, parseJsonPath, relaxedJsonPath, type JsonPath, type JsonPathOptions } from './jsonpath/index.ts';
export { parseGoTemplate, type GoTemplate, type GoTemplateOptions } from './goTemplate/index.ts';
