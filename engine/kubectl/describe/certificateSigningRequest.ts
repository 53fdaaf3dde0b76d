/** @k8s kubectl/pkg/describe describeCertificateSigningRequest; golden kubectl/csr-approve */
import { csrCondition, decodeBase64, type CertificateSigningRequest } from '../../api/index.ts';
import { humanDuration } from '../../base/index.ts';
import { commonName, parseRequest, valuesOf } from '../../pki/index.ts';
import type { Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { longTime } from './times.ts';
import { createLines } from './writer.ts';

/** @k8s apimachinery/pkg/labels FormatLabels */
const oneLine = (map: { readonly [key: string]: string } | undefined): string =>
  Object.keys(map ?? {}).sort().map((key) => `${key}=${map?.[key]}`).join(',') || '<none>';

export const describeCertificateSigningRequest: Describer = (object, context) => {
  const csr = object as unknown as CertificateSigningRequest; // the registry tells the kind
  const { metadata, spec } = csr;
  const asked = parseRequest(decodeBase64(spec.request));
  if (asked === undefined) return 'Error parsing CSR: PEM block type must be CERTIFICATE REQUEST\n';
  const lines = createLines();
  lines.add(0, `Name:\t${metadata?.name}`);
  lines.add(0, `Labels:\t${oneLine(metadata?.labels)}`);
  lines.add(0, `Annotations:\t${oneLine(metadata?.annotations)}`);
  lines.add(0, `CreationTimestamp:\t${longTime(metadata?.creationTimestamp)}`);
  lines.add(0, `Requesting User:\t${spec.username ?? ''}`);
  if (spec.signerName !== '') lines.add(0, `Signer:\t${spec.signerName}`);
  if (spec.expirationSeconds !== undefined) lines.add(0, `Requested Duration:\t${humanDuration(spec.expirationSeconds * 1000)}`);
  lines.add(0, `Status:\t${csrCondition(csr)}`);
  const list = (name: string, values: readonly string[]): void => { if (values.length > 0) lines.add(0, `\t${name}:\t${values.join('\n\t\t')}`); };
  lines.add(0, 'Subject:');
  lines.add(0, `\tCommon Name:\t${commonName(asked.subject)}`);
  lines.add(0, `\tSerial Number:\t${valuesOf(asked.subject, 'serialNumber').at(-1) ?? ''}`);
  for (const [name, type] of SUBJECT) list(name, valuesOf(asked.subject, type));
  const { dnsNames, emails, uris, ipAddresses } = asked;
  if (dnsNames.length + emails.length + uris.length + ipAddresses.length > 0) {
    lines.add(0, 'Subject Alternative Names:');
    list('DNS Names', dnsNames);
    list('Email Addresses', emails);
    list('URIs', uris);
    list('IP Addresses', ipAddresses);
  }
  addEventsOf(lines, context, csr);
  return lines.toString();
};

const SUBJECT = [
  ['Organization', 'O'], ['Organizational Unit', 'OU'], ['Country', 'C'], ['Locality', 'L'], ['Province', 'ST'], ['StreetAddress', 'street'], ['PostalCode', 'postalCode'],
] as const;
