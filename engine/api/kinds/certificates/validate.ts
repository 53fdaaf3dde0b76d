/** @k8s pkg/apis/certificates/validation/validation.go; golden kubectl/csr-approve */
import { bytesText, decodePem, fromBase64, isSelfSigned, parseRequest, readCertificate } from '../../../pki/index.ts';
import { duplicate, forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { CertificateSigningRequest, CertificateSigningRequestCondition } from '../../schema/types.ts';
import { signerNameErrors } from './signerName.ts';

type Csr = CertificateSigningRequest;

export const USAGES: readonly string[] = [
  'any', 'cert sign', 'client auth', 'code signing', 'content commitment', 'crl sign', 'data encipherment', 'decipher only', 'digital signature', 'email protection', 'encipher only',
  'ipsec end system', 'ipsec tunnel', 'ipsec user', 'key agreement', 'key encipherment', 'microsoft sgc', 'netscape sgc', 'ocsp signing', 's/mime', 'server auth', 'signing', 'timestamping',
];
const LEGACY = 'kubernetes.io/legacy-unknown';
const SHORTEST_S = 600;
const FINAL = ['Approved', 'Denied', 'Failed'];

const textOf = (base64: string | undefined): string => bytesText(fromBase64(base64 ?? '') ?? new Uint8Array(0));

function requestProblem(csr: Csr): string | undefined {
  const pem = textOf(csr.spec.request);
  const [block] = decodePem(pem);
  if (block === undefined || block.label !== 'CERTIFICATE REQUEST') return 'PEM block type must be CERTIFICATE REQUEST';
  const request = parseRequest(pem);
  if (request === undefined) return 'asn1: syntax error: data truncated';
  if (isSelfSigned(request)) return undefined;
  return request.publicKey?.type === 'ec' ? 'x509: ECDSA verification failure' : 'crypto/rsa: verification error';
}

function certificateProblem(base64: string | undefined): string | undefined {
  if ((base64 ?? '') === '') return undefined;
  const blocks = decodePem(textOf(base64));
  for (const { label, der, headers } of blocks) {
    if (label !== 'CERTIFICATE') return `only CERTIFICATE PEM blocks are allowed, found ${JSON.stringify(label)}`;
    if (Object.keys(headers).length > 0) return 'no PEM block headers are permitted';
    if (readCertificate(der) === undefined) return 'x509: malformed certificate';
  }
  return blocks.length === 0 ? 'must contain at least one CERTIFICATE PEM block' : undefined;
}

/** @param old what the stored object does wrong already is not held against its updates */
function validateAll(csr: Csr, old: Csr | undefined): FieldError[] {
  const { spec } = csr;
  const { usages = [] } = spec;
  const problem = requestProblem(csr);
  const errors = [...validateMeta(csr, () => [], false)];
  if (problem !== undefined) errors.push(invalid('spec.request', spec.request, problem));
  if (usages.length === 0) errors.push(required('spec.usages'));
  usages.forEach((usage, i) => { if (!USAGES.includes(usage)) errors.push(notSupported(`spec.usages[${i}]`, usage, USAGES)); });
  usages.forEach((usage, i) => { if (usages.indexOf(usage) < i) errors.push(duplicate(`spec.usages[${i}]`, usage)); });
  if (spec.signerName === LEGACY && old?.spec.signerName !== LEGACY) errors.push(invalid('spec.signerName', spec.signerName, 'the legacy signerName is not allowed via this API version'));
  else errors.push(...signerNameErrors('spec.signerName', spec.signerName));
  if (spec.expirationSeconds !== undefined && spec.expirationSeconds < SHORTEST_S) {
    errors.push(invalid('spec.expirationSeconds', spec.expirationSeconds, 'may not specify a duration less than 600 seconds (10 minutes)'));
  }
  errors.push(...conditionErrors(csr.status?.conditions ?? [], old?.status?.conditions ?? []));
  const certificate = old !== undefined && csr.status?.certificate === old.status?.certificate ? undefined : certificateProblem(csr.status?.certificate);
  if (certificate !== undefined) errors.push(invalid('status.certificate', '<certificate data>', certificate));
  return errors;
}

const hasBoth = (conditions: readonly CertificateSigningRequestCondition[]): boolean => ['Approved', 'Denied'].every((type) => conditions.some((each) => each.type === type));

function conditionErrors(conditions: readonly CertificateSigningRequestCondition[], old: readonly CertificateSigningRequestCondition[]): FieldError[] {
  const errors: FieldError[] = [];
  conditions.forEach((condition, i) => {
    const { type = '', status = '' } = condition as Partial<CertificateSigningRequestCondition>; // not validated yet
    const at = (field: string): string => `status.conditions[${i}].${field}`;
    const allowed = FINAL.includes(type) ? ['True'] : ['False', 'True', 'Unknown'];
    const before = conditions.slice(0, i).map((each) => each.type);
    if (type === '' && !old.some((each) => (each.type ?? '') === '')) errors.push(required(at('type')));
    if (status === '') errors.push(required(at('status')));
    else if (!allowed.includes(status)) errors.push(notSupported(at('status'), status, allowed));
    const other = type === 'Approved' ? 'Denied' : type === 'Denied' ? 'Approved' : undefined;
    if (other !== undefined && before.includes(other) && !hasBoth(old)) errors.push(invalid('status.conditions', type, 'Approved and Denied conditions are mutually exclusive'));
    if (before.includes(type)) errors.push(duplicate(at('type'), type));
  });
  return errors;
}

export const validateCreate = (csr: Csr): readonly FieldError[] => validateAll(csr, undefined);

/** What each way to write may do: the approval endpoint sets approvals, the status endpoint sets the certificate. */
export function validateChange(next: Csr, old: Csr, may: 'nothing' | 'approve' | 'sign'): readonly FieldError[] {
  const errors = validateAll(next, old);
  const of = (csr: Csr, type: string): readonly CertificateSigningRequestCondition[] => (csr.status?.conditions ?? []).filter((each) => each.type === type);
  for (const type of FINAL) {
    if (of(next, type).length < of(old, type).length) errors.push(forbidden('status.conditions', `updates may not remove a condition of type ${JSON.stringify(type)}`));
  }
  if (may !== 'approve') {
    for (const type of ['Approved', 'Denied']) {
      const [now, before] = [of(next, type), of(old, type)];
      if (now.length > before.length) errors.push(forbidden('status.conditions', `updates may not add a condition of type ${JSON.stringify(type)}`));
      else if (now.length === before.length && !sameObject(now, before)) errors.push(forbidden('status.conditions', `updates may not modify a condition of type ${JSON.stringify(type)}\n`));
    }
  }
  if ((next.status?.certificate ?? '') !== (old.status?.certificate ?? '')) {
    if (may !== 'sign') errors.push(forbidden('status.certificate', 'updates may not set certificate content'));
    else if ((old.status?.certificate ?? '') !== '') errors.push(forbidden('status.certificate', 'updates may not modify existing certificate content'));
  }
  return [...errors, ...validateMetaUpdate(next, old)];
}
