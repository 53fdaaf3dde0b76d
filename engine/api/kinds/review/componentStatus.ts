import type { KindDefinition } from '../../kindDefinition.ts';
import type { ComponentStatus } from '../../schema/types.ts';
import { column, nameColumn, noErrors, unchanged } from '../common.ts';

const health = ({ conditions }: ComponentStatus): NonNullable<ComponentStatus['conditions']>[number] | undefined => conditions?.find(({ type }) => type === 'Healthy');
const WORDS: { readonly [status: string]: string } = { True: 'Healthy', False: 'Unhealthy' };

export const componentStatus: KindDefinition<ComponentStatus> = {
  group: '', version: 'v1', kind: 'ComponentStatus', plural: 'componentstatuses', singular: 'componentstatus', shortNames: ['cs'], categories: [],
  namespaced: false, verbs: ['get', 'list'], subresources: [], definition: 'core.v1.ComponentStatus',
  defaults: unchanged,
  validate: noErrors,
  // @k8s pkg/printers/internalversion/printers.go printComponentStatus
  columns: [
    nameColumn,
    column('Status', 'string', (object: ComponentStatus) => WORDS[health(object)?.status ?? ''] ?? 'Unknown'),
    column('Message', 'string', (object: ComponentStatus) => health(object)?.message ?? ''),
    column('Error', 'string', (object: ComponentStatus) => health(object)?.error ?? ''),
  ],
  deprecated: 'is deprecated in v1.19+',
  selectableFields: {},
  virtual: true,
};
