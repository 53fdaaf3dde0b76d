/** Quantities and versions. @k8s apiserver/pkg/cel/library/{quantity,semverlib}.go */
import { addQuantity, compareQuantity, parseQuantity, quantityFromValue, subtractQuantity, type Quantity } from '../../base/index.ts';
import { functions, refuse, type Library } from './library.ts';

const NANO = 1_000_000_000n;
class QuantityValue {
  readonly quantity: Quantity;
  constructor(quantity: Quantity) { this.quantity = quantity; }
  toString(): string { return String(this.quantity.nano); }
}
const quantity = (text: string): QuantityValue => {
  const parsed = parseQuantity(text);
  return parsed.ok ? new QuantityValue(parsed.quantity) : refuse(parsed.error);
};
const ofInt = (value: bigint): Quantity => { const parsed = parseQuantity(String(value)); return parsed.ok ? parsed.quantity : quantityFromValue(Number(value)); };
const compared = (a: QuantityValue, b: QuantityValue): number => compareQuantity(a.quantity, b.quantity);
const isWhole = ({ quantity: { nano } }: QuantityValue): boolean => nano % NANO === 0n;

class Semver {
  readonly numbers: readonly [bigint, bigint, bigint];
  readonly before: readonly string[];
  constructor(numbers: readonly [bigint, bigint, bigint], before: readonly string[]) { this.numbers = numbers; this.before = before; }
  toString(): string { return this.numbers.join('.') + (this.before.length === 0 ? '' : `-${this.before.join('.')}`); }
}
const NUMBER = '(0|[1-9]\\d*)';
const STRICT = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-((?:[0-9A-Za-z-]+)(?:\\.[0-9A-Za-z-]+)*))?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$`);

/** @k8s apiserver/pkg/cel/library/semverlib.go normalizeAndParse */
function normalized(text: string): string {
  const [head = '', ...tail] = text.trim().replace(/^v/, '').split(/(?=[-+])/);
  const parts = head.split('.').map((part) => part.replace(/^0+(?=\d)/, ''));
  while (parts.length < 3) parts.push('0');
  return parts.join('.') + tail.join('');
}
function semverOf(text: string, normalize: boolean): Semver | undefined {
  const match = STRICT.exec(normalize ? normalized(text) : text);
  if (match === null) return undefined;
  const [, major = '', minor = '', patch = '', before = ''] = match;
  return new Semver([BigInt(major), BigInt(minor), BigInt(patch)], before === '' ? [] : before.split('.'));
}
const semver = (text: string, normalize = false): Semver => semverOf(text, normalize)
  ?? refuse(text.split('.').length < 3 ? 'No Major.Minor.Patch elements found' : `Invalid character(s) found in version ${JSON.stringify(text)}`);

function compareSemver(a: Semver, b: Semver): number {
  for (const index of [0, 1, 2] as const) if (a.numbers[index] !== b.numbers[index]) return a.numbers[index] < b.numbers[index] ? -1 : 1;
  if (a.before.length === 0 || b.before.length === 0) return a.before.length === b.before.length ? 0 : a.before.length === 0 ? 1 : -1;
  for (let index = 0; index < Math.max(a.before.length, b.before.length); index++) {
    const [left, right] = [a.before[index], b.before[index]];
    if (left === right) continue;
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    const [first, second] = [/^\d+$/.test(left), /^\d+$/.test(right)];
    if (first !== second) return first ? -1 : 1;
    return first ? (BigInt(left) < BigInt(right) ? -1 : 1) : left < right ? -1 : 1;
  }
  return 0;
}

const Q = 'kubernetes.Quantity';
const S = 'kubernetes.Semver';
export const numbers: Library = (environment) => {
  environment.registerType(Q, QuantityValue).registerType(S, Semver);
  functions(environment, {
    [`quantity(string): ${Q}`]: quantity,
    'isQuantity(string): bool': (text: string) => parseQuantity(text).ok,
    [`${Q}.isInteger(): bool`]: isWhole,
    [`${Q}.asInteger(): int`]: (value: QuantityValue) => (isWhole(value) ? value.quantity.nano / NANO : refuse('cannot convert value to integer')),
    [`${Q}.asApproximateFloat(): double`]: ({ quantity: { nano } }: QuantityValue) => Number(nano) / 1e9,
    [`${Q}.sign(): int`]: ({ quantity: { nano } }: QuantityValue) => (nano > 0n ? 1n : nano < 0n ? -1n : 0n),
    [`${Q}.add(${Q}): ${Q}`]: (a: QuantityValue, b: QuantityValue) => new QuantityValue(addQuantity(a.quantity, b.quantity)),
    [`${Q}.add(int): ${Q}`]: (a: QuantityValue, b: bigint) => new QuantityValue(addQuantity(a.quantity, ofInt(b))),
    [`${Q}.sub(${Q}): ${Q}`]: (a: QuantityValue, b: QuantityValue) => new QuantityValue(subtractQuantity(a.quantity, b.quantity)),
    [`${Q}.sub(int): ${Q}`]: (a: QuantityValue, b: bigint) => new QuantityValue(subtractQuantity(a.quantity, ofInt(b))),
    [`${Q}.isLessThan(${Q}): bool`]: (a: QuantityValue, b: QuantityValue) => compared(a, b) < 0,
    [`${Q}.isGreaterThan(${Q}): bool`]: (a: QuantityValue, b: QuantityValue) => compared(a, b) > 0,
    [`${Q}.compareTo(${Q}): int`]: (a: QuantityValue, b: QuantityValue) => BigInt(compared(a, b)),
    [`semver(string): ${S}`]: (text: string) => semver(text),
    [`semver(string, bool): ${S}`]: semver,
    'isSemver(string): bool': (text: string) => semverOf(text, false) !== undefined,
    'isSemver(string, bool): bool': (text: string, normalize: boolean) => semverOf(text, normalize) !== undefined,
    [`${S}.major(): int`]: ({ numbers: [major] }: Semver) => major,
    [`${S}.minor(): int`]: ({ numbers: [, minor] }: Semver) => minor,
    [`${S}.patch(): int`]: ({ numbers: [, , patch] }: Semver) => patch,
    [`${S}.isLessThan(${S}): bool`]: (a: Semver, b: Semver) => compareSemver(a, b) < 0,
    [`${S}.isGreaterThan(${S}): bool`]: (a: Semver, b: Semver) => compareSemver(a, b) > 0,
    [`${S}.compareTo(${S}): int`]: (a: Semver, b: Semver) => BigInt(compareSemver(a, b)),
  });
  environment.registerOperator(`${Q} == ${Q}`, (a: QuantityValue, b: QuantityValue) => compared(a, b) === 0);
  environment.registerOperator(`${S} == ${S}`, (a: Semver, b: Semver) => compareSemver(a, b) === 0);
};
