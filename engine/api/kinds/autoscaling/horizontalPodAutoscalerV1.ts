import type { KindDefinition } from '../../kindDefinition.ts';
import type { HorizontalPodAutoscalerV1 } from '../../schema/types.ts';
import { ALL_VERBS, statusSubresource } from '../common.ts';
import { fill, set } from '../workload/podTemplate.ts';
import { fromV2, toV2 } from './conversion.ts';
import { horizontalPodAutoscaler } from './horizontalPodAutoscaler.ts';

/** @k8s pkg/apis/autoscaling/v1/defaults.go */
const defaults = (hpa: HorizontalPodAutoscalerV1): HorizontalPodAutoscalerV1 =>
  // Without a spec validation refuses it; the type says that there is one.
  set(hpa, { spec: fill(hpa.spec ?? {} as HorizontalPodAutoscalerV1['spec'], { minReplicas: 1 }) });

export const horizontalPodAutoscalerV1: KindDefinition<HorizontalPodAutoscalerV1> = {
  group: 'autoscaling', version: 'v1', kind: 'HorizontalPodAutoscaler', plural: 'horizontalpodautoscalers', singular: 'horizontalpodautoscaler', shortNames: ['hpa'], categories: ['all'],
  namespaced: true, verbs: ALL_VERBS, subresources: [statusSubresource('HorizontalPodAutoscaler')], definition: 'autoscaling.v1.HorizontalPodAutoscaler',
  defaults,
  validate: (hpa) => horizontalPodAutoscaler.validate(toV2(hpa)),
  // Tables are made of the stored form, which the columns of v2 read.
  columns: horizontalPodAutoscaler.columns.map((column) => ({ ...column, cell: (hpa: HorizontalPodAutoscalerV1, now: number) => column.cell(toV2(hpa), now) })),
  selectableFields: {},
  view: {
    kind: horizontalPodAutoscaler as unknown as KindDefinition, // the registry hands each kind only its own objects
    toStored: toV2,
    fromStored: fromV2,
  },
};
