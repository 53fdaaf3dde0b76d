/** π to as many digits as wanted, by Machin's formula in whole numbers. */

/** arctan(1/x) × unit. */
function arctanInverse(x: bigint, unit: bigint): bigint {
  const square = x * x;
  let power = unit / x;
  let sum = power;
  for (let n = 3n, sign = -1n; power !== 0n; n += 2n, sign = -sign) {
    power /= square;
    sum += sign * (power / n);
  }
  return sum;
}

const GUARD = 12;

/** So many digits, the 3 among them, the last one rounded: as Math::BigFloat's bpi. */
export function piDigits(digits: number): string {
  const places = Math.max(1, digits) - 1;
  const unit = 10n ** BigInt(places + GUARD);
  const pi = 4n * (4n * arctanInverse(5n, unit) - arctanInverse(239n, unit));
  const guard = 10n ** BigInt(GUARD);
  const rounded = ((pi + guard / 2n) / guard).toString();
  return places === 0 ? rounded : `${rounded.slice(0, 1)}.${rounded.slice(1)}`;
}
