/** Requests that are done or forgotten go away. @k8s pkg/controller/certificates/cleaner/cleaner.go */
import { decodeBase64, KINDS, type CertificateSigningRequest } from '../../api/index.ts';
import { parseCertificate } from '../../pki/index.ts';
import { nameOf } from '../owners.ts';
import { kindOf, send, type Reconcile } from '../request.ts';

const HOUR_MS = 3_600_000;
const EVERY_MS = HOUR_MS;
const DAY_MS = 24 * HOUR_MS;

/** @param now ms since 1970 */
export function isOver({ metadata, status }: CertificateSigningRequest, now: number): boolean {
  const older = (stamp: string | undefined, ms: number): boolean => stamp !== undefined && Date.parse(stamp) + ms < now;
  const conditions = status?.conditions ?? [];
  if (conditions.length === 0) return older(metadata?.creationTimestamp, DAY_MS);
  const certificate = status?.certificate ?? '';
  return conditions.some(({ type, lastUpdateTime }) => {
    switch (type) {
      case 'Denied': case 'Failed': return older(lastUpdateTime, HOUR_MS);
      case 'Approved': return certificate === '' ? older(lastUpdateTime, DAY_MS) : older(lastUpdateTime, HOUR_MS) || (parseCertificate(decodeBase64(certificate))?.notAfter ?? Infinity) < now;
      default: return false;
    }
  });
}

export function* reconcileOld(requests: readonly CertificateSigningRequest[], now: number): Reconcile {
  for (const csr of requests) {
    if (!isOver(csr, now)) continue;
    const because = { by: 'csrcleaner', rule: 'old requests are removed', cause: `certificatesigningrequests/${nameOf(csr)}` };
    yield* send({ verb: 'delete', kind: kindOf(KINDS.CertificateSigningRequest), namespace: undefined, name: nameOf(csr), because });
  }
  yield [{ verb: 'again', afterMs: EVERY_MS }];
  return undefined;
}
