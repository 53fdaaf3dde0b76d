/**
 * Kubernetes quantities (`100m`, `1.5Gi`, `2e3`) with exact arithmetic: a whole number of nano-units as BigInt.
 * @k8s apimachinery/pkg/api/resource/quantity.go
 */
export type QuantityFormat = 'DecimalSI' | 'BinarySI' | 'DecimalExponent';
export type Quantity = { readonly nano: bigint; readonly format: QuantityFormat };

const NANO = 1_000_000_000n;
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'] as const;
const DECIMAL: readonly (readonly [suffix: string, exponent: number])[] =
  [['n', -9], ['u', -6], ['m', -3], ['', 0], ['k', 3], ['M', 6], ['G', 9], ['T', 12], ['P', 15], ['E', 18]];
const LARGEST = (2n ** 63n - 1n) * NANO;

export const QUANTITY_ERROR = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";
export const QUANTITY_SUFFIX_ERROR = 'unable to parse quantity\'s suffix';

type ParseResult = { readonly ok: true; readonly quantity: Quantity } | { readonly ok: false; readonly error: string };

/** Reads a quantity; finer than nano is rounded up, larger than 2^63-1 is cut, as upstream does. */
export function parseQuantity(input: string | number): ParseResult {
  const text = String(input);
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const result = parsedText(text);
  if (parsed.size >= MOST_PARSED) parsed.clear();
  parsed.set(text, result);
  return result;
}

/** The same few texts come again with every look at a pod. */
const parsed = new Map<string, ParseResult>();
const MOST_PARSED = 1000;

function parsedText(text: string): ParseResult {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]*[-+]?\d*)$/.exec(text);
  const [, sign = '', whole = '', fraction = '', suffix = ''] = match ?? [];
  if (match === null || (whole === '' && fraction === '')) return { ok: false, error: QUANTITY_ERROR };
  const scale = scaleOf(suffix);
  if (scale === undefined) return { ok: false, error: QUANTITY_SUFFIX_ERROR };
  const digits = BigInt(whole + fraction);
  const up = digits * scale.multiplier * NANO * 10n ** BigInt(Math.max(scale.exponent, 0));
  const magnitude = ceilDiv(up, 10n ** BigInt(fraction.length + Math.max(-scale.exponent, 0)));
  const bounded = magnitude > LARGEST ? LARGEST : magnitude;
  return { ok: true, quantity: { nano: sign === '-' ? -bounded : bounded, format: scale.format } };
}

function scaleOf(suffix: string): { multiplier: bigint; exponent: number; format: QuantityFormat } | undefined {
  const decimal = DECIMAL.find(([name]) => name === suffix);
  if (decimal !== undefined) return { multiplier: 1n, exponent: decimal[1], format: 'DecimalSI' };
  const power = BINARY.findIndex((name) => name === suffix);
  if (power >= 0) return { multiplier: 1024n ** BigInt(power + 1), exponent: 0, format: 'BinarySI' };
  const exponent = /^[eE]([-+]?\d+)$/.exec(suffix)?.[1];
  if (exponent === undefined || Math.abs(Number(exponent)) > 40) return undefined;
  return { multiplier: 1n, exponent: Number(exponent), format: 'DecimalExponent' };
}

/** Rounds away from zero; both non-negative. */
const ceilDiv = (a: bigint, b: bigint): bigint => (a + b - 1n) / b;
const ceilAway = (nano: bigint, unit: bigint): bigint => (nano < 0n ? -ceilDiv(-nano, unit) : ceilDiv(nano, unit));

const ZERO: Quantity = { nano: 0n, format: 'DecimalSI' };
export const zeroQuantity = ZERO;

/** For values that validation has let through; what cannot be read counts as zero. */
export function quantityOf(input: string | number | undefined): Quantity {
  if (input === undefined) return ZERO;
  const parsed = parseQuantity(input);
  return parsed.ok ? parsed.quantity : ZERO;
}

/** The canonical text: the largest suffix that leaves a whole number, within the family it came in. */
export function formatQuantity(quantity: Quantity): string {
  const { nano } = quantity;
  if (nano === 0n) return '0';
  const sign = nano < 0n ? '-' : '';
  const magnitude = nano < 0n ? -nano : nano;
  // Binary suffixes cannot say fractions, and say nothing shorter below 1024.
  const binary = quantity.format === 'BinarySI' && magnitude >= 1024n * NANO && magnitude % NANO === 0n;
  return sign + (binary ? formatBinary(magnitude / NANO) : formatDecimal(magnitude, quantity.format));
}

function formatBinary(value: bigint): string {
  let [rest, power] = [value, 0];
  while (power < BINARY.length && rest % 1024n === 0n) { rest /= 1024n; power++; }
  return `${rest}${power === 0 ? '' : BINARY[power - 1] ?? ''}`;
}

function formatDecimal(magnitude: bigint, format: QuantityFormat): string {
  let [rest, exponent] = [magnitude, -9];
  while (exponent < 18 && rest % 1000n === 0n) { rest /= 1000n; exponent += 3; }
  if (format === 'DecimalExponent') return exponent === 0 ? `${rest}` : `${rest}e${exponent}`;
  return `${rest}${DECIMAL.find(([, e]) => e === exponent)?.[0] ?? ''}`;
}

/** `1000m` → `1`, `0.5` → `500m`, `1024Mi` → `1Gi`; text that is no quantity comes back as it is. */
export function canonicalQuantity(input: string | number): string {
  const parsed = parseQuantity(input);
  return parsed.ok ? formatQuantity(parsed.quantity) : String(input);
}

export const compareQuantity = (a: Quantity, b: Quantity): -1 | 0 | 1 => (a.nano < b.nano ? -1 : a.nano > b.nano ? 1 : 0);

/** A sum keeps the format of its first part, unless that part is zero. */
export const addQuantity = (a: Quantity, b: Quantity): Quantity =>
  ({ nano: a.nano + b.nano, format: a.nano === 0n ? b.format : a.format });
export const subtractQuantity = (a: Quantity, b: Quantity): Quantity =>
  ({ nano: a.nano - b.nano, format: a.nano === 0n ? b.format : a.format });
export const maxQuantity = (a: Quantity, b: Quantity): Quantity => (a.nano >= b.nano ? a : b);
export const isZeroQuantity = (a: Quantity): boolean => a.nano === 0n;

/** Whole thousandths, rounded up: how CPU is counted. */
export const milliValue = (quantity: Quantity): number => Number(ceilAway(quantity.nano, NANO / 1000n));
/** Whole units, rounded up: how bytes and pods are counted. */
export const value = (quantity: Quantity): number => Number(ceilAway(quantity.nano, NANO));
export const quantityFromMilli = (milli: number, format: QuantityFormat = 'DecimalSI'): Quantity =>
  ({ nano: BigInt(Math.round(milli)) * (NANO / 1000n), format });
export const quantityFromValue = (whole: number, format: QuantityFormat = 'DecimalSI'): Quantity =>
  ({ nano: BigInt(Math.round(whole)) * NANO, format });
