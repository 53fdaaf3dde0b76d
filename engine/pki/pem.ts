/** PEM: DER in base64 between two lines. */
import { fromBase64, toBase64 } from './bytes.ts';

export type PemBlock = { readonly label: string; readonly der: Uint8Array; readonly headers: { readonly [name: string]: string } };

export const encodePem = (label: string, der: Uint8Array): string =>
  `-----BEGIN ${label}-----\n${(toBase64(der).match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`;

/** All blocks of a text; what is not one is skipped, as Go's pem.Decode does. */
export function decodePem(text: string): PemBlock[] {
  const out: PemBlock[] = [];
  for (const match of text.matchAll(/-----BEGIN ([^\n-]*)-----[ \t]*\r?\n([\s\S]*?)-----END \1-----/g)) {
    const [, label = '', body = ''] = match;
    const headers: { [name: string]: string } = {};
    const rest = body.replace(/^([\w-]+): ?(.*)\r?\n/gm, (_, name: string, value: string) => { headers[name] = value; return ''; });
    const der = fromBase64(rest);
    if (der !== undefined && der.length > 0) out.push({ label, der, headers });
  }
  return out;
}
