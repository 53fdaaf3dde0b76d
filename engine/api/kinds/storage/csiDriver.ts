import { duplicate, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { subdomainName, validateImmutable, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { CSIDriver, CSIDriverSpec, StorageTokenRequest } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn } from '../common.ts';
import { fill, set } from '../workload/podTemplate.ts';

const GROUP_POLICIES = ['File', 'None', 'ReadWriteOnceWithFSType'];
const LIFE_CYCLES = ['Persistent', 'Ephemeral'];

/** @k8s pkg/apis/storage/v1/defaults.go SetDefaults_CSIDriver */
const defaultSpec = (spec: CSIDriverSpec): CSIDriverSpec => {
  const filled = fill(spec, {
    attachRequired: true, podInfoOnMount: false, storageCapacity: false, fsGroupPolicy: 'ReadWriteOnceWithFSType', requiresRepublish: false, seLinuxMount: false,
  });
  return (filled.volumeLifecycleModes ?? []).length === 0 ? { ...filled, volumeLifecycleModes: ['Persistent'] } : filled;
};

function tokenErrors(path: string, requests: readonly Partial<StorageTokenRequest>[]): FieldError[] {
  const seen = new Set<string>();
  return requests.flatMap(({ audience = '', expirationSeconds: seconds }, index) => {
    if (seen.has(audience)) return [duplicate(`${path}[${index}].audience`, audience)];
    seen.add(audience);
    const here = `${path}[${index}].expirationSeconds`;
    if (seconds !== undefined && seconds < 600) return [invalid(here, seconds, 'may not specify a duration less than 10 minutes')];
    return seconds !== undefined && seconds > 2 ** 32 ? [invalid(here, seconds, 'may not specify a duration larger than 2^32 seconds')] : [];
  });
}

/** Upstream's path says `attachedRequired`. @k8s pkg/apis/storage/validation/validation.go validateCSIDriverSpec */
function specErrors(spec: CSIDriverSpec): FieldError[] {
  const { fsGroupPolicy: policy, tokenRequests = [], volumeLifecycleModes: modes = [], nodeAllocatableUpdatePeriodSeconds: period } = spec;
  const inSecrets = spec.serviceAccountTokenInSecrets;
  const needed = (field: 'attachRequired' | 'podInfoOnMount' | 'storageCapacity' | 'seLinuxMount', name: string = field): FieldError[] =>
    (spec[field] === undefined ? [required(`spec.${name}`)] : []);
  return [
    ...needed('attachRequired', 'attachedRequired'), ...needed('podInfoOnMount'), ...needed('storageCapacity'),
    ...(policy === undefined || GROUP_POLICIES.includes(policy) ? [] : [notSupported('spec.fsGroupPolicy', policy, GROUP_POLICIES)]),
    ...tokenErrors('spec.tokenRequests', tokenRequests),
    ...modes.flatMap((mode) => (LIFE_CYCLES.includes(mode) ? [] : [notSupported('spec.volumeLifecycleModes', mode, LIFE_CYCLES)])),
    ...needed('seLinuxMount'),
    ...(period !== undefined && period < 10 ? [invalid('spec.nodeAllocatableUpdatePeriodSeconds', period, 'must be greater than or equal to 10 seconds')] : []),
    ...(inSecrets !== undefined && tokenRequests.length === 0
      ? [invalid('spec.serviceAccountTokenInSecrets', inSecrets, 'serviceAccountTokenInSecrets is set but no tokenRequests are specified')] : []),
  ];
}

/** Changes count, the creation does not. @k8s pkg/registry/storage/csidriver/strategy.go */
function counted(next: CSIDriver, old: CSIDriver): CSIDriver {
  if (sameObject(next.spec, old.spec)) return next;
  return { ...next, metadata: { ...next.metadata, generation: (old.metadata?.generation ?? 0) + 1 } };
}

function warnings({ spec }: CSIDriver, old: CSIDriver | undefined): string[] {
  const requests = spec.tokenRequests ?? [];
  if (requests.length === 0 || spec.serviceAccountTokenInSecrets !== undefined || (old !== undefined && sameObject(requests, old.spec?.tokenRequests))) return [];
  return ['spec.serviceAccountTokenInSecrets is unset; if supported by this CSI driver, set to true to prevent possible logging of tokens in volume attributes'];
}

export const csiDriver: KindDefinition<CSIDriver> = {
  group: 'storage.k8s.io', version: 'v1', kind: 'CSIDriver', plural: 'csidrivers', singular: 'csidriver', shortNames: [], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [], definition: 'storage.v1.CSIDriver',
  defaults: (object) => set(object, { spec: defaultSpec(object.spec ?? {}) }),
  prepareForCreate: (object) => object,
  prepareForUpdate: counted,
  validate: (object) => [...validateMeta(object, subdomainName, false), ...specErrors(object.spec ?? {})],
  validateUpdate: (next, old) => [
    ...validateMetaUpdate(next, old), ...specErrors(next.spec ?? {}),
    ...validateImmutable('spec.attachedRequired', next.spec?.attachRequired, old.spec?.attachRequired),
    ...validateImmutable('spec.volumeLifecycleModes', next.spec?.volumeLifecycleModes, old.spec?.volumeLifecycleModes),
  ],
  updateIsWhole: true,
  warnings,
  columns: [
    nameColumn,
    column('AttachRequired', 'boolean', ({ spec }: CSIDriver) => spec.attachRequired ?? true),
    column('PodInfoOnMount', 'boolean', ({ spec }: CSIDriver) => spec.podInfoOnMount ?? false),
    column('StorageCapacity', 'boolean', ({ spec }: CSIDriver) => spec.storageCapacity ?? false),
    column('TokenRequests', 'string', ({ spec }: CSIDriver) => spec.tokenRequests?.map(({ audience }) => audience).join(',') ?? '<unset>'),
    column('RequiresRepublish', 'boolean', ({ spec }: CSIDriver) => spec.requiresRepublish ?? false),
    column('Modes', 'string', ({ spec }: CSIDriver) => (spec.volumeLifecycleModes ?? []).join(',') || '<none>'),
    ageColumn,
  ],
  selectableFields: {},
};
