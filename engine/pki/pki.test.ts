import { createHash, createPrivateKey, createPublicKey, createVerify, verify as nodeVerify, X509Certificate, generateKeyPairSync, createSign } from 'node:crypto';
import { createSecureContext, connect, createServer, type TLSSocket } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { createRandom } from '../time/index.ts';
import {
  bytesFrom, createAuthority, createClusterIdentity, fingerprint, generateKey, goName, isSelfSigned, makeRequest, organizations, commonName, parseCertificate, parsePrivateKey, parseRequest,
  privateKeyPem, publicKeyOf, publicKeyPem, readJwt, requestPem, signJwt, signWith, textBytes, verifyCertificate, verifyJwt, verifyWith, signatureOid, toBase64, fromBase64, type KeyKind,
} from './index.ts';
import { PRIME_STEPS } from './primes.data.ts';
import { isPrime, readyPrime } from './rsa.ts';

const NOW = Date.parse('2026-11-21T09:00:00Z');
const random = (seed: string) => bytesFrom(createRandom(seed), 'test');
const KINDS: [string, KeyKind][] = [['rsa', { type: 'rsa', bits: 2048 }], ['P-256', { type: 'ec', curve: 'P-256' }], ['P-384', { type: 'ec', curve: 'P-384' }], ['P-521', { type: 'ec', curve: 'P-521' }]];
const keys = new Map(KINDS.map(([name, kind]) => [name, generateKey(kind, random(name))]));
const keyOf = (name: string) => { const key = keys.get(name); if (key === undefined) throw new Error(name); return key; };
const HASH: Record<string, string> = { rsa: 'sha256', 'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512' };

test('the ready primes are primes', () => {
  const all = PRIME_STEPS.map((_, index) => readyPrime(index));
  expect(all.filter((prime) => !isPrime(prime) || prime % 65537n === 1n || prime.toString(2).length !== 1024)).toEqual([]);
  expect(new Set(all).size).toBe(24);
});

test.each(KINDS)('%s: Node signs and verifies with our keys, and we with its', (name) => {
  const key = keyOf(name);
  const message = textBytes('hello');
  for (const form of ['traditional', 'pkcs8'] as const) {
    const pem = privateKeyPem(key, form);
    expect(createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' })).toBe(privateKeyPem(key, 'pkcs8'));
    expect(parsePrivateKey(pem)).toEqual(key);
  }
  const own = publicKeyPem(publicKeyOf(key));
  expect(createPublicKey(own).export({ type: 'spki', format: 'pem' })).toBe(own);
  expect(createVerify(HASH[name] ?? '').update(message).verify(own, signWith(key, message))).toBe(true);
  const theirs = createSign(HASH[name] ?? '').update(message).sign(privateKeyPem(key));
  expect(verifyWith(publicKeyOf(key), message, theirs, signatureOid(key))).toBe(true);
  expect(verifyWith(publicKeyOf(key), textBytes('hellO'), theirs, signatureOid(key))).toBe(false);
});

test('keys of others are read', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const read = parsePrivateKey(pem);
  expect(read === undefined ? '' : privateKeyPem(read, 'pkcs8')).toBe(pem);
  expect(parsePrivateKey('-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----')).toBeUndefined();
});

test.each(KINDS)('%s: certificates that real tools accept', (name) => {
  const authority = createAuthority({ random: random('ca'), now: NOW, commonName: 'kubernetes', key: keyOf(name) });
  const root = new X509Certificate(authority.pem);
  expect([root.subject, root.issuer, root.ca, root.verify(root.publicKey), root.validTo]).toEqual(['CN=kubernetes', 'CN=kubernetes', true, true, 'Nov 18 09:00:00 2036 GMT']);
  const server = authority.issue({ commonName: 'kube-apiserver', usages: ['serverAuth'], altNames: { dns: ['localhost', 'kubernetes.default.svc'], ips: ['127.0.0.1', '10.96.0.1', '::1'] }, notBefore: NOW });
  const read = new X509Certificate(server.pem);
  expect(read.subjectAltName).toBe('DNS:localhost, DNS:kubernetes.default.svc, IP Address:127.0.0.1, IP Address:10.96.0.1, IP Address:0:0:0:0:0:0:0:1');
  expect([read.checkIssued(root), read.verify(root.publicKey), read.ca, read.checkHost('localhost'), read.checkIP('10.96.0.1'), read.keyUsage]).toEqual([true, true, false, 'localhost', '10.96.0.1', ['1.3.6.1.5.5.7.3.1']]);
  expect(read.checkPrivateKey(createPrivateKey(server.keyPem))).toBe(true);
  expect(() => createSecureContext({ cert: server.pem, key: server.keyPem, ca: authority.pem })).not.toThrow();
  expect(fingerprint(server.certificate)).toBe(read.fingerprint256);
  expect(fingerprint(server.certificate, 'sha1')).toBe(read.fingerprint);
  expect(server.certificate).toMatchObject({ dnsNames: ['localhost', 'kubernetes.default.svc'], ipAddresses: ['127.0.0.1', '10.96.0.1', '::1'], keyUsage: ['digitalSignature', 'keyEncipherment'], extendedKeyUsage: ['serverAuth'], authority: false });
  expect(goName(server.certificate.subject)).toBe('CN=kube-apiserver');
});

test('checks of a chain', () => {
  const authority = createAuthority({ random: random('a'), now: NOW, commonName: 'kubernetes' });
  const other = createAuthority({ random: random('b'), now: NOW, commonName: 'kubernetes' });
  const { certificate } = authority.issue({ commonName: 'jane', organizations: ['devs', 'ops'], usages: ['clientAuth'], notBefore: NOW });
  const check = (root: typeof authority, now: number, usage: string) => verifyCertificate(certificate, [root.certificate], now, usage);
  expect(check(authority, NOW + 1, 'clientAuth')).toBeUndefined();
  expect(check(other, NOW + 1, 'clientAuth')).toBe('x509: certificate signed by unknown authority');
  expect(check(authority, NOW - 1000, 'clientAuth')).toBe('x509: certificate has expired or is not yet valid: current time 2026-11-21T08:59:59Z is before 2026-11-21T09:00:00Z');
  expect(check(authority, NOW + 1, 'serverAuth')).toBe('x509: certificate specifies an incompatible key usage');
  expect([commonName(certificate.subject), organizations(certificate.subject)]).toEqual(['jane', ['ops', 'devs']]);
});

test.each(KINDS)('%s: requests', (name) => {
  const pem = requestPem(makeRequest({ subject: [{ type: 'O', value: 'developers' }, { type: 'CN', value: 'jané' }], key: keyOf(name), extensions: { altNames: { dns: ['a.example'] } } }));
  const read = parseRequest(pem);
  expect(read).toMatchObject({ subject: [{ type: 'O', value: 'developers' }, { type: 'CN', value: 'jané' }], dnsNames: ['a.example'] });
  expect(read !== undefined && isSelfSigned(read)).toBe(true);
  expect(parseRequest(pem.replaceAll('REQUEST', 'WISH'))).toBeUndefined();
});

test.each(KINDS)('%s: tokens', (name) => {
  const key = keyOf(name);
  const token = signJwt(key, { sub: 'jane' });
  const [head = '', body = '', signature = ''] = token.split('.');
  const of = createPublicKey(publicKeyPem(publicKeyOf(key)));
  expect(nodeVerify(HASH[name], Buffer.from(`${head}.${body}`), { key: of, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))).toBe(true);
  const read = readJwt(token);
  expect(read?.claims).toEqual({ sub: 'jane' });
  expect(read !== undefined && verifyJwt(publicKeyOf(key), read)).toBe(true);
  const wrong = readJwt(`${head}.${Buffer.from('{"sub":"root"}').toString('base64url')}.${signature}`);
  expect(wrong !== undefined && verifyJwt(publicKeyOf(key), wrong)).toBe(false);
  expect(['', 'bad', 'a.b', 'a.b.c', 'e30.e30.§'].map(readJwt)).toEqual([undefined, undefined, undefined, undefined, undefined]);
});

test('a cluster: same seed, same bytes; the sizes of kubeadm; lazily', () => {
  const make = (seed: string) => createClusterIdentity({ random: createRandom(seed), now: NOW });
  const [a, b, c] = [make('one'), make('one'), make('two')];
  expect([b.admin.pem, b.authority.pem]).toEqual([a.admin.pem, a.authority.pem]);
  expect(c.authority.pem).not.toBe(a.authority.pem);
  expect(a.authority.pem).toHaveLength(1107); // as recorded: `ca.crt:  1107 bytes`
  const begun = process.hrtime.bigint();
  expect(make('three').admin.pem).toContain('BEGIN CERTIFICATE');
  expect(Number(process.hrtime.bigint() - begun) / 1e6).toBeLessThan(150); // about 15 ms on a quiet machine
  const read = new X509Certificate(a.admin.pem);
  expect([read.subject, read.verify(createPublicKey(publicKeyPem(publicKeyOf(a.authority.key))))]).toEqual(['O=kubeadm:cluster-admins\nCN=kubernetes-admin', true]);
});

test('damaged input is refused, never thrown', () => {
  const { pem } = createClusterIdentity({ random: createRandom('x'), now: NOW }).authority;
  const der = Buffer.from(pem.split('\n').slice(1, -2).join(''), 'base64');
  for (let i = 0; i < der.length; i += 7) {
    const damaged = Buffer.from(der);
    damaged[i] = (damaged[i] ?? 0) ^ 0x55;
    expect(() => parseCertificate(`-----BEGIN CERTIFICATE-----\n${damaged.toString('base64')}\n-----END CERTIFICATE-----\n`)).not.toThrow();
    expect(() => parseRequest(`-----BEGIN CERTIFICATE REQUEST-----\n${damaged.subarray(i).toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`)).not.toThrow();
  }
  for (let length = 0; length < 20; length++) {
    const bytes = createHash('sha256').update(String(length)).digest().subarray(0, length);
    expect(Buffer.from(fromBase64(toBase64(bytes)) ?? [])).toEqual(bytes);
  }
});

test('a TLS handshake with our certificates on both sides', async () => {
  const identity = createClusterIdentity({ random: createRandom('tls'), now: Date.now() - 60_000 });
  const { authority, admin } = identity;
  const server = identity.serving({ dns: ['localhost'], ips: ['127.0.0.1'] }, Date.now() - 60_000);
  const listener = createServer({ cert: server.pem, key: server.keyPem, ca: authority.pem, requestCert: true, rejectUnauthorized: true }, (socket) => {
    socket.end(String((socket as TLSSocket).getPeerCertificate().subject.CN));
  });
  await new Promise<void>((ready) => { listener.listen(0, '127.0.0.1', ready); });
  const text = await new Promise<string>((done, failed) => {
    let got = '';
    const socket = connect({ port: (listener.address() as AddressInfo).port, host: '127.0.0.1', servername: 'localhost', ca: authority.pem, cert: admin.pem, key: admin.keyPem });
    socket.on('data', (bytes) => { got += String(bytes); }).on('end', () => done(got)).on('error', failed);
  });
  listener.close();
  expect(text).toBe('kubernetes-admin');
});
