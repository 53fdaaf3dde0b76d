import type { KindDefinition } from '../../kindDefinition.ts';
import type { NodeMetrics } from '../../schema/types.ts';
import { createdAtColumn, nameColumn, noErrors, unchanged } from '../common.ts';

export const nodeMetrics: KindDefinition<NodeMetrics> = {
  group: 'metrics.k8s.io', version: 'v1beta1', kind: 'NodeMetrics', plural: 'nodes', singular: '', shortNames: [], categories: [],
  namespaced: false, verbs: ['get', 'list'], subresources: [], definition: 'io.k8s.metrics.pkg.apis.metrics.v1beta1.NodeMetrics',
  defaults: unchanged,
  validate: noErrors,
  columns: [nameColumn, createdAtColumn],
  selectableFields: {},
  virtual: true,
};
