/** Who may approve and sign requests for certificates, and what may never be asked for. @k8s plugin/pkg/admission/certificates */
import { decodeBase64, forbiddenStatus, type CertificateSigningRequest, type KubeObject } from '../../api/index.ts';
import { jsonEqual, type Json } from '../../base/index.ts';
import { organizations, parseRequest } from '../../pki/index.ts';
import { attributes as question } from '../authz/attributes.ts';
import { fail, type Failure, type ServerContext } from '../context.ts';
import type { AdmissionPlugin, Attributes } from './types.ts';

const GROUP = 'certificates.k8s.io';
const RESOURCES = [`certificatesigningrequests.${GROUP}`];
const CLIENT_SIGNER = 'kubernetes.io/kube-apiserver-client';

const isAbout = ({ kind, subresource }: Attributes, wanted: string | undefined): boolean => kind.kind === 'CertificateSigningRequest' && kind.group === GROUP && subresource === wanted;
const csrOf = (object: KubeObject | undefined): CertificateSigningRequest | undefined => object as CertificateSigningRequest | undefined; // isAbout told the kind
const refuse = ({ name }: Attributes, why: string): Failure => fail(forbiddenStatus({ group: GROUP, resource: 'certificatesigningrequests' }, name, why));

/** The signer itself or all of its domain. @k8s pkg/certauthorization IsAuthorizedForSignerName */
function may({ authorizer }: ServerContext, { user }: Attributes, verb: 'approve' | 'sign', signer: string): boolean {
  const ask = (name: string): boolean => authorizer.decide(question({ user, verb, group: GROUP, resource: 'signers', name })).allowed;
  return ask(signer) || ask(`${signer.split('/')[0] ?? ''}/*`);
}

export const certificateApproval: AdmissionPlugin = {
  name: 'CertificateApproval',
  resources: RESOURCES,
  validate(about, _object, context) {
    if (about.operation !== 'UPDATE' || !isAbout(about, 'approval')) return undefined;
    const signer = csrOf(about.old)?.spec.signerName ?? '';
    return may(context, about, 'approve', signer) ? undefined : refuse(about, `user not permitted to approve requests with signerName ${JSON.stringify(signer)}`);
  },
};

export const certificateSigning: AdmissionPlugin = {
  name: 'CertificateSigning',
  resources: RESOURCES,
  validate(about, object, context) {
    if (about.operation !== 'UPDATE' || !isAbout(about, 'status')) return undefined;
    const [next, old] = [csrOf(object), csrOf(about.old)];
    if (jsonEqual((next?.status ?? {}) as Json, (old?.status ?? {}) as Json)) return undefined;
    const signer = old?.spec.signerName ?? '';
    return may(context, about, 'sign', signer) ? undefined : refuse(about, `user not permitted to sign requests with signerName ${JSON.stringify(signer)}`);
  },
};

export const certificateSubjectRestriction: AdmissionPlugin = {
  name: 'CertificateSubjectRestriction',
  resources: RESOURCES,
  validate(about, object) {
    if (about.operation !== 'CREATE' || !isAbout(about, undefined)) return undefined;
    const csr = csrOf(object);
    if (csr?.spec.signerName !== CLIENT_SIGNER) return undefined;
    const asked = parseRequest(decodeBase64(csr.spec.request));
    return asked !== undefined && organizations(asked.subject).includes('system:masters') ? refuse(about, `use of ${CLIENT_SIGNER} signer with system:masters group is not allowed`) : undefined;
  },
};
