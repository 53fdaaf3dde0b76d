/** What kubectl shows to the server: the user of the kubeconfig under the flags. @k8s client-go/tools/clientcmd/validation.go, client_config.go */
import type { Credentials } from '../apiserver/index.ts';
import { isList, isObject, type JsonObject } from '../base/index.ts';
import { bytesText, fromBase64, parseCertificate, parsePrivateKey, publicKeyOf, samePublicKey, textBytes, toBase64 } from '../pki/index.ts';
import type { Flags } from './flags.ts';
import { textAt } from './objects.ts';
import { readText, resolvePath, type Place } from './paths.ts';

/** The fields of a kubeconfig's user. `certificate` and `key` are file names, `…Data` PEM in base64. */
export type AuthInfo = {
  readonly name: string;
  readonly token: string; readonly tokenFile: string; readonly username: string; readonly password: string;
  readonly certificate: string; readonly certificateData: string; readonly key: string; readonly keyData: string;
  readonly as: string; readonly asUid: string; readonly asGroups: readonly string[]; readonly asExtra: readonly (readonly [string, readonly string[]])[];
};

export function authInfoOf(name: string, user: JsonObject | undefined, flags: Flags): AuthInfo {
  const of = (field: string): string => textAt(user, field);
  // What a flag says of a certificate or token takes the place of all that the file says of it.
  const given = (flag: string): boolean => flags.text(flag) !== '';
  return {
    name,
    token: flags.text('token') || of('token'), tokenFile: given('token') ? '' : of('tokenFile'),
    username: flags.text('username') || of('username'), password: flags.text('password') || of('password'),
    certificate: flags.text('client-certificate') || of('client-certificate'), certificateData: given('client-certificate') ? '' : of('client-certificate-data'),
    key: flags.text('client-key') || of('client-key'), keyData: given('client-key') ? '' : of('client-key-data'),
    as: flags.text('as') || of('as'), asUid: flags.text('as-uid') || of('as-uid'),
    asGroups: flags.list('as-group').length > 0 ? flags.list('as-group') : textsIn(user, 'as-groups'),
    asExtra: flags.list('as-user-extra').length > 0 ? extraFlags(flags.list('as-user-extra')) : extraIn(user),
  };
}

function textsIn(object: JsonObject | undefined, key: string): string[] {
  const value = object?.[key];
  return isList(value) ? value.filter((each) => typeof each === 'string') : [];
}
function extraIn(user: JsonObject | undefined): [string, string[]][] {
  const extra = user?.['as-user-extra'];
  return isObject(extra) ? Object.keys(extra).sort().map((key) => [key, textsIn(extra, key)]) : [];
}
function extraFlags(pairs: readonly string[]): [string, string[]][] {
  const out = new Map<string, string[]>();
  for (const pair of pairs) {
    const cut = pair.indexOf('=');
    const key = cut < 0 ? pair : pair.slice(0, cut);
    out.set(key, [...(out.get(key) ?? []), cut < 0 ? '' : pair.slice(cut + 1)]);
  }
  return [...out];
}

const missing = (place: Place, path: string): boolean => place.machine.files.realPath(resolvePath(place, path)) === undefined;

/** What is wrong with it before anything is sent. */
export function authProblems(info: AuthInfo, place: Place): string[] {
  const out: string[] = [];
  const { name } = info;
  if (info.certificate !== '' || info.certificateData !== '') {
    if (info.certificate !== '' && info.certificateData !== '') out.push(`client-cert-data and client-cert are both specified for ${name}. client-cert-data will override.`);
    if (info.key !== '' && info.keyData !== '') out.push(`client-key-data and client-key are both specified for ${name}; client-key-data will override`);
    if (info.key === '' && info.keyData === '') out.push(`client-key-data or client-key must be specified for ${name} to use the clientCert authentication method.`);
    for (const [word, path] of [['client-cert', info.certificate], ['client-key', info.key]] as const) {
      if (path !== '' && missing(place, path)) out.push(`unable to read ${word} ${path} for ${name} due to open ${path}: no such file or directory`);
    }
  }
  const methods = [...(info.token === '' ? [] : ['token']), ...(info.username === '' && info.password === '' ? [] : ['basicAuth'])];
  if (methods.length > 1) out.push(`more than one authentication method found for ${name}; found [${methods.join(' ')}], only one is allowed`);
  if (info.as === '' && (info.asUid !== '' || info.asGroups.length > 0 || info.asExtra.length > 0)) out.push(`requesting uid, groups or user-extra for ${name} without impersonating a user`);
  return out;
}

export type Shown = { readonly credentials: Credentials; readonly headers: { readonly [name: string]: string } } | { readonly error: string };

/** What goes with each request; an error is one of Go's TLS. */
export function shown(info: AuthInfo, place: Place): Shown {
  const headers: { [name: string]: string } = {};
  const token = info.token !== '' ? info.token : info.tokenFile !== '' && !missing(place, info.tokenFile) ? readText(place, info.tokenFile).trim() : '';
  if (token !== '') headers['authorization'] = `Bearer ${token}`;
  else if (info.username !== '' || info.password !== '') headers['authorization'] = `Basic ${toBase64(textBytes(`${info.username}:${info.password}`))}`;
  if (info.as !== '') headers['impersonate-user'] = info.as;
  if (info.asGroups.length > 0) headers['impersonate-group'] = info.asGroups.join(', ');
  if (info.asUid !== '') headers['impersonate-uid'] = info.asUid;
  for (const [key, values] of info.asExtra) headers[`impersonate-extra-${encodeURIComponent(key).toLowerCase()}`] = values.join(', ');
  if (info.certificate === '' && info.certificateData === '') return { headers, credentials: {} };
  const certificate = info.certificateData !== '' ? decoded(info.certificateData) : readText(place, info.certificate);
  const error = pairProblem(certificate, info.keyData !== '' ? decoded(info.keyData) : readText(place, info.key));
  return error === undefined ? { headers, credentials: { certificate } } : { error };
}

const decoded = (base64: string): string => { const bytes = fromBase64(base64); return bytes === undefined ? '' : bytesText(bytes); };

/** Pairs that were found good, by certificate: a key's check costs a millisecond and every command has the same one. */
const good = new Map<string, string>();
const MOST = 50;

/** @k8s go crypto/tls X509KeyPair; golden kubectl/create-secret-tls */
export function pairProblem(certificate: string, key: string): string | undefined {
  if (good.get(certificate) === key) return undefined;
  if (!/-----BEGIN CERTIFICATE-----/.test(certificate)) {
    if (!certificate.includes('-----BEGIN ')) return 'tls: failed to find any PEM data in certificate input';
    return /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(certificate) ? 'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched'
      : `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${[...certificate.matchAll(/-----BEGIN ([^-]+)-----/g)].map(([, label]) => label).join(' ')}]`;
  }
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(key)) {
    if (!key.includes('-----BEGIN ')) return 'tls: failed to find any PEM data in key input';
    return key.includes('-----BEGIN CERTIFICATE-----') ? 'tls: found a certificate rather than a key in the PEM for the private key'
      : `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${[...key.matchAll(/-----BEGIN ([^-]+)-----/g)].map(([, label]) => label).join(' ')}]`;
  }
  const read = parseCertificate(certificate);
  if (read === undefined) return 'x509: malformed certificate';
  const own = parsePrivateKey(key);
  if (own === undefined) return 'tls: failed to parse private key';
  if (read.publicKey !== undefined && read.publicKey.type !== own.type) return 'tls: private key type does not match public key type';
  if (read.publicKey === undefined || !samePublicKey(read.publicKey, publicKeyOf(own))) return 'tls: private key does not match public key';
  if (good.size >= MOST) good.clear();
  good.set(certificate, key);
  return undefined;
}
