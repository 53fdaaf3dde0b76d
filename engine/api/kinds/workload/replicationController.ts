import { invalid, required } from '../../fieldError.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { shownMap } from '../../meta/labelSelector.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { ReplicationController, ReplicationControllerSpec } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, scaleSubresource, statusSubresource } from '../common.ts';
import { nonNegative } from '../pod/checks.ts';
import { validatePodTemplate } from '../pod/validate.ts';
import { workloadWarnings } from '../pod/warnings.ts';
import { defaultPodTemplate, fill, set } from './podTemplate.ts';
import { validateEndless } from './selector.ts';
import { keepSpec, keepStatus, withStatus } from './strategy.ts';
import { validateReplicaSetStatus } from './validate.ts';

/** Selector and labels may be left out: then they are the template's. @k8s pkg/apis/core/v1/defaults.go SetDefaults_ReplicationController */
function defaults(object: ReplicationController): ReplicationController {
  const spec = fill(object.spec ?? {}, { replicas: 1 });
  const labels = spec.template?.metadata?.labels;
  const [selects, labelled] = [Object.keys(spec.selector ?? {}).length > 0, Object.keys(object.metadata?.labels ?? {}).length > 0];
  return set(object, {
    metadata: labelled || labels === undefined ? object.metadata : { ...object.metadata, labels },
    spec: set(spec, { selector: selects ? spec.selector : labels, template: spec.template && defaultPodTemplate(fill(spec.template, { metadata: {}, spec: { containers: [] } })) }),
    status: object.status ?? { replicas: 0 },
  });
}

/** @k8s pkg/apis/core/validation/validation.go ValidateReplicationControllerSpec */
function validateSpec(spec: ReplicationControllerSpec): FieldError[] {
  const { selector = {}, template } = spec;
  const labels = template?.metadata?.labels;
  const pairs = Object.entries(selector);
  const fits = pairs.every(([key, value]) => labels?.[key] === value);
  return [
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...(pairs.length === 0 ? [required('spec.selector')] : []),
    ...nonNegative('spec.replicas', spec.replicas),
    ...(template === undefined ? [required('spec.template')] : [
      ...(fits ? [] : [invalid('spec.template.metadata.labels', shownMap(labels), '`selector` does not match template `labels`')]),
      ...validatePodTemplate('spec.template', template),
      ...validateEndless('spec.template', template, 'ReplicationController'),
    ]),
  ];
}

const selectorText = ({ spec }: ReplicationController): string =>
  Object.entries(spec?.selector ?? {}).map(([key, value]) => `${key}=${value}`).sort().join(',') || '<none>';
const each = (object: ReplicationController, field: 'name' | 'image'): string => (object.spec?.template?.spec?.containers ?? []).map((c) => c[field] ?? '').join(',');

export const replicationController: KindDefinition<ReplicationController> = {
  orphansByDefault: {},
  group: '', version: 'v1', kind: 'ReplicationController', plural: 'replicationcontrollers', singular: 'replicationcontroller', shortNames: ['rc'], categories: ['all'],
  namespaced: true, verbs: ALL_VERBS, subresources: [scaleSubresource, statusSubresource('ReplicationController')], definition: 'core.v1.ReplicationController',
  defaults,
  prepareForCreate: (object) => withStatus(object, { replicas: 0 }),
  prepareForUpdate: keepStatus,
  prepareForStatusUpdate: keepSpec,
  validate: (object) => [...validateMeta(object, subdomainName, true), ...validateSpec(object.spec ?? {})],
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  validateStatusUpdate: validateReplicaSetStatus,
  warnings: workloadWarnings,
  columns: [
    nameColumn,
    column('Desired', 'integer', ({ spec }: ReplicationController) => spec?.replicas ?? 0),
    column('Current', 'integer', ({ status }: ReplicationController) => status?.replicas ?? 0),
    column('Ready', 'integer', ({ status }: ReplicationController) => status?.readyReplicas ?? 0),
    ageColumn,
    column('Containers', 'string', (object: ReplicationController) => each(object, 'name'), 1),
    column('Images', 'string', (object: ReplicationController) => each(object, 'image'), 1),
    column('Selector', 'string', selectorText, 1),
  ],
  selectableFields: { 'status.replicas': ({ status }) => String(status?.replicas ?? 0) },
};
