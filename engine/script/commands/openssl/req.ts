/** `openssl req`: requests, and certificates that sign themselves. */
import {
  encodeName, generateKey, isSelfSigned, makeCertificate, makeRequest, newSerial16, openSslName, parseRequest, privateKeyPem, publicKeyOf, publicKeyPem, requestPem, certificatePem,
  readCertificate, type Name, type PrivateKey, type RawExtension,
} from '../../../pki/index.ts';
import type { Task } from '../../../time/index.ts';
import type { CommandContext } from '../../types.ts';
import { curveKind, rsaKind } from './keys.ts';
import { configSubject, extensionsOf, parseConfig, subject, type Config } from './names.ts';
import { chance, daysMs, dots, fileText, inForm, input, output, parse, privateKeyIn, stop, type Options } from './program.ts';
import { certificateText, requestText } from './text.ts';

const SPEC = {
  flags: ['new', 'x509', 'nodes', 'noenc', 'noout', 'text', 'verify', 'subject', 'pubkey', 'batch', 'verbose', 'utf8', 'sha256', 'sha384', 'sha512', 'modulus', 'quiet'],
  values: ['key', 'keyout', 'newkey', 'out', 'in', 'subj', 'days', 'addext', 'config', 'extensions', 'reqexts', 'pkeyopt', 'inform', 'outform', 'set_serial', 'CA', 'CAkey', 'keyform', 'passin', 'passout', 'section', 'nameopt'],
} as const;

export function* req(context: CommandContext, words: readonly string[]): Task<number> {
  const options = parse('req', words, SPEC);
  const makes = options.on('new') || options.on('x509') || options.value('newkey') !== undefined;
  return makes && options.value('in') === undefined ? yield* make(context, options) : yield* show(context, options);
}

function* show(context: CommandContext, options: Options): Task<number> {
  const text = yield* input(context, options.value('in'), 'certificate request');
  const request = parseRequest(text) ?? stop(`Could not read certificate request from ${options.value('in') ?? '<stdin>'}\nUnable to load X509 request\n`);
  let code = 0;
  if (options.on('verify')) {
    const good = isSelfSigned(request);
    context.stderr.write(`Certificate request self-signature ${good ? 'verify OK' : 'did not match the contents'}\n`);
    code = good ? 0 : 1;
  }
  let out = '';
  if (options.on('text')) out += requestText(request);
  if (options.on('pubkey') && request.publicKey !== undefined) out += publicKeyPem(request.publicKey);
  if (options.on('subject')) out += `subject=${openSslName(request.subject)}\n`;
  if (!options.on('noout')) out += inForm(options.value('outform'), requestPem(request.der));
  yield* output(context, options.value('out'), out);
  return code;
}

function configOf(context: CommandContext, options: Options): Config | undefined {
  const path = options.value('config');
  if (path === undefined || path === '/dev/null') return undefined;
  const text = fileText(context, path);
  return text === undefined ? stop(`Can't open config file: ${path}\nreq: Can't open "${path}" for reading, No such file or directory\n`) : parseConfig(text);
}

function* keyFor(context: CommandContext, options: Options, config: Config | undefined): Task<PrivateKey> {
  const path = options.value('key');
  if (path !== undefined) return privateKeyIn(yield* input(context, path, 'private key'), path);
  const asked = options.value('newkey') ?? `rsa:${config?.sections.get('req')?.get('default_bits') ?? '2048'}`;
  const curve = options.all('pkeyopt').find((pair) => pair.startsWith('ec_paramgen_curve:'))?.slice('ec_paramgen_curve:'.length);
  const kind = asked === 'ec' || asked.startsWith('ec:') ? curveKind(curve ?? '') : asked.startsWith('rsa') ? rsaKind(asked.split(':')[1] ?? '2048')
    : stop(`Error setting up key generation: this openssl makes rsa:N and ec keys, not ${asked}\n`);
  if (!options.on('nodes') && !options.on('noenc') && config?.sections.get('req')?.get('encrypt_key') !== 'no') {
    stop('Enter PEM pass phrase:\nthis openssl writes keys without a pass phrase only: add -nodes\n');
  }
  const key = generateKey(kind, chance(context));
  context.stderr.write(kind.type === 'rsa' ? `${dots(context)}${dots(context)}-----\n` : '-----\n');
  yield* output(context, options.value('keyout') ?? config?.sections.get('req')?.get('default_keyfile') ?? 'privkey.pem', privateKeyPem(key, 'pkcs8'), 0o600);
  return key;
}

function subjectFor(context: CommandContext, options: Options, config: Config | undefined): Name {
  const text = options.value('subj');
  if (text !== undefined) return subject(text, options.on('utf8'), (line) => context.stderr.write(line));
  if (config?.sections.get('req')?.get('prompt') === 'no') return configSubject(config);
  return stop('this openssl asks no questions: give the name with -subj "/O=group/CN=user"\n');
}

function* make(context: CommandContext, options: Options): Task<number> {
  const config = configOf(context, options);
  const key = yield* keyFor(context, options, config);
  const name = subjectFor(context, options, config);
  const added = options.all('addext').map((pair): [string, string] => { const cut = pair.indexOf('='); return [pair.slice(0, cut).trim(), pair.slice(cut + 1).trim()]; });
  const section = options.on('x509') ? options.value('extensions') ?? config?.sections.get('req')?.get('x509_extensions') : options.value('reqexts') ?? options.value('extensions') ?? config?.sections.get('req')?.get('req_extensions');
  const pairs: [string, string][] = [...(section === undefined ? [] : config?.sections.get(section) ?? []), ...added];
  const text = options.on('x509') ? selfSigned(context, options, key, name, pairs, config) : { pem: requestPem(makeRequest({ subject: name, key, style: 'openssl', extensions: extensionsOf(pairs, config, undefined) })), text: '' };
  const readable = !options.on('text') ? '' : options.on('x509') ? text.text : requestText(parseRequest(text.pem) ?? stop('unreadable\n'));
  yield* output(context, options.value('out'), `${readable}${options.on('noout') ? '' : inForm(options.value('outform'), text.pem)}`);
  return 0;
}

function selfSigned(context: CommandContext, options: Options, key: PrivateKey, name: Name, pairs: readonly [string, string][], config: Config | undefined): { readonly pem: string; readonly text: string } {
  const own = publicKeyOf(key);
  const has = (wanted: string): boolean => pairs.some(([given]) => given === wanted);
  // What the configuration that comes with openssl gives every self-signed certificate.
  const usual: [string, string][] = [['subjectKeyIdentifier', 'hash'], ['authorityKeyIdentifier', 'keyid'], ['basicConstraints', 'critical,CA:TRUE']];
  const extensions: RawExtension[] = extensionsOf([...usual.filter(([given]) => !has(given)), ...pairs], config, { own, issuer: own });
  const encoded = encodeName(name, 'openssl');
  const serial = options.value('set_serial');
  const { now } = context.machine.clock;
  const der = makeCertificate({
    serial: serial === undefined ? newSerial16(chance(context)) : BigInt(serial), subject: encoded, issuer: encoded, publicKey: own, signer: key, extensions, notBefore: now, notAfter: now + daysMs(options.value('days'), 30),
  });
  const certificate = readCertificate(der);
  return { pem: certificatePem(der), text: certificate === undefined ? '' : certificateText(certificate) };
}
