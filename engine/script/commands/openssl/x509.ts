/** `openssl x509`: reads certificates, and makes them of requests. */
import {
  certificatePem, colons, digest, isSelfSigned, makeCertificate, newSerial16, openSslName, parseRequest, publicKeyOf, publicKeyPem, readCertificate, samePublicKey, serialHex, subjectDer,
  type Certificate, type DigestName, type PrivateKey, type RawExtension,
} from '../../../pki/index.ts';
import type { Task } from '../../../time/index.ts';
import type { CommandContext } from '../../types.ts';
import { extensionsOf, parseConfig, type Config } from './names.ts';
import { certificateIn, chance, daysMs, fileText, inForm, input, output, parse, privateKeyIn, stop, type Options } from './program.ts';
import { certificateText, dateText, EXTENSION_NAMES, extensionText } from './text.ts';

const SPEC = {
  flags: ['req', 'noout', 'text', 'subject', 'issuer', 'dates', 'startdate', 'enddate', 'serial', 'fingerprint', 'pubkey', 'modulus', 'email', 'CAcreateserial', 'sha1', 'sha256', 'sha384', 'sha512', 'md5', 'purpose', 'new'],
  values: ['in', 'out', 'CA', 'CAkey', 'CAserial', 'signkey', 'key', 'days', 'extfile', 'extensions', 'set_serial', 'inform', 'outform', 'checkend', 'ext', 'copy_extensions', 'nameopt', 'checkhost', 'checkip', 'passin', 'subj', 'certopt'],
} as const;
const DIGESTS: readonly DigestName[] = ['sha256', 'sha384', 'sha512', 'md5', 'sha1'];

export function* x509(context: CommandContext, words: readonly string[]): Task<number> {
  const options = parse('x509', words, SPEC);
  const path = options.value('in');
  const text = yield* input(context, path, options.on('req') ? 'certificate request input' : 'certificate');
  const certificate = options.on('req') ? yield* sign(context, options, text) : certificateIn(text, path);
  return yield* show(context, options, words, certificate);
}

function* show(context: CommandContext, options: Options, words: readonly string[], certificate: Certificate): Task<number> {
  const parts: { readonly [flag: string]: () => string } = {
    serial: () => `serial=${serialHex(certificate).toUpperCase()}\n`,
    subject: () => `subject=${openSslName(certificate.subject)}\n`, issuer: () => `issuer=${openSslName(certificate.issuer)}\n`,
    startdate: () => `notBefore=${dateText(certificate.notBefore)}\n`, enddate: () => `notAfter=${dateText(certificate.notAfter)}\n`,
    dates: () => `notBefore=${dateText(certificate.notBefore)}\nnotAfter=${dateText(certificate.notAfter)}\n`,
    text: () => certificateText(certificate), email: () => certificate.emails.map((each) => `${each}\n`).join(''),
    pubkey: () => (certificate.publicKey === undefined ? '' : publicKeyPem(certificate.publicKey)),
    modulus: () => (certificate.publicKey?.type === 'rsa' ? `Modulus=${certificate.publicKey.n.toString(16).toUpperCase()}\n` : 'Modulus=No modulus for this public key type\n'),
    fingerprint: () => {
      const hash = DIGESTS.find((name) => options.on(name)) ?? 'sha1';
      return `${hash === 'sha1' && !options.on('sha1') ? 'SHA1' : hash} Fingerprint=${colons(digest(hash, certificate.der))}\n`;
    },
  };
  // In the order in which they were asked for.
  let out = words.flatMap((word) => parts[word.replace(/^--?/, '')]?.() ?? []).join('');
  if (options.value('ext') !== undefined) {
    const wanted = (options.value('ext') ?? '').split(',').map((name) => EXTENSION_NAMES[name.trim()]);
    const found = certificate.extensions.filter(({ id }) => wanted.includes(id));
    if (found.length === 0) context.stderr.write(`No extensions${certificate.extensions.length === 0 ? '' : ' matched'} in certificate\n`);
    out += found.map((each) => extensionText(each, certificate, 0)).join('');
  }
  let code = 0;
  const seconds = options.value('checkend');
  if (seconds !== undefined) {
    const ends = context.machine.clock.now + Number(seconds) * 1000 > certificate.notAfter;
    out += `Certificate will ${ends ? '' : 'not '}expire\n`;
    code = ends ? 1 : 0;
  }
  if (!options.on('noout') && (seconds === undefined || options.value('out') !== undefined)) out += inForm(options.value('outform'), certificatePem(certificate.der));
  yield* output(context, options.value('out'), out);
  return code;
}

function* sign(context: CommandContext, options: Options, text: string): Task<Certificate> {
  const request = parseRequest(text) ?? stop(`Could not read certificate request input from ${options.value('in') ?? '<stdin>'}\nUnable to load certificate request input\n`);
  if (!isSelfSigned(request) || request.publicKey === undefined) stop('Certificate request self-signature did not match the contents\n');
  context.stderr.write(`Certificate request self-signature ok\nsubject=${openSslName(request.subject)}\n`);
  const issuer = yield* signerOf(context, options);
  const config = configOf(context, options);
  const ids = { own: request.publicKey ?? publicKeyOf(issuer.key), issuer: publicKeyOf(issuer.key) };
  const copied: readonly RawExtension[] = ['copy', 'copyall'].includes(options.value('copy_extensions') ?? '') ? request.extensions : [];
  const pairs = config === undefined ? [] : [...(config.sections.get(options.value('extensions') ?? config.sections.get('default')?.get('extensions') ?? 'default') ?? [])].filter(([name]) => name !== 'extensions');
  const extensions = [...copied, ...extensionsOf(pairs, config, ids)];
  const { now } = context.machine.clock;
  const der = makeCertificate({
    serial: serialFor(context, options), subject: request.subjectDer, issuer: issuer.certificate === undefined ? request.subjectDer : subjectDer(issuer.certificate), publicKey: request.publicKeyDer, signer: issuer.key, extensions,
    notBefore: now, notAfter: now + daysMs(options.value('days'), 30),
  });
  return readCertificate(der) ?? stop('unreadable\n');
}

function* signerOf(context: CommandContext, options: Options): Task<{ readonly key: PrivateKey; readonly certificate: Certificate | undefined }> {
  const own = options.value('signkey') ?? options.value('key');
  if (own !== undefined) return { key: privateKeyIn(yield* input(context, own, 'private key'), own), certificate: undefined };
  const [ca, caKey] = [options.value('CA'), options.value('CAkey')];
  if (ca === undefined) return stop('We need a private key to sign with\n');
  const certificate = certificateIn(yield* input(context, ca, 'CA certificate'), ca, 'CA certificate');
  const key = privateKeyIn(yield* input(context, caKey ?? ca, 'CA private key'), caKey ?? ca);
  if (certificate.publicKey === undefined || !samePublicKey(certificate.publicKey, publicKeyOf(key))) stop('CA certificate and CA private key do not match\n');
  return { key, certificate };
}

function configOf(context: CommandContext, options: Options): Config | undefined {
  const path = options.value('extfile');
  if (path === undefined) return undefined;
  const text = fileText(context, path);
  return text === undefined ? stop(`Can't open "${path}" for reading, No such file or directory\n`) : parseConfig(text);
}

/** Given, counted in a file beside the authority's certificate, or chance. */
function serialFor(context: CommandContext, options: Options): bigint {
  const given = options.value('set_serial');
  if (given !== undefined) return BigInt(given);
  const ca = options.value('CA');
  const path = options.value('CAserial') ?? (ca === undefined ? undefined : ca.replace(/\.[^./]*$/, '.srl'));
  const text = path === undefined ? undefined : fileText(context, path);
  if (path === undefined || (text === undefined && !options.on('CAcreateserial'))) return newSerial16(chance(context));
  const serial = text === undefined ? newSerial16(chance(context)) : BigInt(`0x${text.trim()}`) + 1n;
  const hex = serial.toString(16).toUpperCase();
  const target = path.startsWith('/') ? path : `${context.directory}/${path}`;
  context.machine.files.write(target, `${hex.length % 2 === 0 ? hex : `0${hex}`}\n`);
  return serial;
}
