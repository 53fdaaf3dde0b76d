/** ECDSA on the three NIST curves, with deterministic nonces (RFC 6979). */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js';
import { concat, fromHex, fromNumber, toNumber, type RandomBytes } from './bytes.ts';
import { digest, type DigestName } from './digest.ts';
import { CURVES, type CurveName } from './curves.data.ts';
import { inverse } from './rsa.ts';

export type { CurveName } from './curves.data.ts';
export type EcPublicKey = { readonly type: 'ec'; readonly curve: CurveName; readonly x: bigint; readonly y: bigint };
export type EcPrivateKey = EcPublicKey & { readonly secret: bigint };

/** y² = x³ - 3x + b over p, with n points. */
type Curve = { readonly p: bigint; readonly b: bigint; readonly n: bigint; readonly x: bigint; readonly y: bigint; readonly bytes: number };
/** Jacobian coordinates: (x/z², y/z³); z = 0 is the point at infinity. */
type Point = readonly [x: bigint, y: bigint, z: bigint];
const INFINITY: Point = [1n, 1n, 0n];

const made = new Map<CurveName, Curve>();
function curveOf(name: CurveName): Curve {
  const known = made.get(name);
  if (known !== undefined) return known;
  const [p, b, n, x, y] = CURVES[name].map((hex) => toNumber(fromHex(hex))) as [bigint, bigint, bigint, bigint, bigint]; // five in each row
  const curve = { p, b, n, x, y, bytes: CURVES[name][0].length / 2 };
  made.set(name, curve);
  return curve;
}

const mod = (value: bigint, p: bigint): bigint => { const rest = value % p; return rest < 0n ? rest + p : rest; };

function double([x, y, z]: Point, p: bigint): Point {
  if (z === 0n) return INFINITY;
  const zz = (z * z) % p;
  const yy = (y * y) % p;
  const s = (4n * x * yy) % p;
  const m = (3n * (x - zz) * (x + zz)) % p;
  const nextX = mod(m * m - 2n * s, p);
  return [nextX, mod(m * (s - nextX) - 8n * yy * yy, p), (2n * y * z) % p];
}

function add(a: Point, b: Point, p: bigint): Point {
  if (a[2] === 0n) return b;
  if (b[2] === 0n) return a;
  const [az, bz] = [(a[2] * a[2]) % p, (b[2] * b[2]) % p];
  const [u1, u2] = [(a[0] * bz) % p, (b[0] * az) % p];
  const [s1, s2] = [(a[1] * bz * b[2]) % p, (b[1] * az * a[2]) % p];
  const [h, r] = [mod(u2 - u1, p), mod(s2 - s1, p)];
  if (h === 0n) return r === 0n ? double(a, p) : INFINITY;
  const hh = (h * h) % p;
  const hhh = (h * hh) % p;
  const v = (u1 * hh) % p;
  const x = mod(r * r - hhh - 2n * v, p);
  return [x, mod(r * (v - x) - s1 * hhh, p), (h * a[2] * b[2]) % p];
}

/** Four bits at a time. */
function multiply(point: Point, by: bigint, p: bigint): Point {
  const table: Point[] = [INFINITY, point];
  for (let i = 2; i < 16; i++) table.push(add(table[i - 1] ?? INFINITY, point, p));
  let out = INFINITY;
  for (const digit of by.toString(16)) {
    for (let i = 0; i < 4; i++) out = double(out, p);
    out = add(out, table[Number.parseInt(digit, 16)] ?? INFINITY, p);
  }
  return out;
}

function affine([x, y, z]: Point, p: bigint): { readonly x: bigint; readonly y: bigint } {
  const i = inverse(z, p);
  const ii = (i * i) % p;
  return { x: (x * ii) % p, y: (((y * ii) % p) * i) % p };
}

export const fieldBytes = (name: CurveName): number => curveOf(name).bytes;

export function ecKeyOfSecret(curve: CurveName, secret: bigint): EcPrivateKey {
  const { p, x, y } = curveOf(curve);
  return { type: 'ec', curve, secret, ...affine(multiply([x, y, 1n], secret, p), p) };
}

export function generateEcKey(random: RandomBytes, curve: CurveName): EcPrivateKey {
  const { n, bytes } = curveOf(curve);
  return ecKeyOfSecret(curve, (toNumber(random(bytes + 8)) % (n - 1n)) + 1n);
}

/** 04 ‖ x ‖ y */
export const encodePoint = ({ curve, x, y }: EcPublicKey): Uint8Array =>
  concat(Uint8Array.of(4), fromNumber(x, fieldBytes(curve)), fromNumber(y, fieldBytes(curve)));

/** Undefined: not a point of the curve. Compressed points are not read. */
export function decodePoint(curve: CurveName, bytes: Uint8Array): EcPublicKey | undefined {
  const { p, b, bytes: size } = curveOf(curve);
  if (bytes[0] !== 4 || bytes.length !== 1 + 2 * size) return undefined;
  const [x, y] = [toNumber(bytes.subarray(1, 1 + size)), toNumber(bytes.subarray(1 + size))];
  return x < p && y < p && mod(y * y - (x * x * x - 3n * x + b), p) === 0n ? { type: 'ec', curve, x, y } : undefined;
}

/** The hash that goes with a curve. */
export const hashOf = (curve: CurveName): DigestName => (curve === 'P-256' ? 'sha256' : curve === 'P-384' ? 'sha384' : 'sha512');
const SHA = { sha256, sha384, sha512 } as const;

function bitsToNumber(bytes: Uint8Array, n: bigint): bigint {
  const extra = bytes.length * 8 - n.toString(2).length;
  return extra > 0 ? toNumber(bytes) >> BigInt(extra) : toNumber(bytes);
}

/** RFC 6979 3.2 */
function* nonces(secret: bigint, hash: Uint8Array, n: bigint, name: 'sha256' | 'sha384' | 'sha512'): Generator<bigint> {
  const size = Math.ceil(n.toString(2).length / 8);
  const mac = (key: Uint8Array, ...parts: Uint8Array[]): Uint8Array => hmac(SHA[name], key, concat(...parts));
  const seed = concat(fromNumber(secret, size), fromNumber(bitsToNumber(hash, n) % n, size));
  let v = new Uint8Array(hash.length).fill(1) as Uint8Array;
  let k = new Uint8Array(hash.length) as Uint8Array;
  for (const mark of [0, 1]) { k = mac(k, v, Uint8Array.of(mark), seed); v = mac(k, v); }
  for (;;) {
    let t = new Uint8Array(0) as Uint8Array;
    while (t.length < size) { v = mac(k, v); t = concat(t, v); }
    const nonce = bitsToNumber(t.subarray(0, size), n);
    if (nonce > 0n && nonce < n) yield nonce;
    k = mac(k, v, Uint8Array.of(0));
    v = mac(k, v);
  }
}

export type EcSignature = { readonly r: bigint; readonly s: bigint };

export function signEc(key: EcPrivateKey, message: Uint8Array, hash: DigestName = hashOf(key.curve)): EcSignature {
  const { p, n, x, y } = curveOf(key.curve);
  const digested = digest(hash, message);
  const e = bitsToNumber(digested, n);
  const name = hash === 'sha384' || hash === 'sha512' ? hash : 'sha256';
  for (const nonce of nonces(key.secret, digested, n, name)) {
    const r = affine(multiply([x, y, 1n], nonce, p), p).x % n;
    const s = (inverse(nonce, n) * (e + r * key.secret)) % n;
    if (r !== 0n && s !== 0n) return { r, s };
  }
  return { r: 0n, s: 0n }; // the nonces never end
}

export function verifyEc(key: EcPublicKey, message: Uint8Array, { r, s }: EcSignature, hash: DigestName = hashOf(key.curve)): boolean {
  const { p, n, x, y } = curveOf(key.curve);
  if (r <= 0n || r >= n || s <= 0n || s >= n) return false;
  const w = inverse(s, n);
  const e = bitsToNumber(digest(hash, message), n);
  const sum = add(multiply([x, y, 1n], (e * w) % n, p), multiply([key.x, key.y, 1n], (r * w) % n, p), p);
  return sum[2] !== 0n && affine(sum, p).x % n === r;
}
