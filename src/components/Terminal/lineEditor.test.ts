import { completed, historyOf, narrow, notRecalling, recall } from './lineEditor.ts';

const history = ['first', 'second'];

test('up and down walk through history and come back to the draft', () => {
  const up = recall(history, notRecalling, 'draft', 1)!;
  expect(up.line.text).toBe('second');
  const top = recall(history, up.state, 'second', 1)!;
  expect(top.line.text).toBe('first');
  expect(recall(history, top.state, 'first', 1)).toBeUndefined();
  const down = recall(history, recall(history, top.state, 'first', -1)!.state, 'second', -1)!;
  expect(down.line).toEqual({ text: 'draft', cursor: 5 });
});

test('history has neither repeats in a row nor blank lines', () => {
  expect(historyOf(['a', 'a', '', 'b', 'a'])).toEqual(['a', 'b', 'a']);
});

test.each([
  ['kubectl g', { from: 8, to: 9, candidates: ['get'] }, 'kubectl get ', []],
  ['kubectl d', { from: 8, to: 9, candidates: ['delete', 'describe'] }, 'kubectl de', ['delete', 'describe']],
  ['cat man', { from: 4, to: 7, candidates: ['manifests/'] }, 'cat manifests/', []],
])('completing %j', (line, completion, text, choices) => {
  expect(completed(line, completion)).toEqual({ line: { text, cursor: text.length }, choices });
});
test('nothing to complete', () => { expect(completed('x', { from: 0, to: 1, candidates: [] })).toBeUndefined(); });

test.each([
  ['ｋｕｂｅｃｔｌ　ｇｅｔ　ｐｏｄｓ', 'kubectl get pods'],
  ['kubectl get pods －l app＝web', 'kubectl get pods -l app=web'],
  ['echo "你好"', 'echo "你好"'],
])('narrow(%j)', (wide, expected) => { expect(narrow(wide)).toBe(expected); });
