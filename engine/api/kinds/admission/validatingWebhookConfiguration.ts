import type { KindDefinition } from '../../kindDefinition.ts';
import { validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { ValidatingWebhookConfiguration } from '../../schema/types.ts';
import { ALL_VERBS } from '../common.ts';
import { NO_EXPRESSIONS, type Expressions } from './expressions.ts';
import { defaultHook, hookColumns, validateHooks } from './webhooks.ts';

/** The kind, with what compiles its expressions. */
export const validatingWebhookConfigurationWith = (expressions: Expressions): KindDefinition<ValidatingWebhookConfiguration> => ({
  group: 'admissionregistration.k8s.io', version: 'v1', kind: 'ValidatingWebhookConfiguration', plural: 'validatingwebhookconfigurations', singular: 'validatingwebhookconfiguration', shortNames: [], categories: ['api-extensions'],
  namespaced: false, verbs: ALL_VERBS, subresources: [], definition: 'admissionregistration.v1.ValidatingWebhookConfiguration',
  defaults: (configuration) => (configuration.webhooks === undefined ? configuration
    : { ...configuration, webhooks: configuration.webhooks.map((hook) => defaultHook(hook)) }),
  prepareForCreate: (configuration) => ({ ...configuration, metadata: { ...configuration.metadata, generation: 1 } }),
  validate: (configuration) => validateHooks(configuration, expressions),
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  columns: hookColumns,
  selectableFields: {},
});

export const validatingWebhookConfiguration = validatingWebhookConfigurationWith(NO_EXPRESSIONS);
