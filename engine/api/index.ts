export {
  duplicate, fieldErrorBody, fieldErrorReason, forbidden, formatFieldError, formatFieldErrors, internal, invalid, notFound, notSupported,
  required, tooLong, tooMany, typeInvalid,
} from './fieldError.ts';
export { ephemeralContainerErrors, resized, resizeErrors } from './kinds/pod/resize.ts';
export type * from './kindDefinition.ts';
export { ageOf, timeOf } from './kinds/common.ts';
export { NO_EXPRESSIONS, type Expressions, type PolicyCompiler, type Returned } from './kinds/admission/expressions.ts';
export { mutatingAdmissionPolicyWith } from './kinds/admission/mutatingAdmissionPolicy.ts';
export { mutatingWebhookConfigurationWith } from './kinds/admission/mutatingWebhookConfiguration.ts';
export { validatingAdmissionPolicyWith } from './kinds/admission/validatingAdmissionPolicy.ts';
export { validatingWebhookConfigurationWith } from './kinds/admission/validatingWebhookConfiguration.ts';
export { ALL_VERBS, scaleSubresource, statusSubresource } from './kinds/common.ts';
export type { RuleVerdict, Rules } from './kinds/extension/crd/rules.ts';
export { CLEANUP, customResourceDefinitionWith } from './kinds/extension/customResourceDefinition.ts';
export {
  additionalOf, childPath, correlatedItem, dropNulls, fieldPathIn, fitsFormat, hasDefaults, isEmbedded, isIntOrString, itemsOf, keysOf, objectSchemaOf, preserves,
  propertiesOf, propertyOf, prune, validateEmbedded, validateListTypes, validateValue, valuesOf, withDefaults, type Schema,
} from './kinds/extension/schema/index.ts';
export { KINDS, METRICS_KINDS } from './kinds/index.ts';
export { nodeRoles } from './kinds/node/node.ts';
export { portNameProblems, portProblems } from './kinds/pod/checks.ts';
export { podSummary, type PodSummary } from './kinds/pod/columns.ts';
export { isExternallyAccessible } from './kinds/service/defaults.ts';
export { initFamilies } from './kinds/service/families.ts';
export { accessModesText, BETA_CLASS, storageClassOf } from './kinds/storage/shared.ts';
export { PROTECTION_FINALIZERS } from './rules/volumes.ts';
export { isDefaultClass } from './kinds/storage/storageClass.ts';
export { needsHealthCheck, needsNodePorts } from './kinds/service/strategy.ts';
export { ALL_KINDS, apiVersionOf, findByKind, findByName, findByPlural, parseApiVersion, resourceTypeName } from './lookup.ts';
export { sameJson, sameObject } from './meta/equal.ts';
export { labelName, pathSegmentName, subdomainName, validateMeta, validateMetaUpdate } from './meta/objectMeta.ts';
export { base64Error, base64ToBytes, bytesToBase64, decodeBase64, encodeBase64, utf8Bytes, utf8Length, utf8Text } from './rules/base64.ts';
export { canonicalJson, fnv32a, fnv32aLanes, podTemplateHash, safeEncode } from './rules/hash.ts';
export { defaultPullPolicy, imageTag } from './rules/image.ts';
export { matchesTerm, nodeFitsSelection } from './rules/nodeSelection.ts';
export { isExtendedResource } from './rules/resourceNames.ts';
export { cidrContains, cidrSize, familyOf, formatCidr, formatIp, parseCidr, parseIp, type Cidr } from './rules/ip.ts';
export { parseCron, type CronField, type CronResult, type CronSchedule } from './rules/cron.ts';
export { isTimeZone, zoneOffsetMinutes } from './rules/timeZones.ts';
export { controllerOf, controllerReference, isControlledBy } from './rules/owners.ts';
export {
  compactRules, printableRules, ruleAllowsPath, ruleAllowsResource, ruleCells, ruleText, uncoveredRules,
} from './rules/policyRules.ts';
export {
  availableAt, conditionIs, isMirrorPod, isPodActive, isPodAvailable, isPodReady, isPodTerminal, isPodTerminating, isStaticPod, podCondition,
} from './rules/pods.ts';
export {
  addResources, isSidecar, maxResources, podLimits, podRequests, qosClass, type QosClass, type ResourceList,
} from './rules/resources.ts';
export { withDisruptionAllowed } from './rules/disruption.ts';
export { systemPriority } from './rules/priority.ts';
export { matchesScopes } from './rules/quotaScopes.ts';
export { countedResource, countsFor, isChargedPod, quotaUsage, sumUsage, unsaidAmounts } from './rules/quotaUsage.ts';
export { formatTaint, isTolerated, toleratesTaint, untoleratedTaint } from './rules/taints.ts';
export type * from './schema/types.ts';
export {
  alreadyExists, applyConflict, badRequest, conflict, expired, failure, forbiddenStatus, generateNameConflict, gone, internalError,
  invalidStatus, methodNotAllowed, MODIFIED, noSuchResource, notAcceptable, notFoundStatus, qualifiedResource, serviceUnavailable, success, created,
  timeout, tooManyRequests, tooOldResourceVersion, unauthorized, unsupportedMediaType, verbNotSupported, type KindName, type ResourceName,
} from './status.ts';
export { decode, decodeMessage, strictError, type Decoded, type DecodedFrom } from './decode.ts';
export {
  definitionBelow, definitionNames, definitionOf, definitionOfKind, fieldOf, fieldType, schemaOf,
  type Definition, type FieldType, type ScalarType,
} from './schema/structure.ts';
export { limitWarnings } from './ledger/warnings.ts';
export { TIMINGS, timing, type Timing, type TimingName } from './timings.ts';
export { csrCondition } from './kinds/certificates/certificateSigningRequest.ts';
export { USAGES as CSR_USAGES, validateChange as validateCsrChange } from './kinds/certificates/validate.ts';
