/** Ids as Kubernetes makes them, from seeded chance. */
import type { Random } from './random.ts';

export type Ids = {
  /** A version 4 UUID. */
  uid(): string;
  /** Five characters of the alphabet without vowels. @k8s apimachinery/pkg/util/rand SafeEncodeString */
  suffix(length?: number): string;
  /** Lower-case hexadecimal digits: container ids (64), image digests. */
  hex(length: number): string;
};

const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';
const DIGITS = '0123456789abcdef';
const [DASH, FOUR] = [45, 52] as const;

export function createIds(random: Random): Ids {
  const codes = Array.from({ length: 36 }, () => 0);
  const hex = (length: number): string => random.text('hex', DIGITS, length);
  return {
    hex,
    suffix: (length = 5) => random.text('suffix', ALPHABET, length),
    uid() {
      const h = random.text('uid', DIGITS, 32);
      // Put together in one step: texts of many pieces cost several times as much, and every object has one.
      for (let i = 0, at = 0; i < 32; i++) {
        if (i === 8 || i === 12 || i === 16 || i === 20) codes[at++] = DASH;
        codes[at++] = i === 12 ? FOUR : i === 16 ? DIGITS.charCodeAt(8 + (DIGITS.indexOf(h[16] ?? '0') % 4)) : h.charCodeAt(i);
      }
      return String.fromCharCode.apply(undefined, codes);
    },
  };
}
