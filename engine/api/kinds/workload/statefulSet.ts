import type { KindDefinition } from '../../kindDefinition.ts';
import type { PersistentVolumeClaim, StatefulSet, StatefulSetSpec, StatefulSetUpdateStrategy } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, scaleSubresource, statusSubresource } from '../common.ts';
import { templateWarnings } from '../pod/warnings.ts';
import { claimSpecWarnings } from '../storage/claimRules.ts';
import { templateColumns } from './columns.ts';
import { canonicalResources, defaultPodTemplate, fill, mapSame, set } from './podTemplate.ts';
import { validateStatefulSet, validateStatefulSetStatus, validateStatefulSetUpdate } from './statefulSetRules.ts';
import { keepSpec, keepStatus, withStatus } from './strategy.ts';

const EMPTY_TEMPLATE = { metadata: {}, spec: { containers: [] } };

function defaultStrategy(strategy: StatefulSetUpdateStrategy | undefined): StatefulSetUpdateStrategy {
  const typed = (strategy?.type ?? '') === '' ? { ...strategy, type: 'RollingUpdate' } : strategy ?? {};
  if (typed.type !== 'RollingUpdate') return withoutMaxUnavailable(typed);
  return withoutMaxUnavailable(set(typed, { rollingUpdate: fill(typed.rollingUpdate ?? {}, { partition: 0 }) }));
}

/** The gate MaxUnavailableStatefulSet is off: the field goes without a word. @k8s golden controllers/sts-max-unavailable */
function withoutMaxUnavailable(strategy: StatefulSetUpdateStrategy): StatefulSetUpdateStrategy {
  if (strategy.rollingUpdate?.maxUnavailable === undefined) return strategy;
  const { maxUnavailable: _dropped, ...rollingUpdate } = strategy.rollingUpdate;
  return { ...strategy, rollingUpdate };
}

/** Claims in the template are stored as whole objects. @k8s pkg/apis/apps/v1/conversion.go, golden controllers/sts-pvc-hostpath */
function defaultClaim(claim: PersistentVolumeClaim): PersistentVolumeClaim {
  const spec = fill(claim.spec ?? {}, { volumeMode: 'Filesystem', resources: {} });
  const resources = spec.resources && set(spec.resources, {
    limits: canonicalResources(spec.resources.limits), requests: canonicalResources(spec.resources.requests),
  });
  return set(fill(claim, { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: {} }), {
    spec: set(spec, { resources }), status: fill(claim.status ?? {}, { phase: 'Pending' }),
  });
}

/** @k8s pkg/apis/apps/v1/defaults.go SetDefaults_StatefulSet */
function defaults(object: StatefulSet): StatefulSet {
  // Without a selector validation refuses it; the type says that there is one.
  const spec = fill(object.spec ?? {} as StatefulSetSpec, { replicas: 1, podManagementPolicy: 'OrderedReady', revisionHistoryLimit: 10 });
  const template = defaultPodTemplate(fill(spec.template ?? {}, EMPTY_TEMPLATE));
  const retention = fill(spec.persistentVolumeClaimRetentionPolicy ?? {}, { whenDeleted: 'Retain', whenScaled: 'Retain' });
  return set(object, {
    spec: set(spec, {
      template, updateStrategy: defaultStrategy(spec.updateStrategy), persistentVolumeClaimRetentionPolicy: retention,
      volumeClaimTemplates: mapSame(spec.volumeClaimTemplates, defaultClaim),
    }),
    status: object.status ?? { replicas: 0, availableReplicas: 0 },
  });
}

/** No word of the name; the claims are looked at with every write. @k8s pkg/registry/apps/statefulset/strategy.go WarningsOnCreate, WarningsOnUpdate */
function warnings({ metadata, spec }: StatefulSet, old: StatefulSet | undefined): string[] {
  const claims = (spec?.volumeClaimTemplates ?? []).flatMap((claim, index) =>
    claimSpecWarnings(`spec.volumeClaimTemplates[${index}]${old === undefined ? '' : '.Spec'}`, claim.spec));
  return [
    ...(old !== undefined && metadata?.generation === old.metadata?.generation ? [] : templateWarnings('spec.template', spec?.template)), ...claims,
    ...((spec?.revisionHistoryLimit ?? 0) < 0 ? ['spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended'] : []),
  ];
}

export const statefulSet: KindDefinition<StatefulSet> = {
  group: 'apps', version: 'v1', kind: 'StatefulSet', plural: 'statefulsets', singular: 'statefulset', shortNames: ['sts'], categories: ['all'],
  namespaced: true, verbs: ALL_VERBS, subresources: [scaleSubresource, statusSubresource('StatefulSet')], definition: 'apps.v1.StatefulSet',
  defaults,
  prepareForCreate: (object) => withStatus(object, { replicas: 0, availableReplicas: 0 }),
  prepareForUpdate: keepStatus,
  prepareForStatusUpdate: keepSpec,
  validate: validateStatefulSet,
  validateUpdate: validateStatefulSetUpdate,
  updateIsWhole: true,
  validateStatusUpdate: validateStatefulSetStatus,
  warnings,
  columns: [
    nameColumn,
    column('Ready', 'string', ({ spec, status }: StatefulSet) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`),
    ageColumn, ...templateColumns.slice(0, 2),
  ],
  selectableFields: {},
};
