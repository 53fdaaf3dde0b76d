import type { KindDefinition } from '../../kindDefinition.ts';
import type { PodMetrics } from '../../schema/types.ts';
import { column, nameColumn, noErrors, unchanged } from '../common.ts';
import { windowText, totalOf } from './usage.ts';

const usage = (object: PodMetrics, name: string): string => totalOf(object.containers ?? [], name);

/** @k8s golden kubectl/top-metrics */
export const podMetrics: KindDefinition<PodMetrics> = {
  group: 'metrics.k8s.io', version: 'v1beta1', kind: 'PodMetrics', plural: 'pods', singular: '', shortNames: [], categories: [],
  namespaced: true, verbs: ['get', 'list'], subresources: [], definition: 'io.k8s.metrics.pkg.apis.metrics.v1beta1.PodMetrics',
  defaults: unchanged,
  validate: noErrors,
  columns: [
    nameColumn,
    column('cpu', 'string', (object: PodMetrics) => usage(object, 'cpu')),
    column('memory', 'string', (object: PodMetrics) => usage(object, 'memory')),
    column('Window', 'string', (object: PodMetrics) => windowText(object.window)),
  ],
  selectableFields: {},
  virtual: true,
};
