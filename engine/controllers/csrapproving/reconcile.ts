/** Nodes that ask for a client certificate get it without a person, if they may. @k8s pkg/controller/certificates/approver/sarapprove.go */
import { decodeBase64, failure, KINDS, type CertificateSigningRequest, type SubjectAccessReview } from '../../api/index.ts';
import { commonName, organizations, parseRequest, type CertificateRequest } from '../../pki/index.ts';
import { nameOf } from '../owners.ts';
import { kindOf, send, type Reconcile } from '../request.ts';

export const BY = 'certificate-controller';
const SIGNER = 'kubernetes.io/kube-apiserver-client-kubelet';

type Recognizer = { readonly subresource: string; readonly recognizes: (csr: CertificateSigningRequest, asked: CertificateRequest) => boolean; readonly message: string };
const RECOGNIZERS: readonly Recognizer[] = [
  {
    subresource: 'selfnodeclient', recognizes: (csr, asked) => csr.spec.username === commonName(asked.subject),
    message: 'Auto approving self kubelet client certificate after SubjectAccessReview.',
  },
  { subresource: 'nodeclient', recognizes: () => true, message: 'Auto approving kubelet client certificate after SubjectAccessReview.' },
];

/** @k8s pkg/apis/certificates/helpers.go ValidateKubeletClientCSR */
export function isKubeletClient(asked: CertificateRequest, usages: readonly string[]): boolean {
  const { dnsNames, emails, ipAddresses, uris, subject } = asked;
  return organizations(subject).join(',') === 'system:nodes' && dnsNames.length + emails.length + ipAddresses.length + uris.length === 0
    && commonName(subject).startsWith('system:node:') && ['client auth,digital signature', 'client auth,digital signature,key encipherment'].includes([...usages].sort().join(','));
}

export function* reconcileApproval(csr: CertificateSigningRequest): Reconcile {
  const { spec, status } = csr;
  if ((status?.certificate ?? '') !== '' || (status?.conditions ?? []).some(({ type }) => type === 'Approved' || type === 'Denied')) return undefined;
  const asked = parseRequest(decodeBase64(spec.request));
  if (asked === undefined || spec.signerName !== SIGNER || !isKubeletClient(asked, spec.usages ?? [])) return undefined;
  const because = { by: BY, rule: 'a node may have its client certificate', cause: `certificatesigningrequests/${nameOf(csr)}` };
  const tried: string[] = [];
  for (const { subresource, recognizes, message } of RECOGNIZERS) {
    if (!recognizes(csr, asked)) continue;
    tried.push(subresource);
    const object: SubjectAccessReview = {
      apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec: {
        user: spec.username ?? '', groups: spec.groups ?? [], ...(spec.uid === undefined ? {} : { uid: spec.uid }), ...(spec.extra === undefined ? {} : { extra: spec.extra }),
        resourceAttributes: { group: 'certificates.k8s.io', resource: 'certificatesigningrequests', verb: 'create', version: '*', subresource },
      },
    };
    const review = yield* send<SubjectAccessReview>({ verb: 'create', kind: kindOf(KINDS.SubjectAccessReview), object, because });
    if (!review.ok) return review.status;
    if (review.value.status?.allowed !== true) continue;
    const conditions = [...(status?.conditions ?? []), { type: 'Approved', status: 'True', reason: 'AutoApproved', message }];
    const approved = { ...csr, status: { ...status, conditions } };
    const reply = yield* send<CertificateSigningRequest>({ verb: 'update', kind: kindOf(KINDS.CertificateSigningRequest), object: approved, because, subresource: 'approval' });
    return reply.ok || reply.status.code === 404 ? undefined : reply.status;
  }
  // Who may not now may later.
  return failure(403, 'Forbidden', `recognized csr ${JSON.stringify(nameOf(csr))} as [${tried.join(' ')}] but subject access review was not approved`);
}
