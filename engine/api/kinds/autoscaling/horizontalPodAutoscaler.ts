import type { KindDefinition } from '../../kindDefinition.ts';
import { validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { HorizontalPodAutoscaler } from '../../schema/types.ts';
import { nonNegative } from '../pod/checks.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, statusSubresource } from '../common.ts';
import { keepSpec, keepStatus } from '../workload/strategy.ts';
import { defaults } from './defaults.ts';
import { targetsCell } from './targets.ts';
import { validateAutoscaler } from './validate.ts';

type Hpa = HorizontalPodAutoscaler;

/** Metrics that nobody measured are Go's nil. */
function wire(hpa: Hpa): Hpa {
  if (hpa.status === undefined || hpa.status.currentMetrics !== undefined) return hpa;
  return { ...hpa, status: { ...hpa.status, currentMetrics: null as unknown as NonNullable<Hpa['status']>['currentMetrics'] & object } }; // Go prints it so
}

export const horizontalPodAutoscaler: KindDefinition<HorizontalPodAutoscaler> = {
  group: 'autoscaling', version: 'v2', kind: 'HorizontalPodAutoscaler', plural: 'horizontalpodautoscalers', singular: 'horizontalpodautoscaler', shortNames: ['hpa'], categories: ['all'],
  namespaced: true, verbs: ALL_VERBS, subresources: [statusSubresource('HorizontalPodAutoscaler')], definition: 'autoscaling.v2.HorizontalPodAutoscaler',
  defaults, wire,
  prepareForCreate: (hpa) => ({ ...hpa, status: { desiredReplicas: 0 } }),
  prepareForUpdate: keepStatus,
  prepareForStatusUpdate: keepSpec,
  validate: validateAutoscaler,
  validateUpdate: validateMetaUpdate,
  validateStatusUpdate: (next, old) => [...validateMetaUpdate(next, old), // @k8s ValidateHorizontalPodAutoscalerStatusUpdate
    ...nonNegative('status.currentReplicas', next.status?.currentReplicas), ...nonNegative('status.desiredReplicas', next.status?.desiredReplicas)],
  columns: [
    nameColumn,
    column('Reference', 'string', ({ spec }: Hpa) => `${spec?.scaleTargetRef?.kind ?? ''}/${spec?.scaleTargetRef?.name ?? ''}`),
    column('Targets', 'string', targetsCell),
    column('MinPods', 'string', ({ spec }: Hpa) => (spec?.minReplicas === undefined ? '<unset>' : String(spec.minReplicas))),
    column('MaxPods', 'integer', ({ spec }: Hpa) => spec?.maxReplicas ?? 0),
    column('Replicas', 'integer', ({ status }: Hpa) => status?.currentReplicas ?? 0),
    ageColumn,
  ],
  selectableFields: {},
};
