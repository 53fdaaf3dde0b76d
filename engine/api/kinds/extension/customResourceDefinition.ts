import type { Column, KindDefinition } from '../../kindDefinition.ts';
import { validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { CustomResourceDefinition, CustomResourceDefinitionSpec, CustomResourceDefinitionStatus } from '../../schema/types.ts';
import { ALL_VERBS, createdAtColumn, nameColumn, statusSubresource } from '../common.ts';
import { keepSpec } from '../workload/strategy.ts';
import { validateNames } from './crd/names.ts';
import { NO_RULES, type Rules } from './crd/rules.ts';
import { validateCrd, validateCrdUpdate } from './crd/validate.ts';
import { crdWarnings } from './crd/warnings.ts';

/** Held until all instances are gone. */
export const CLEANUP = 'customresourcecleanup.apiextensions.k8s.io';

/** @k8s apiextensions-apiserver/pkg/apis/apiextensions/v1/defaults.go */
function defaults(crd: CustomResourceDefinition): CustomResourceDefinition {
  const spec = crd.spec ?? {} as CustomResourceDefinitionSpec; // validation refuses it without
  const given: Partial<CustomResourceDefinitionSpec['names']> = spec.names ?? {};
  const { kind = '', singular = '', listKind = '' } = given;
  const names = {
    ...spec.names,
    ...(singular === '' && kind !== '' ? { singular: kind.toLowerCase() } : {}),
    ...(listKind === '' && kind !== '' ? { listKind: `${kind}List` } : {}),
  };
  return { ...crd, spec: { ...spec, names: names as CustomResourceDefinitionSpec['names'], conversion: withPort(spec.conversion ?? { strategy: 'None' }) } };
}

function withPort(conversion: NonNullable<CustomResourceDefinitionSpec['conversion']>): NonNullable<CustomResourceDefinitionSpec['conversion']> {
  const service = conversion.webhook?.clientConfig?.service;
  if (service === undefined || service.port !== undefined) return conversion;
  return { ...conversion, webhook: { ...conversion.webhook, clientConfig: { ...conversion.webhook?.clientConfig, service: { ...service, port: 443 } } } } as typeof conversion;
}

/** The storage version joins the versions that objects may be stored in. @k8s registry/customresourcedefinition/strategy.go */
function withStoredVersion(crd: CustomResourceDefinition, status: CustomResourceDefinitionStatus): CustomResourceDefinition {
  const storage = (crd.spec?.versions ?? []).find((version) => version.storage === true)?.name;
  const stored = status.storedVersions ?? [];
  const storedVersions = storage === undefined || stored.includes(storage) ? stored : [...stored, storage];
  return { ...crd, status: { ...status, ...(storedVersions.length === 0 ? {} : { storedVersions }) } };
}

/** Instances go first. @k8s apiextensions-apiserver/pkg/registry/customresourcedefinition/etcd.go Delete */
function prepareForDelete(crd: CustomResourceDefinition, now: string): CustomResourceDefinition {
  const finalizers = crd.metadata?.finalizers ?? [];
  const terminating = {
    type: 'Terminating', status: 'True', lastTransitionTime: now, reason: 'InstanceDeletionPending',
    message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
  };
  return {
    ...crd,
    metadata: { ...crd.metadata, deletionTimestamp: now, finalizers: finalizers.includes(CLEANUP) ? finalizers : [...finalizers, CLEANUP] },
    status: { ...crd.status, conditions: [...(crd.status?.conditions ?? []).filter(({ type }) => type !== 'Terminating'), terminating] },
  };
}

/** Go shows a status's fields also when they are empty. */
const wire = (crd: CustomResourceDefinition): CustomResourceDefinition => ({
  ...crd,
  status: {
    acceptedNames: { kind: '', plural: '' }, conditions: null, storedVersions: null, ...crd.status,
  } as unknown as CustomResourceDefinitionStatus, // null stands for a list that is not there
});

/** The kind, with what expressions need: a layer that knows them puts its own in the place of the registry's. */
export const customResourceDefinitionWith = (rules: Rules): KindDefinition<CustomResourceDefinition> => ({
  group: 'apiextensions.k8s.io', version: 'v1', kind: 'CustomResourceDefinition', plural: 'customresourcedefinitions', singular: 'customresourcedefinition', shortNames: ['crd', 'crds'], categories: ['api-extensions'],
  namespaced: false, verbs: ALL_VERBS, subresources: [statusSubresource('CustomResourceDefinition')], definition: 'apiextensions.v1.CustomResourceDefinition',
  defaults,
  prepareForCreate: (crd) => ({ ...withStoredVersion(crd, {}), metadata: { ...crd.metadata, generation: 1 } }),
  prepareForUpdate: (next, old) => withStoredVersion(next, old.status ?? {}),
  prepareForStatusUpdate: (next, old) => keepSpec({ ...next, metadata: { ...old.metadata, ...(next.metadata?.finalizers === undefined ? {} : { finalizers: next.metadata.finalizers }) } }, old),
  prepareForDelete,
  wire,
  validate: (crd) => validateCrd(crd, rules),
  validateUpdate: validateCrdUpdate,
  validateStatusUpdate: (next, old) => [...validateMetaUpdate(next, old), ...validateNames(next.status?.acceptedNames ?? {}, 'status.acceptedNames')],
  warnings: crdWarnings,
  columns: [nameColumn, createdAtColumn as Column<CustomResourceDefinition>],
  selectableFields: {},
});

export const customResourceDefinition = customResourceDefinitionWith(NO_RULES);
