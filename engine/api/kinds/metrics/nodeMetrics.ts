import type { KindDefinition } from '../../kindDefinition.ts';
import type { NodeMetrics } from '../../schema/types.ts';
import { column, nameColumn, noErrors, unchanged } from '../common.ts';
import { windowText } from './usage.ts';

const usage = (object: NodeMetrics, name: string): string => String(object.usage?.[name] ?? '0');

/** @k8s golden kubectl/top-metrics */
export const nodeMetrics: KindDefinition<NodeMetrics> = {
  group: 'metrics.k8s.io', version: 'v1beta1', kind: 'NodeMetrics', plural: 'nodes', singular: '', shortNames: [], categories: [],
  namespaced: false, verbs: ['get', 'list'], subresources: [], definition: 'io.k8s.metrics.pkg.apis.metrics.v1beta1.NodeMetrics',
  defaults: unchanged,
  validate: noErrors,
  columns: [
    nameColumn,
    column('cpu', 'string', (object: NodeMetrics) => usage(object, 'cpu')),
    column('memory', 'string', (object: NodeMetrics) => usage(object, 'memory')),
    column('Window', 'string', (object: NodeMetrics) => windowText(object.window)),
  ],
  selectableFields: {},
  virtual: true,
};
