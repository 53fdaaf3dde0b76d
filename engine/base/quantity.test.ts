import fc from 'fast-check';
import {
  addQuantity, canonicalQuantity, compareQuantity, formatQuantity, milliValue, parseQuantity, quantityFromMilli, quantityOf, quantityValue,
  QUANTITY_ERROR, QUANTITY_SUFFIX_ERROR,
} from './index.ts';

test.each([
  ['1000m', '1'], ['0.5', '500m'], ['1.5Gi', '1536Mi'], ['1024Mi', '1Gi'], ['1500m', '1500m'], ['100000', '100k'], ['0.1m', '100u'],
  ['24684084Ki', '24684084Ki'], ['0', '0'], ['-1', '-1'], ['1e3', '1e3'], ['2E6', '2e6'], ['512', '512'], ['1Ki', '1Ki'], ['0.5Ki', '512'],
  ['1.', '1'], ['.5', '500m'], ['+3', '3'], ['0.5Mi', '512Ki'], ['1.2345Ki', '1264128m'],
])('canonical form of %s is %s', (text, canonical) => expect(canonicalQuantity(text)).toBe(canonical));

test.each([
  ['64MB', QUANTITY_ERROR], ['half', QUANTITY_ERROR], ['', QUANTITY_ERROR], ['1 Gi', QUANTITY_ERROR], ['1..2', QUANTITY_ERROR], ['1ki', QUANTITY_SUFFIX_ERROR],
])('%s is refused', (text, error) => expect(parseQuantity(text)).toEqual({ ok: false, error }));

test('milli values and values are rounded up', () => {
  expect(milliValue(quantityOf('0.1m'))).toBe(1);
  expect(milliValue(quantityOf('2'))).toBe(2000);
  expect(quantityValue(quantityOf('1500m'))).toBe(2);
  expect(quantityValue(quantityOf('64Mi'))).toBe(67108864);
});

test('a sum keeps the format of its first part', () => {
  expect(formatQuantity(addQuantity(quantityOf('512Mi'), quantityOf('512Mi')))).toBe('1Gi');
  expect(formatQuantity(addQuantity(quantityOf('0'), quantityOf('64Mi')))).toBe('64Mi');
  expect(formatQuantity(addQuantity(quantityOf('100m'), quantityOf('900m')))).toBe('1');
});

test('the canonical form has the same amount, and is its own canonical form', () => {
  const amounts = fc.tuple(fc.integer({ min: 0, max: 10 ** 9 }), fc.constantFrom('m', '', 'k', 'M', 'Ki', 'Mi', 'Gi'));
  fc.assert(fc.property(amounts, ([number, suffix]) => {
    const canonical = canonicalQuantity(`${number}${suffix}`);
    expect(compareQuantity(quantityOf(canonical), quantityOf(`${number}${suffix}`))).toBe(0);
    expect(canonicalQuantity(canonical)).toBe(canonical);
  }));
});

test('from thousandths', () => expect(formatQuantity(quantityFromMilli(250))).toBe('250m'));
