/** @k8s pkg/registry/certificates/certificates/strategy.go, pkg/printers/internalversion/printers.go; golden kubectl/csr-approve */
import { humanDuration } from '../../../base/index.ts';
import type { KindDefinition, Requestor } from '../../kindDefinition.ts';
import type { CertificateSigningRequest, CertificateSigningRequestCondition } from '../../schema/types.ts';
import { ageColumn, ALL_VERBS, column, nameColumn, statusSubresource, unchanged } from '../common.ts';
import { validateChange, validateCreate } from './validate.ts';

type Csr = CertificateSigningRequest;

const EMPTY: Csr['spec'] = { request: '', signerName: '' };

/** Who asks is what the server knows, whatever the request says; nothing is approved from the start. */
function prepareForCreate(csr: Csr, by?: Requestor): Csr {
  const { username: _, uid: __, groups: ___, extra: ____, ...spec } = { ...EMPTY, ...(csr.spec as Csr['spec'] | undefined) }; // not validated yet
  return {
    ...csr, status: {},
    spec: {
      ...spec, ...(by === undefined ? {} : {
        username: by.name, ...(by.uid === undefined ? {} : { uid: by.uid }), groups: by.groups, ...(by.extra === undefined ? {} : { extra: by.extra }),
      }),
    },
  };
}

const keepBoth = (next: Csr, old: Csr): Csr => ({ ...next, spec: old.spec, status: old.status ?? {} });

/** Times that were left out; a condition that was there keeps the time of its last transition. @k8s strategy.go populateConditionTimestamps */
function stamp(next: Csr, old: Csr | undefined, now: string): Csr {
  const { conditions } = next.status ?? {};
  if (conditions === undefined || conditions === old?.status?.conditions) return next;
  const timed = conditions.map((condition): CertificateSigningRequestCondition => {
    const before = old?.status?.conditions?.find(({ type, status }) => type === condition.type && status === condition.status);
    return { ...condition, lastTransitionTime: condition.lastTransitionTime ?? before?.lastTransitionTime ?? now, lastUpdateTime: condition.lastUpdateTime ?? now };
  });
  return { ...next, status: { ...next.status, conditions: timed } };
}

/** `Approved,Issued`, as get and describe show it. @k8s printers.go extractCSRStatus */
export function csrCondition({ status }: Csr): string {
  const has = (wanted: string): boolean => (status?.conditions ?? []).some(({ type }) => type === wanted);
  const decided = has('Denied') ? 'Denied' : has('Approved') ? 'Approved' : 'Pending';
  return `${decided}${has('Failed') ? ',Failed' : ''}${(status?.certificate ?? '') === '' ? '' : ',Issued'}`;
}

export const certificateSigningRequest: KindDefinition<CertificateSigningRequest> = {
  group: 'certificates.k8s.io', version: 'v1', kind: 'CertificateSigningRequest', plural: 'certificatesigningrequests', singular: 'certificatesigningrequest', shortNames: ['csr'], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [{ name: 'approval', kind: 'CertificateSigningRequest', verbs: ['get', 'patch', 'update'] }, statusSubresource('CertificateSigningRequest')], definition: 'certificates.v1.CertificateSigningRequest',
  defaults: unchanged,
  prepareForCreate,
  prepareForUpdate: keepBoth,
  prepareForStatusUpdate: (next, old) => ({ ...old, metadata: { ...old.metadata, ...(next.metadata?.managedFields === undefined ? {} : { managedFields: next.metadata.managedFields }) }, status: next.status ?? {} }),
  stamp,
  validate: validateCreate,
  updateIsWhole: true,
  validateUpdate: (next, old) => validateChange(next, old, 'nothing'),
  validateStatusUpdate: (next, old) => validateChange(next, old, 'sign'),
  columns: [
    nameColumn, ageColumn,
    column('SignerName', 'string', ({ spec }: Csr) => (spec.signerName === '' ? '<none>' : spec.signerName)),
    column('Requestor', 'string', ({ spec }: Csr) => spec.username ?? ''),
    column('RequestedDuration', 'string', ({ spec }: Csr) => (spec.expirationSeconds === undefined ? '<none>' : humanDuration(spec.expirationSeconds * 1000))),
    column('Condition', 'string', csrCondition),
  ],
  selectableFields: { 'spec.signerName': ({ spec }) => spec.signerName },
};
