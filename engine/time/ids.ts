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

export function createIds(random: Random): Ids {
  const hex = (length: number): string => random.text('hex', DIGITS, length);
  return {
    hex,
    suffix: (length = 5) => random.text('suffix', ALPHABET, length),
    uid() {
      const h = random.text('uid', DIGITS, 32);
      const variant = DIGITS[8 + (parseInt(h[16] ?? '0', 16) % 4)];
      return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-${variant}${h.slice(17, 20)}-${h.slice(20)}`;
    },
  };
}
