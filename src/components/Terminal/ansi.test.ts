import { afterClear, parseAnsi } from './ansi.ts';

test.each([
  ['plain', [{ text: 'plain', style: '' }]],
  ['\u001b[31mred\u001b[0m x', [{ text: 'red', style: 'red' }, { text: ' x', style: '' }]],
  ['\u001b[1;32mok\u001b[22mgo', [{ text: 'ok', style: 'bold green' }, { text: 'go', style: 'green' }]],
  ['10%\r20%\rdone\n', [{ text: 'done\n', style: '' }]],
  ['a\r\nb', [{ text: 'a\nb', style: '' }]],
  ['\u001b[2Kx\u001b[1Ay', [{ text: 'xy', style: '' }]],
  ['名a', [{ text: '名', style: '', wide: true }, { text: 'a', style: '' }]],
  ['web   1/1     Running   0', [{ text: 'web   1/1     ', style: '' }, { text: 'Running', style: 'running' }, { text: '   0', style: '' }]],
  ['it is Running now', [{ text: 'it is Running now', style: '' }]],
])('parseAnsi(%j)', (raw, expected) => { expect(parseAnsi(raw)).toEqual(expected); });

test('the screen begins after the last clear', () => { expect(afterClear('old\u001b[2J\u001b[Hnew')).toBe('\u001b[2J\u001b[Hnew'); });
