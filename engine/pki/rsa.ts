/** RSA with PKCS #1 v1.5 signatures. Slow numbers on purpose nowhere: private operations use the two primes apart. */
import { concat, fromHex, fromNumber, sameBytes, textBytes, toNumber, type RandomBytes } from './bytes.ts';
import { digest, type DigestName } from './digest.ts';
import { PRIME_STEPS } from './primes.data.ts';

export type RsaPublicKey = { readonly type: 'rsa'; readonly n: bigint; readonly e: bigint };
export type RsaPrivateKey = RsaPublicKey & { readonly d: bigint; readonly p: bigint; readonly q: bigint };

const E = 65537n;

export function modPow(base: bigint, exponent: bigint, modulus: bigint): bigint {
  const powers = [1n, base % modulus];
  for (let i = 2; i < 16; i++) powers.push(((powers[i - 1] ?? 1n) * (powers[1] ?? 1n)) % modulus);
  let result = 1n;
  for (const digit of exponent.toString(16)) {
    for (let i = 0; i < 4; i++) result = (result * result) % modulus;
    const power = powers[Number.parseInt(digit, 16)] ?? 1n;
    if (power !== 1n) result = (result * power) % modulus;
  }
  return result;
}

/** The inverse of `value`; both must have no common factor. */
export function inverse(value: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [((value % modulus) + modulus) % modulus, modulus, 1n, 0n];
  while (a > 1n) {
    const quotient = a / b;
    [a, b] = [b, a % b];
    [x, y] = [y, x - quotient * y];
    if (b === 0n) break;
  }
  return ((x % modulus) + modulus) % modulus;
}

const bitLength = (value: bigint): number => value.toString(2).length;
export const modulusBytes = ({ n }: RsaPublicKey): number => Math.ceil(bitLength(n) / 8);

export function keyOfPrimes(a: bigint, b: bigint): RsaPrivateKey {
  const [p, q] = a > b ? [a, b] : [b, a];
  return { type: 'rsa', n: p * q, e: E, d: inverse(E, (p - 1n) * (q - 1n)), p, q };
}

/** One of the primes that were found beforehand. */
export function readyPrime(index: number): bigint {
  const start = concat(...[0, 1, 2, 3].map((part) => digest('sha256', textBytes(`peapod/${4 * index + part}`))));
  return (toNumber(start) | (3n << 1022n) | 1n) + BigInt(PRIME_STEPS[index] ?? 0);
}

/**
 * A key of 2048 bits from primes that were found beforehand: finding two takes half a second, which no cluster's start may cost.
 * @param part keys with different parts have no prime in common
 */
export function readyRsaKey(random: RandomBytes, part: number, parts: number): RsaPrivateKey {
  const own = [...PRIME_STEPS.keys()].filter((index) => index % parts === part);
  const draw = random(2);
  const first = (draw[0] ?? 0) % own.length;
  const second = (first + 1 + ((draw[1] ?? 0) % (own.length - 1))) % own.length;
  return keyOfPrimes(readyPrime(own[first] ?? 0), readyPrime(own[second] ?? 0));
}

/** @param size bits of the modulus, a multiple of 16. Takes about 0.3 s for 2048 */
export function generateRsaKey(random: RandomBytes, size: number): RsaPrivateKey {
  for (;;) {
    const key = keyOfPrimes(findPrime(random, size / 2), findPrime(random, size / 2));
    if (key.p !== key.q) return key;
  }
}

const SIEVE = 4000;
function smallPrimes(): number[] {
  const composite = new Uint8Array(SIEVE);
  const out: number[] = [];
  for (let i = 3; i < SIEVE; i += 2) {
    if (composite[i] === 1) continue;
    out.push(i);
    for (let j = i * i; j < SIEVE; j += i) composite[j] = 1;
  }
  return out;
}

/** The first prime after a random number, with its two highest bits set and p - 1 without the factor e. */
export function findPrime(random: RandomBytes, size: number): bigint {
  const small = smallPrimes();
  for (;;) {
    const start = toNumber(random(size / 8)) | (3n << BigInt(size - 2)) | 1n;
    const rests = small.map((prime) => Number(start % BigInt(prime)));
    for (let step = 0; step < 20_000; step += 2) {
      if (small.some((prime, i) => ((rests[i] ?? 0) + step) % prime === 0)) continue;
      const candidate = start + BigInt(step);
      if (candidate % E !== 1n && isPrime(candidate)) return candidate;
    }
  }
}

/** Miller and Rabin with fixed bases: random candidates of this size are not made to deceive it. */
export function isPrime(n: bigint): boolean {
  let [odd, twos] = [n - 1n, 0];
  while ((odd & 1n) === 0n) { odd >>= 1n; twos++; }
  return [2n, 3n, 5n, 7n].every((base) => {
    let x = modPow(base, odd, n);
    if (x === 1n || x === n - 1n) return true;
    for (let i = 1; i < twos; i++) {
      x = (x * x) % n;
      if (x === n - 1n) return true;
    }
    return false;
  });
}

/** DER of DigestInfo before the hash. RFC 8017 9.2 */
const PREFIX: { readonly [name in DigestName]?: string } = {
  sha1: '3021300906052b0e03021a05000414', sha224: '302d300d06096086480165030402040500041c', sha256: '3031300d060960864801650304020105000420',
  sha384: '3041300d060960864801650304020205000430', sha512: '3051300d060960864801650304020305000440',
};

function padded(hash: DigestName, message: Uint8Array, length: number): Uint8Array {
  const info = concat(fromHex(PREFIX[hash] ?? ''), digest(hash, message));
  return concat(Uint8Array.of(0, 1), new Uint8Array(Math.max(8, length - info.length - 3)).fill(0xff), Uint8Array.of(0), info);
}

export function signRsa(key: RsaPrivateKey, message: Uint8Array, hash: DigestName = 'sha256'): Uint8Array {
  const length = modulusBytes(key);
  const m = toNumber(padded(hash, message, length));
  const { p, q, d } = key;
  const low = modPow(m % q, d % (q - 1n), q);
  const high = modPow(m % p, d % (p - 1n), p);
  const h = (((high - low) % p + p) * inverse(q, p)) % p;
  return fromNumber(low + h * q, length);
}

export function verifyRsa(key: RsaPublicKey, message: Uint8Array, signature: Uint8Array, hash: DigestName = 'sha256'): boolean {
  const length = modulusBytes(key);
  if (signature.length !== length || PREFIX[hash] === undefined) return false;
  return sameBytes(fromNumber(modPow(toNumber(signature), key.e, key.n), length), padded(hash, message, length));
}
