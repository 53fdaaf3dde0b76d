import { dns1123LabelProblems } from '../../../base/index.ts';
import { duplicate, required } from '../../fieldError.ts';
import { internalValue } from '../../goDump/dump.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { subdomainName, validateImmutable, validateLabels, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { RuntimeClass, Scheduling, Toleration } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, unchanged } from '../common.ts';
import { invalids } from '../pod/checks.ts';
import { validateResources } from '../pod/resources.ts';
import { validateTolerations } from '../pod/scheduling.ts';
import { canonicalResources, set } from '../workload/podTemplate.ts';
import { sameObject } from '../../meta/equal.ts';

/** How long is no part of what a toleration is. */
function listed(toleration: Toleration): object {
  const { tolerationSeconds: _, ...rest } = toleration;
  return rest;
}

function schedulingErrors({ nodeSelector, tolerations = [] }: Scheduling): FieldError[] {
  const path = 'scheduling.tolerations';
  const twins = tolerations.flatMap((toleration, index) => (
    tolerations.slice(0, index).some((other) => sameObject(listed(other), listed(toleration)))
      ? [duplicate(`${path}[${index}]`, internalValue('Toleration', toleration))] : []));
  return [...validateLabels(nodeSelector, 'scheduling.nodeSelector'), ...validateTolerations(path, tolerations), ...twins];
}

/** @k8s pkg/apis/node/validation/validation.go */
const validate = (object: RuntimeClass): FieldError[] => [
  ...validateMeta(object, subdomainName, false),
  ...((object.handler ?? '') === '' ? [required('handler')] : invalids('handler', object.handler, dns1123LabelProblems(object.handler))),
  ...(object.overhead?.podFixed === undefined ? [] : validateResources('overhead', { limits: object.overhead.podFixed })),
  ...(object.scheduling === undefined ? [] : schedulingErrors(object.scheduling)),
];

function defaults(object: RuntimeClass): RuntimeClass {
  const { overhead } = object;
  return overhead === undefined ? object : set(object, { overhead: set(overhead, { podFixed: canonicalResources(overhead.podFixed) }) });
}

export const runtimeClass: KindDefinition<RuntimeClass> = {
  group: 'node.k8s.io', version: 'v1', kind: 'RuntimeClass', plural: 'runtimeclasses', singular: 'runtimeclass', shortNames: [], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [], definition: 'node.v1.RuntimeClass',
  defaults,
  prepareForCreate: unchanged,
  validate,
  validateUpdate: (next, old) => [...validateMetaUpdate(next, old), ...validateImmutable('handler', next.handler, old.handler)],
  columns: [nameColumn, column('Handler', 'string', (object: RuntimeClass) => object.handler ?? ''), ageColumn],
  selectableFields: {},
};
