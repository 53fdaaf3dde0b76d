/** `-subj`, `-addext` and the configuration files that requests are made from. */
import { EXTENDED_KEY_USAGES, extensionList, isNamePart, KEY_USAGES, keyIdOf, NAME_PARTS, type AltNames, type Extensions, type KeyUsage, type Name, type PublicKey, textBytes, type RawExtension } from '../../../pki/index.ts';
import { stop } from './program.ts';

const shortOf = (type: string): string => NAME_PARTS.find(([short, , long]) => short === type || long === type)?.[0] ?? type;

/** `/O=devs/CN=jane`; a backslash takes a slash into the value. @param warn of parts that have no name */
export function subject(text: string, utf8: boolean, warn: (line: string) => void): Name {
  if (!text.startsWith('/')) {
    return stop(`req: subject name is expected to be in the format /type0=value0/type1=value1/type2=... where characters may be escaped by \\. This name is not in that format: '${text}'\n`);
  }
  const parts = (text.slice(1).match(/(?:\\.|[^/\\])+/g) ?? []).map((part) => part.replace(/\\(.)/g, '$1'));
  return parts.flatMap((part) => {
    const cut = part.indexOf('=');
    const [type, value] = [part.slice(0, cut), part.slice(cut + 1)];
    if (cut < 0) return stop(`req: Missing '=' after RDN type string '${part}' in subject name string\n`);
    if (!isNamePart(type)) { warn(`req warning: Skipping unknown subject name attribute "${type}"\n`); return []; }
    if (value === '') { warn(`req warning: No value provided for subject name attribute "${type}", skipped\n`); return []; }
    // Without -utf8 each byte is a letter of Latin-1.
    return [{ type: shortOf(type), value: utf8 ? value : String.fromCharCode(...textBytes(value)) }];
  });
}

export type Config = { readonly sections: ReadonlyMap<string, ReadonlyMap<string, string>> };

/** Sections of `key = value`; comments and blank lines are left out. */
export function parseConfig(text: string): Config {
  const sections = new Map<string, Map<string, string>>([['default', new Map()]]);
  let current = 'default';
  for (const raw of text.split('\n')) {
    const line = raw.replace(/#.*$/, '').trim();
    const head = /^\[\s*(.+?)\s*\]$/.exec(line)?.[1];
    if (head !== undefined) { current = head; if (!sections.has(current)) sections.set(current, new Map()); continue; }
    const pair = /^([^=]+?)\s*=\s*(.*)$/.exec(line);
    if (pair !== null) sections.get(current)?.set(pair[1] ?? '', (pair[2] ?? '').replace(/^"(.*)"$/, '$1'));
  }
  return { sections };
}

/** The distinguished name of a configuration with `prompt = no`; empty without one. */
export function configSubject({ sections }: Config): Name {
  const section = sections.get(sections.get('req')?.get('distinguished_name') ?? '');
  // Several values of one type are numbered: `0.OU`, `1.OU`.
  return [...(section ?? [])].map(([key, value]): { type: string; value: string } => ({ type: shortOf(key.replace(/^\d+\./, '')), value })).filter(({ type }) => isNamePart(type));
}

export type KeyIds = { readonly own: PublicKey; readonly issuer: PublicKey };

/** `name = value` pairs into extensions. @param ids for `subjectKeyIdentifier = hash`; undefined in requests */
export function extensionsOf(pairs: readonly (readonly [string, string])[], config: Config | undefined, ids: KeyIds | undefined): RawExtension[] {
  return pairs.flatMap(([name, value]) => {
    const critical = /^critical\s*,?/.test(value);
    const words = value.replace(/^critical\s*,?\s*/, '').split(',').map((word) => word.trim()).filter((word) => word !== '');
    return extensionList(extension(name.trim(), words, config, ids)).map((each) => ({ ...each, critical }));
  });
}

function extension(name: string, words: readonly string[], config: Config | undefined, ids: KeyIds | undefined): Extensions {
  const unknown = (word: string): never => stop(`Error adding request extensions from section default\n00:error:11000081:X509 V3 routines:v2i_EXTENDED_KEY_USAGE:invalid object identifier:name=${word}\n`);
  switch (name) {
    case 'subjectAltName': return { altNames: altNames(words, config) };
    case 'keyUsage': return { keyUsage: words.map((word): KeyUsage => KEY_USAGES.find(([short]) => short === word)?.[0] ?? unknown(word)) };
    case 'extendedKeyUsage': return { extendedKeyUsage: words.map((word) => EXTENDED_KEY_USAGES.find(([short]) => short === word)?.[0] ?? (/^\d+(\.\d+)+$/.test(word) ? word : unknown(word))) };
    case 'basicConstraints': {
      const path = words.map((word) => /^pathlen:(\d+)$/i.exec(word)?.[1]).find((each) => each !== undefined);
      return { authority: words.some((word) => /^CA:true$/i.test(word)), ...(path === undefined ? {} : { pathLength: Number(path) }) };
    }
    case 'subjectKeyIdentifier': return ids === undefined ? {} : { subjectKeyId: keyIdOf(ids.own, 'sha1') };
    case 'authorityKeyIdentifier': return ids === undefined ? {} : { authorityKeyId: keyIdOf(ids.issuer, 'sha1') };
    default: return stop(`Error adding extensions from section default\n00:error:11000080:X509 V3 routines:X509V3_EXT_nconf_int:error in extension:section=default, name=${name}, value=${words.join(',')}\n`);
  }
}

/** `DNS:a.b, IP:1.2.3.4` or `@section` with `DNS.1 = a.b`. */
function altNames(words: readonly string[], config: Config | undefined): AltNames {
  const pairs = words.flatMap((word): [string, string][] => {
    if (word.startsWith('@')) return [...(config?.sections.get(word.slice(1)) ?? [])].map(([key, value]) => [key.split('.')[0] ?? '', value]);
    const cut = word.indexOf(':');
    return [[word.slice(0, cut), word.slice(cut + 1)]];
  });
  const of = (type: string): string[] => pairs.filter(([key]) => key === type).map(([, value]) => value);
  return { dns: of('DNS'), ips: of('IP'), emails: of('email'), uris: of('URI') };
}
