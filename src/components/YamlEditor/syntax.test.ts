import { syntaxProblems } from './syntax.ts';

test.each([
  ['a: 1\n---\nb: 2\n', []],
  ['', []],
  ['# only a comment\n', []],
  ['a:\n\tb: 1\n', [[2, 1]]],
  ['a: 1\na: 2\n', [[2, 1]]],
  ['spec:\n  containers:\n  - name: x\n   image: y\n', [[4, 4]]],
])('%j', (text, places) => {
  expect(syntaxProblems(text).map(({ line, column }) => [line, column])).toEqual(places);
});
