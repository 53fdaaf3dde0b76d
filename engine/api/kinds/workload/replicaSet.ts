import type { KindDefinition } from '../../kindDefinition.ts';
import type { ReplicaSet, ReplicaSetSpec } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, scaleSubresource, statusSubresource } from '../common.ts';
import { templateColumns } from './columns.ts';
import { defaultPodTemplate, fill, set } from './podTemplate.ts';
import { keepSpec, keepStatus, withStatus } from './strategy.ts';
import { validateReplicaSet, validateReplicaSetStatus, validateReplicaSetUpdate } from './validate.ts';
import { workloadWarnings } from '../pod/warnings.ts';

const EMPTY_TEMPLATE = { metadata: {}, spec: { containers: [] } };

/** @k8s pkg/apis/apps/v1/defaults.go SetDefaults_ReplicaSet */
function defaults(replicaSet: ReplicaSet): ReplicaSet {
  // Without a selector validation refuses it; the type says that there is one.
  const spec = fill(replicaSet.spec ?? {} as ReplicaSetSpec, { replicas: 1 });
  const template = defaultPodTemplate(fill(spec.template ?? {}, EMPTY_TEMPLATE));
  return set(replicaSet, { spec: set(spec, { template }), status: replicaSet.status ?? { replicas: 0 } });
}

export const replicaSet: KindDefinition<ReplicaSet> = {
  group: 'apps', version: 'v1', kind: 'ReplicaSet', plural: 'replicasets', singular: 'replicaset', shortNames: ['rs'],
  categories: ['all'], namespaced: true, verbs: ALL_VERBS,
  subresources: [scaleSubresource, statusSubresource('ReplicaSet')],
  definition: 'apps.v1.ReplicaSet',
  defaults,
  prepareForCreate: (object) => withStatus(object, { replicas: 0 }),
  prepareForUpdate: keepStatus,
  prepareForStatusUpdate: keepSpec,
  validate: validateReplicaSet,
  validateUpdate: validateReplicaSetUpdate,
  validateStatusUpdate: validateReplicaSetStatus,
  warnings: workloadWarnings,
  columns: [
    nameColumn,
    column('Desired', 'integer', ({ spec }: ReplicaSet) => spec?.replicas ?? 0),
    column('Current', 'integer', ({ status }: ReplicaSet) => status?.replicas ?? 0),
    column('Ready', 'integer', ({ status }: ReplicaSet) => status?.readyReplicas ?? 0),
    ageColumn, ...templateColumns,
  ],
  selectableFields: { 'status.replicas': ({ status }) => String(status?.replicas ?? 0) },
};
