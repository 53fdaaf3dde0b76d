import type { KindDefinition } from '../../kindDefinition.ts';
import type { PodMetrics } from '../../schema/types.ts';
import { createdAtColumn, nameColumn, noErrors, unchanged } from '../common.ts';

export const podMetrics: KindDefinition<PodMetrics> = {
  group: 'metrics.k8s.io', version: 'v1beta1', kind: 'PodMetrics', plural: 'pods', singular: '', shortNames: [], categories: [],
  namespaced: true, verbs: ['get', 'list'], subresources: [], definition: 'io.k8s.metrics.pkg.apis.metrics.v1beta1.PodMetrics',
  defaults: unchanged,
  validate: noErrors,
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
  virtual: true,
};
