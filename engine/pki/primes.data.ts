/**
 * Primes of 1024 bits with their two highest bits set: how far each is behind the odd number that SHA-256 makes of "peapod/0" to "peapod/3",
 * the next of "peapod/4" to "peapod/7", and so on. Nothing here is secret.
 */
export const PRIME_STEPS: readonly number[] = [
  584, 390, 270, 162, 568, 782, 708, 84, 248, 586, 468, 306, 90, 506, 1122, 732, 138, 6, 290, 1830, 972, 634, 118, 76,
];
