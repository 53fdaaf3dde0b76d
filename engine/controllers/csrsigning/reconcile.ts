/** @k8s pkg/controller/certificates/signer/signer.go; golden kubectl/csr-approve */
import { KINDS, type CertificateSigningRequest } from '../../api/index.ts';
import { nameOf } from '../owners.ts';
import { kindOf, send, type Reconcile } from '../request.ts';
import { isOurs, type Signed } from './sign.ts';

export const BY = 'certificate-controller';

/** @param stamp RFC 3339: when a failure is noted */
export function* reconcileSigning(csr: CertificateSigningRequest, sign: () => Signed | undefined, stamp: string): Reconcile {
  const { status = {} } = csr;
  const has = (wanted: string): boolean => (status.conditions ?? []).some(({ type }) => type === wanted);
  if ((status.certificate ?? '') !== '' || !has('Approved') || has('Denied') || has('Failed') || !isOurs(csr)) return undefined;
  const signed = sign();
  if (signed === undefined) return undefined;
  const next = 'certificate' in signed ? { ...status, certificate: signed.certificate } : {
    ...status, conditions: [...(status.conditions ?? []), { type: 'Failed', status: 'True', reason: 'SignerValidationFailure', message: signed.error, lastUpdateTime: stamp }],
  };
  const because = { by: BY, rule: 'an approved request is signed', cause: `certificatesigningrequests/${nameOf(csr)}` };
  const reply = yield* send<CertificateSigningRequest>({ verb: 'update', kind: kindOf(KINDS.CertificateSigningRequest), object: { ...csr, status: next } as CertificateSigningRequest, because, subresource: 'status' });
  return reply.ok || reply.status.code === 404 ? undefined : reply.status;
}
