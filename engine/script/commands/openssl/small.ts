/** rand, base64, dgst, verify, version, s_client. */
import { digest, isDigestName, openSslName, parseCertificates, toBase64, toHex, verifyCertificate, certificatePem, type Certificate, type DigestName } from '../../../pki/index.ts';
import type { Task } from '../../../time/index.ts';
import { send } from '../../pipe.ts';
import type { CommandContext } from '../../types.ts';
import { decodeBase64, fromBytes, toBytes } from '../bytes.ts';
import { certificateIn, chance, fileText, input, output, parse, stop } from './program.ts';
import { dateText } from './text.ts';

const wrapped = (base64: string): string => base64.replace(/.{1,64}/g, '$&\n');

export function* rand(context: CommandContext, words: readonly string[]): Task<number> {
  const options = parse('rand', words, { flags: ['hex', 'base64'], values: ['out'] });
  const count = Number(options.rest[0] ?? '');
  if (!Number.isInteger(count) || count <= 0) stop('rand: Use -help for summary.\n');
  const bytes = chance(context)(count);
  yield* output(context, options.value('out'), options.on('hex') ? `${toHex(bytes)}\n` : options.on('base64') ? wrapped(toBase64(bytes)) : fromBytes(bytes));
  return 0;
}

export function* base64(context: CommandContext, words: readonly string[]): Task<number> {
  const options = parse('base64', words, { flags: ['d', 'e', 'A', 'a', 'base64'], values: ['in', 'out'] });
  const text = yield* input(context, options.value('in'), 'input');
  if (options.on('d')) { yield* output(context, options.value('out'), fromBytes(decodeBase64(text.replace(/\s+/g, '')).bytes)); return 0; }
  const encoded = toBase64(toBytes(text));
  yield* output(context, options.value('out'), options.on('A') ? encoded : wrapped(encoded));
  return 0;
}

const DIGEST_FLAGS = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const;
const LABEL: { readonly [name in DigestName]: string } = { md5: 'MD5', sha1: 'SHA1', sha224: 'SHA2-224', sha256: 'SHA2-256', sha384: 'SHA2-384', sha512: 'SHA2-512' };

/** @param fixed `openssl sha256` */
export const dgst = (fixed?: DigestName) => function* run(context: CommandContext, words: readonly string[]): Task<number> {
  const options = parse(fixed ?? 'dgst', words, { flags: [...DIGEST_FLAGS, 'r', 'hex', 'c', 'binary'], values: ['out'] });
  const name = fixed ?? DIGEST_FLAGS.find((each) => options.on(each)) ?? 'sha256';
  for (const path of options.rest.length === 0 ? [undefined] : options.rest) {
    const text = path === undefined ? yield* context.stdin.readAll() : fileText(context, path) ?? stop(`${path}: No such file or directory\n`);
    const bytes = digest(name, toBytes(text));
    const shown = path ?? 'stdin';
    const line = options.on('binary') ? fromBytes(bytes) : options.on('r') ? `${toHex(bytes)} *${shown}\n` : `${LABEL[name]}(${shown})= ${toHex(bytes)}\n`;
    yield* output(context, options.value('out'), line);
  }
  return 0;
};
export const digestCommand = (name: string): ReturnType<typeof dgst> | undefined => (isDigestName(name) ? dgst(name) : undefined);

export function* verify(context: CommandContext, words: readonly string[]): Task<number> {
  const options = parse('verify', words, { flags: ['verbose', 'show_chain', 'no-CApath', 'no-CAfile', 'partial_chain'], values: ['CAfile', 'untrusted', 'trusted', 'purpose', 'verify_hostname'] });
  const bundle = (option: string): readonly Certificate[] => options.all(option).flatMap((path) => parseCertificates(fileText(context, path) ?? '') ?? stop(`Error loading file ${path}\n`));
  const [roots, between] = [[...bundle('CAfile'), ...bundle('trusted')], bundle('untrusted')];
  let code = 0;
  for (const path of options.rest) {
    const certificate = certificateIn(yield* input(context, path, 'certificate file'), path, 'certificate file');
    const problem = verifyCertificate(certificate, roots, context.machine.clock.now, undefined, between);
    if (problem === undefined) { yield* send(context.stdout, `${path}: OK\n`); continue; }
    const self = openSslName(certificate.subject) === openSslName(certificate.issuer);
    const [number, words_] = problem.includes('is before') ? [9, 'certificate is not yet valid'] : problem.includes('is after') ? [10, 'certificate has expired'] : self ? [18, 'self-signed certificate'] : [20, 'unable to get local issuer certificate'];
    context.stderr.write(`${openSslName(certificate.subject)}\nerror ${number} at 0 depth lookup: ${words_}\nerror ${path}: verification failed\n`);
    code = 2;
  }
  return code;
}

export function* version(context: CommandContext): Task<number> {
  yield* send(context.stdout, 'OpenSSL 3.0.19 27 Jan 2026 (Library: OpenSSL 3.0.19 27 Jan 2026)\n');
  return 0;
}

/** The certificate that a server shows; nothing is said to it. */
export function* sClient(context: CommandContext, words: readonly string[]): Task<number> {
  const options = parse('s_client', words, { flags: ['showcerts', 'quiet', 'brief', 'verify_quiet'], values: ['connect', 'servername', 'CAfile', 'cert', 'key', 'verify'] });
  const [host = '', port = '443'] = (options.value('connect') ?? options.rest[0] ?? 'localhost:4433').split(':');
  let seen: string | undefined;
  const result = yield* context.machine.network.http({
    method: 'GET', scheme: 'https', host, port: Number(port), path: '/', headers: {}, body: '', timeoutMs: 10_000, tls: { verify: (certificate) => { seen = certificate; return 'seen'; } },
  });
  const reason: { readonly [reason: string]: string } = { refused: 'Connection refused', timeout: 'Connection timed out', unresolved: 'Name or service not known', unreachable: 'No route to host', reset: 'Connection reset by peer' };
  if (!result.ok) return stop(`00:error:8000006F:system library:BIO_connect:${reason[result.reason] ?? 'Connection refused'}:../crypto/bio/bio_sock2.c:114:calling connect()\nconnect:errno=111\n`);
  if (seen === undefined) return stop('CONNECTED(00000003)\n00:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../ssl/record/ssl3_record.c:354:\n');
  const certificate = certificateIn(seen);
  const bundle = options.value('CAfile');
  const roots = bundle === undefined ? [] : parseCertificates(fileText(context, bundle) ?? '') ?? [];
  const trusted = roots.length > 0 && verifyCertificate(certificate, roots, context.machine.clock.now) === undefined;
  const verdict = trusted ? '0 (ok)' : '21 (unable to verify the first certificate)';
  yield* send(context.stdout, `CONNECTED(00000003)\n---\nCertificate chain\n 0 s:${openSslName(certificate.subject)}\n   i:${openSslName(certificate.issuer)}\n   v:NotBefore: ${dateText(certificate.notBefore)}; NotAfter: ${dateText(certificate.notAfter)}\n---\n`
    + `Server certificate\n${certificatePem(certificate.der)}subject=${openSslName(certificate.subject)}\nissuer=${openSslName(certificate.issuer)}\n---\nVerify return code: ${verdict}\n---\n`);
  return 0;
}
