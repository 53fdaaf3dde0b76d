import { fromBytes, isBinary, toBytes } from './bytes.ts';

test.each([
  ['', false], ['plain', false], ['caf\u00e9\n', false], ['\u4e2d\u6587', false], ['\0 alone is ASCII', false],
  ['\u00ff\u00fe\0\x01binary', true], ['\u00c3\u0080', true],
])('%j stands for bytes: %s', (text, binary) => {
  expect(isBinary(text)).toBe(binary);
  expect(fromBytes(toBytes(text))).toBe(text === '\u00c3\u0080' ? '\u00c0' : text);
});
