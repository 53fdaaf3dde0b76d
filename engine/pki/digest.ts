/** Hashes by the names that tools use. */
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js';

export type DigestName = 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';
const DIGESTS: { readonly [name in DigestName]: (bytes: Uint8Array) => Uint8Array } = { md5, sha1, sha224, sha256, sha384, sha512 };

export const digest = (name: DigestName, bytes: Uint8Array): Uint8Array => DIGESTS[name](bytes);
export const isDigestName = (name: string): name is DigestName => Object.hasOwn(DIGESTS, name);
