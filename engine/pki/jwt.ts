/** JSON web tokens with RS256 or ES256/384/512 signatures. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Json, JsonObject } from '../base/index.ts';
import { isObject } from '../base/index.ts';
import { bytesText, concat, fromBase64Url, fromHex, fromNumber, textBytes, toBase64Url, toNumber } from './bytes.ts';
import { digest } from './digest.ts';
import { fieldBytes, signEc, verifyEc, type CurveName } from './ec.ts';
import { encodePublicKey, publicKeyOf, type PrivateKey, type PublicKey } from './keys.ts';
import { signRsa, verifyRsa } from './rsa.ts';

const EC_ALGORITHMS: { readonly [curve in CurveName]: string } = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' };
export const jwtAlgorithm = (key: PublicKey): string => (key.type === 'rsa' ? 'RS256' : EC_ALGORITHMS[key.curve]);

/** @k8s pkg/serviceaccount/jwt.go keyIDFromPublicKey */
export const jwtKeyId = (key: PublicKey): string => toBase64Url(digest('sha256', encodePublicKey(key)));

export function signJwt(key: PrivateKey, claims: JsonObject, keyId: string = jwtKeyId(publicKeyOf(key))): string {
  const head = toBase64Url(textBytes(JSON.stringify({ alg: jwtAlgorithm(key), kid: keyId })));
  const signed = `${head}.${toBase64Url(textBytes(JSON.stringify(claims)))}`;
  const bytes = textBytes(signed);
  if (key.type === 'rsa') return `${signed}.${toBase64Url(signRsa(key, bytes))}`;
  const { r, s } = signEc(key, bytes);
  const size = fieldBytes(key.curve);
  return `${signed}.${toBase64Url(concat(fromNumber(r, size), fromNumber(s, size)))}`;
}

/** A signature of a text that is known elsewhere: head and signature, nothing between them. @k8s cluster-bootstrap/token/jws/jws.go ComputeDetachedSignature */
export function signDetached(text: string, keyId: string, secret: string): string {
  const head = toBase64Url(textBytes(JSON.stringify({ alg: 'HS256', kid: keyId })));
  return `${head}..${toBase64Url(hmac(sha256, textBytes(secret), textBytes(`${head}.${toBase64Url(textBytes(text))}`)))}`;
}

export type Jwt = { readonly header: JsonObject; readonly claims: JsonObject; readonly signed: string; readonly signature: Uint8Array };

/** Undefined: no token of three parts. Nothing is checked yet. */
export function readJwt(token: string): Jwt | undefined {
  const parts = token.split('.');
  if (parts.length !== 3) return undefined;
  const [header, claims] = parts.slice(0, 2).map(readPart);
  const signature = fromBase64Url(parts[2] ?? '');
  return header === undefined || claims === undefined || signature === undefined ? undefined : { header, claims, signed: `${parts[0]}.${parts[1]}`, signature };
}

function readPart(text: string): JsonObject | undefined {
  const bytes = fromBase64Url(text);
  if (bytes === undefined) return undefined;
  try {
    const value = JSON.parse(bytesText(bytes)) as Json;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function verifyJwt(key: PublicKey, jwt: Jwt): boolean {
  if (jwt.header['alg'] !== jwtAlgorithm(key)) return false;
  const bytes = textBytes(jwt.signed);
  if (key.type === 'rsa') return verifyRsa(key, bytes, jwt.signature);
  const size = fieldBytes(key.curve);
  return jwt.signature.length === 2 * size && verifyEc(key, bytes, { r: toNumber(jwt.signature.subarray(0, size)), s: toNumber(jwt.signature.subarray(size)) });
}

/** A key as `/openid/v1/jwks` shows it. @k8s pkg/serviceaccount/openidmetadata.go */
export function jwkOf(key: PublicKey): JsonObject {
  const common = { use: 'sig', kty: key.type === 'rsa' ? 'RSA' : 'EC', kid: jwtKeyId(key) };
  if (key.type === 'rsa') {
    const bytes = (value: bigint): string => toBase64Url(fromHex(value.toString(16)));
    return { ...common, alg: 'RS256', n: bytes(key.n), e: bytes(key.e) };
  }
  const size = fieldBytes(key.curve);
  return { ...common, crv: key.curve, alg: jwtAlgorithm(key), x: toBase64Url(fromNumber(key.x, size)), y: toBase64Url(fromNumber(key.y, size)) };
}
