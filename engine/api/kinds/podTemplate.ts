import type { KindDefinition } from '../kindDefinition.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../meta/objectMeta.ts';
import type { PodTemplate } from '../schema/types.ts';
import { ALL_VERBS, column, nameColumn } from './common.ts';
import { validatePodTemplate } from './pod/validate.ts';
import { templateWarnings } from './pod/warnings.ts';
import { defaultPodTemplate, fill, set } from './workload/podTemplate.ts';

const each = (object: PodTemplate, field: 'name' | 'image'): string => (object.template?.spec?.containers ?? []).map((container) => container[field] ?? '').join(',');
const labels = (object: PodTemplate): string =>
  Object.entries(object.template?.metadata?.labels ?? {}).map(([key, value]) => `${key}=${value}`).sort().join(',') || '<none>';

export const podTemplate: KindDefinition<PodTemplate> = {
  group: '', version: 'v1', kind: 'PodTemplate', plural: 'podtemplates', singular: 'podtemplate', shortNames: [], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [], definition: 'core.v1.PodTemplate',
  defaults: (object) => set(object, { template: defaultPodTemplate(fill(object.template ?? {}, { metadata: {}, spec: { containers: [] } })) }),
  prepareForCreate: (object) => ({ ...object, metadata: { ...object.metadata, generation: 1 } }),
  validate: (object) => [...validateMeta(object, subdomainName, true), ...validatePodTemplate('template', object.template)],
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  warnings: (object, old) => (old !== undefined && object.metadata?.generation === old.metadata?.generation ? [] : templateWarnings('template', object.template)),
  columns: [
    nameColumn,
    column('Containers', 'string', (object: PodTemplate) => each(object, 'name')),
    column('Images', 'string', (object: PodTemplate) => each(object, 'image')),
    column('Pod Labels', 'string', labels),
  ],
  selectableFields: {},
};
