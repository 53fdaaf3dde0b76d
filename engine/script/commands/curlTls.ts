/** What curl trusts and shows over HTTPS. */
import { decodePem, ipBytes, parseCertificate, parseCertificates, verifyCertificate, type Certificate } from '../../pki/index.ts';
import type { ClientTls, CommandContext } from '../types.ts';
import { textOf } from '../files/tree.ts';
import { pathIn } from './common.ts';
import type { Url } from './http.ts';

type Options = { readonly insecure: boolean; readonly authority: string | undefined; readonly certificate: string | undefined; readonly key: string | undefined };

function textIn(context: CommandContext, path: string): string | undefined {
  const { files } = context.machine;
  const real = files.realPath(pathIn(context, path));
  return real === undefined || files.stat(real)?.type !== 'file' ? undefined : textOf(files.read(real));
}

/** An error is curl's exit code and words. */
export function clientTls(context: CommandContext, url: Url, { insecure, authority, certificate, key }: Options): ClientTls | { readonly code: number; readonly words: string } {
  const trusted = authority === undefined ? undefined : textIn(context, authority);
  if (authority !== undefined && !insecure && (trusted === undefined || parseCertificates(trusted) === undefined)) return { code: 77, words: `error setting certificate file: ${authority}` };
  const shown = certificate === undefined ? undefined : textIn(context, certificate);
  if (certificate !== undefined && (shown === undefined || decodePem(shown).length === 0)) {
    return { code: 58, words: `could not load PEM client certificate from ${certificate}, OpenSSL error error:${shown === undefined ? '80000002:system library::No such file or directory' : '0480006C:PEM routines::no start line'}, (no key found, wrong pass phrase, or wrong file format?)` };
  }
  if (key !== undefined && textIn(context, key) === undefined) {
    return { code: 58, words: `unable to set private key file: '${key}' type PEM` };
  }
  return {
    ...(shown === undefined ? {} : { certificate: shown }),
    ...(insecure ? {} : { verify: (server: string) => distrust(context.machine.clock.now, trusted, server, url.host) }),
  };
}

/** Undefined: it is trusted. */
function distrust(now: number, trusted: string | undefined, server: string, host: string): string | undefined {
  const certificate = parseCertificate(server);
  const roots = trusted === undefined ? [] : parseCertificates(trusted) ?? [];
  if (certificate === undefined || roots.length === 0) return 'SSL certificate problem: unable to get local issuer certificate';
  const problem = verifyCertificate(certificate, roots, now);
  if (problem !== undefined) return `SSL certificate problem: ${problem.includes('expired') ? 'certificate has expired' : 'unable to get local issuer certificate'}`;
  return names(certificate, host) ? undefined : `SSL: no alternative certificate subject name matches target host name '${host}'`;
}

function names({ dnsNames, ipAddresses }: Certificate, host: string): boolean {
  if (ipBytes(host) !== undefined) return ipAddresses.includes(host);
  return dnsNames.some((name) => name.toLowerCase() === host.toLowerCase() || (name.startsWith('*.') && host.slice(host.indexOf('.')) === name.slice(1)));
}
