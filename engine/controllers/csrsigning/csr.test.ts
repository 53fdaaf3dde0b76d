/** Requests for certificates: approved, signed, cleaned. */
import { decodeBase64, encodeBase64, KINDS, type CertificateSigningRequest } from '../../api/index.ts';
import { bytesFrom, commonName, createClusterIdentity, generateKey, isSignedBy, makeRequest, parseCertificate, requestPem, type Extensions, type Name } from '../../pki/index.ts';
import { createRandom } from '../../time/index.ts';
import { createCsrApprover } from '../csrapproving/controller.ts';
import { createCsrCleaner } from '../csrcleaner/controller.ts';
import { createWorld, type World } from '../testing/world.ts';
import { createCsrSigner } from './controller.ts';

const START = Date.parse('2026-11-21T12:00:00Z');
const identity = createClusterIdentity({ random: createRandom('csr'), now: START - 86_400_000 });
const key = generateKey({ type: 'ec', curve: 'P-256' }, bytesFrom(createRandom('key'), 'key'));
const JANE: Name = [{ type: 'O', value: 'devs' }, { type: 'CN', value: 'jane' }];
const NODE: Name = [{ type: 'O', value: 'system:nodes' }, { type: 'CN', value: 'system:node:node09' }];
const requestOf = (subject: Name, extensions: Extensions = {}): string => encodeBase64(requestPem(makeRequest({ subject, key, extensions })));

const csr = (name: string, spec: Partial<CertificateSigningRequest['spec']> = {}): CertificateSigningRequest => ({
  metadata: { name }, spec: { request: requestOf(JANE), signerName: 'kubernetes.io/kube-apiserver-client', usages: ['client auth', 'digital signature'], ...spec },
});
function start(): World {
  const world = createWorld();
  world.start(createCsrApprover(world.context), createCsrSigner(world.context, identity), createCsrCleaner(world.context));
  return world;
}
const PATH = '/apis/certificates.k8s.io/v1/certificatesigningrequests';
function approve(world: World, name: string, type = 'Approved'): void {
  const now = world.get(KINDS.CertificateSigningRequest, name);
  const response = world.request('PUT', `${PATH}/${name}/approval`, { ...now, status: { conditions: [{ type, status: 'True', reason: 'Test', message: 'test' }] } } as never); // an API object is JSON
  if (response.code >= 300) throw new Error(JSON.stringify(response));
}
const conditions = (world: World, name: string): string[] => (world.get(KINDS.CertificateSigningRequest, name)?.status?.conditions ?? []).map(({ type, message }) => `${type}: ${message}`);
const issued = (world: World, name: string): ReturnType<typeof parseCertificate> => parseCertificate(decodeBase64(world.get(KINDS.CertificateSigningRequest, name)?.status?.certificate ?? ''));

test('an approved request is signed; nothing happens before', () => {
  const world = start();
  world.create(KINDS.CertificateSigningRequest, csr('jane', { expirationSeconds: 3600, username: 'somebody', groups: ['system:masters'] }));
  world.run(1000);
  expect(world.get(KINDS.CertificateSigningRequest, 'jane')).toMatchObject({ spec: { username: 'system:test' }, status: {} });
  expect(issued(world, 'jane')).toBeUndefined();
  approve(world, 'jane');
  world.run(1000);
  const certificate = issued(world, 'jane');
  expect(certificate).toMatchObject({ subject: JANE, extendedKeyUsage: ['clientAuth'], keyUsage: ['digitalSignature'], authority: false });
  expect(certificate !== undefined && isSignedBy(certificate, identity.authority.certificate)).toBe(true);
  // Short lives are not cut by the five minutes that each certificate begins earlier.
  expect([certificate?.notBefore, certificate?.notAfter].map((ms) => Math.round(((ms ?? 0) - START) / 60_000))).toEqual([-5, 60]);
  expect(world.get(KINDS.CertificateSigningRequest, 'jane')?.status?.conditions?.[0]).toMatchObject({ lastTransitionTime: '2026-11-21T12:00:01Z', lastUpdateTime: '2026-11-21T12:00:01Z' });
});

test.each<[string, Partial<CertificateSigningRequest['spec']>, string]>([
  ['usages of a client', { usages: ['client auth', 'server auth'] }, 'Failed: invalid usage for client certificate: server auth'],
  ['a client without client auth', { usages: ['digital signature'] }, 'Failed: missing required usage for client certificate: client auth'],
  ['a kubelet that is none', { signerName: 'kubernetes.io/kube-apiserver-client-kubelet' }, 'Failed: subject organization is not system:nodes'],
  ['a server without names', { signerName: 'kubernetes.io/kubelet-serving', request: requestOf(NODE), usages: ['server auth', 'digital signature'] }, 'Failed: DNS or IP subjectAltName is required'],
])('the signer refuses %s', (_what, spec, message) => {
  const world = start();
  world.create(KINDS.CertificateSigningRequest, csr('x', spec));
  approve(world, 'x');
  world.run(1000);
  expect(conditions(world, 'x')).toEqual(['Approved: test', message]);
});

test('nodes get their client certificates by themselves; their servers do not', () => {
  const world = start();
  world.create(KINDS.CertificateSigningRequest, csr('client', { signerName: 'kubernetes.io/kube-apiserver-client-kubelet', request: requestOf(NODE) }));
  world.create(KINDS.CertificateSigningRequest, csr('server', { signerName: 'kubernetes.io/kubelet-serving', request: requestOf(NODE, { altNames: { dns: ['node09'] } }), usages: ['server auth', 'digital signature'] }));
  world.run(1000);
  expect(conditions(world, 'client')).toEqual(['Approved: Auto approving kubelet client certificate after SubjectAccessReview.']);
  expect(commonName(issued(world, 'client')?.subject ?? [])).toBe('system:node:node09');
  expect(conditions(world, 'server')).toEqual([]);
  approve(world, 'server');
  world.run(1000);
  expect(issued(world, 'server')?.dnsNames).toEqual(['node09']);
});

test('others\' signers, denied ones, and what is never changed', () => {
  const world = start();
  world.create(KINDS.CertificateSigningRequest, csr('other', { signerName: 'example.com/signer' }));
  world.create(KINDS.CertificateSigningRequest, csr('denied'));
  approve(world, 'other');
  approve(world, 'denied', 'Denied');
  world.run(1000);
  expect([issued(world, 'other'), issued(world, 'denied')]).toEqual([undefined, undefined]);
  expect(() => approve(world, 'denied')).toThrow('updates may not remove a condition of type \\"Denied\\"');
  expect(() => world.patch(KINDS.CertificateSigningRequest, 'other', { status: { conditions: [] } }, 'status')).toThrow('updates may not remove a condition of type "Approved"');
  expect(() => world.patch(KINDS.CertificateSigningRequest, 'denied', { status: { certificate: 'eA==' } }, 'status')).toThrow('status.certificate: Invalid value: "<certificate data>": must contain at least one CERTIFICATE PEM block');
  world.patch(KINDS.CertificateSigningRequest, 'other', { spec: { signerName: 'example.com/other' } });
  expect(world.get(KINDS.CertificateSigningRequest, 'other')?.spec.signerName).toBe('example.com/signer');
});

test('old requests go away', () => {
  const world = start();
  for (const name of ['issued', 'denied', 'pending']) world.create(KINDS.CertificateSigningRequest, csr(name));
  approve(world, 'issued');
  approve(world, 'denied', 'Denied');
  const names = (): string[] => world.list(KINDS.CertificateSigningRequest).map(({ metadata }) => metadata?.name ?? '');
  world.run(3_500_000);
  expect(names()).toEqual(['denied', 'issued', 'pending']);
  world.run(2 * 3_600_000);
  expect(names()).toEqual(['pending']);
  world.run(24 * 3_600_000);
  expect(names()).toEqual([]);
});
