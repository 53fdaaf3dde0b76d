/** genrsa, genpkey, ecparam, rsa, ec, pkey. */
import { generateKey, privateKeyPem, publicKeyOf, publicKeyPem, type CurveName, type KeyKind, type PrivateKey } from '../../../pki/index.ts';
import type { Task } from '../../../time/index.ts';
import { send } from '../../pipe.ts';
import type { CommandContext } from '../../types.ts';
import { chance, dots, inForm, input, output, parse, privateKeyIn, publicKeyIn, stop } from './program.ts';
import { curveNames, privateKeyText, publicKeyText } from './text.ts';

const SMALLEST = 512;
/** Finding larger primes would hold up everything else on the page. */
const LARGEST = 4096;

export function rsaKind(text: string): KeyKind {
  const bits = Number(text);
  if (!Number.isInteger(bits) || bits < SMALLEST) return stop(`Error generating RSA key: the number of bits is at least ${SMALLEST}, not ${text}\n`);
  if (bits > LARGEST) return stop(`Error generating RSA key: this openssl makes keys of at most ${LARGEST} bits, not ${text}\n`);
  return { type: 'rsa', bits: Math.ceil(bits / 16) * 16 };
}
export function curveKind(name: string): KeyKind {
  const curve = (Object.keys(curveNames) as CurveName[]).find((each) => each === name || curveNames[each][0] === name || (name === 'secp256r1' && each === 'P-256'));
  return curve === undefined ? stop(`unknown curve name (${name}); this openssl knows prime256v1, secp384r1 and secp521r1\n`) : { type: 'ec', curve };
}

export function* genrsa(context: CommandContext, words: readonly string[]): Task<number> {
  const options = parse('genrsa', words, { flags: ['3', 'F4', 'f4', 'traditional', 'verbose', 'quiet'], values: ['out', 'passout', 'primes', 'rand'] });
  const key = generateKey(rsaKind(options.rest[0] ?? '2048'), chance(context));
  yield* output(context, options.value('out'), privateKeyPem(key, options.on('traditional') ? 'traditional' : 'pkcs8'), 0o600);
  return 0;
}

export function* genpkey(context: CommandContext, words: readonly string[]): Task<number> {
  const options = parse('genpkey', words, { flags: ['text', 'quiet', 'genparam'], values: ['algorithm', 'pkeyopt', 'out', 'outform', 'pass'] });
  const algorithm = (options.value('algorithm') ?? '').toUpperCase();
  const settings = new Map(options.all('pkeyopt').map((pair) => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)]));
  if (algorithm !== 'RSA' && algorithm !== 'EC') stop(`genpkey: Error initializing ${options.value('algorithm') ?? ''} context: this openssl makes RSA and EC keys\n`);
  if (algorithm === 'EC' && !settings.has('ec_paramgen_curve')) stop('genpkey: Error generating EC key: no parameters set: -pkeyopt ec_paramgen_curve:P-256\n');
  const key = generateKey(algorithm === 'RSA' ? rsaKind(settings.get('rsa_keygen_bits') ?? '2048') : curveKind(settings.get('ec_paramgen_curve') ?? ''), chance(context));
  if (algorithm === 'RSA' && !options.on('quiet')) context.stderr.write(dots(context));
  yield* output(context, options.value('out'), inForm(options.value('outform'), privateKeyPem(key, 'pkcs8')), 0o600);
  return 0;
}

/** The identifiers of the curves in PEM. */
const PARAMETERS: { readonly [curve in CurveName]: string } = { 'P-256': 'BggqhkjOPQMBBw==', 'P-384': 'BgUrgQQAIg==', 'P-521': 'BgUrgQQAIw==' };

export function* ecparam(context: CommandContext, words: readonly string[]): Task<number> {
  const options = parse('ecparam', words, { flags: ['genkey', 'noout', 'list_curves', 'text', 'check'], values: ['name', 'out', 'in', 'outform', 'param_enc', 'conv_form'] });
  if (options.on('list_curves')) {
    yield* send(context.stdout, '  secp384r1 : NIST/SECG curve over a 384 bit prime field\n  secp521r1 : NIST/SECG curve over a 521 bit prime field\n  prime256v1: X9.62/SECG curve over a 256 bit prime field\n');
    return 0;
  }
  const kind = curveKind(options.value('name') ?? '');
  const parameters = kind.type === 'ec' && !options.on('noout') ? `-----BEGIN EC PARAMETERS-----\n${PARAMETERS[kind.curve]}\n-----END EC PARAMETERS-----\n` : '';
  yield* output(context, options.value('out'), `${parameters}${options.on('genkey') ? privateKeyPem(generateKey(kind, chance(context))) : ''}`, 0o600);
  return 0;
}

type Tool = { readonly name: string; readonly type?: PrivateKey['type']; readonly form: 'traditional' | 'pkcs8'; readonly reading: string; readonly writing: string };

const keyTool = ({ name, type, form, reading, writing }: Tool) => function* run(context: CommandContext, words: readonly string[]): Task<number> {
  const options = parse(name, words, { flags: ['noout', 'text', 'text_pub', 'pubin', 'pubout', 'check', 'modulus', 'traditional', 'nocrypt'], values: ['in', 'out', 'inform', 'outform', 'passin', 'passout'] });
  const text = yield* input(context, options.value('in'), options.on('pubin') ? 'public key' : 'private key');
  context.stderr.write(reading);
  const key = options.on('pubin') ? undefined : privateKeyIn(text, options.value('in'));
  const own = key === undefined ? publicKeyIn(text, options.value('in')) : publicKeyOf(key);
  if (type !== undefined && own.type !== type) stop(`Not ${type === 'rsa' ? 'an RSA' : 'an EC'} key\n`);
  let readable = options.on('text') ? (key === undefined ? publicKeyText(own) : privateKeyText(key)) : '';
  if (options.on('text_pub')) readable += publicKeyText(own);
  // pkey alone writes the key before what there is to read.
  let out = name === 'pkey' ? '' : readable;
  if (options.on('modulus') && own.type === 'rsa') out += `Modulus=${own.n.toString(16).toUpperCase()}\n`;
  if (options.on('check')) out += name === 'rsa' ? 'RSA key ok\n' : 'Key is valid\n';
  if (!options.on('noout')) {
    context.stderr.write(writing);
    const pem = key === undefined || options.on('pubout') ? publicKeyPem(own) : privateKeyPem(key, options.on('traditional') ? 'traditional' : form);
    out += inForm(options.value('outform'), pem);
  }
  if (name === 'pkey') out += readable;
  yield* output(context, options.value('out'), out, 0o600);
  return 0;
};

export const rsa = keyTool({ name: 'rsa', type: 'rsa', form: 'pkcs8', reading: '', writing: 'writing RSA key\n' });
export const ec = keyTool({ name: 'ec', type: 'ec', form: 'traditional', reading: 'read EC key\n', writing: 'writing EC key\n' });
export const pkey = keyTool({ name: 'pkey', form: 'pkcs8', reading: '', writing: '' });
