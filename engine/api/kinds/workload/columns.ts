/** Wide columns that all kinds with a pod template share. */
import { formatLabelSelector } from '../../../base/index.ts';
import type { Column, KubeObject } from '../../kindDefinition.ts';
import type { LabelSelector, PodTemplateSpec } from '../../schema/types.ts';
import { column } from '../common.ts';

type Workload = KubeObject & { readonly spec?: { readonly template?: PodTemplateSpec; readonly selector?: LabelSelector } };

export const templateColumns: readonly Column<Workload>[] = [
  column('Containers', 'string', (object) => (object.spec?.template?.spec?.containers ?? []).map(({ name }) => name).join(','), 1),
  column('Images', 'string', (object) => (object.spec?.template?.spec?.containers ?? []).map(({ image = '' }) => image).join(','), 1),
  column('Selector', 'string', (object) => formatLabelSelector(object.spec?.selector), 1),
];
