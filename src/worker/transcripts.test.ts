import { createTranscripts, withoutPrompt } from './transcripts.ts';

const prompt = 'learner@peapod:~$ ';

test('prompt and echo belong to the typed line', () => {
  const scroll = createTranscripts();
  scroll.printed('main', prompt, undefined);
  scroll.typed('main', prompt, 'echo hi', 'block');
  scroll.printed('main', 'echo hi\n', 'block');
  scroll.printed('main', 'hi\n', 'block');
  scroll.printed('main', prompt, 'block');
  expect(scroll.entries('main').map(({ kind, text }) => [kind, text])).toEqual([['line', 'echo hi'], ['output', `hi\n${prompt}`]]);
  expect(withoutPrompt(scroll.entries('main'), prompt).at(-1)).toMatchObject({ text: 'hi\n', run: 'block' });
});
test('a mark is not changed by what comes after it', () => {
  const scroll = createTranscripts();
  scroll.printed('main', 'before\n', undefined);
  const mark = scroll.mark();
  scroll.printed('main', 'after\n', undefined);
  scroll.backTo(mark);
  expect(scroll.entries('main').map(({ text }) => text)).toEqual(['before\n']);
});
test('output without a last line break keeps its end', () => {
  const scroll = createTranscripts();
  scroll.printed('main', `{\n}${prompt}`, undefined);
  expect(withoutPrompt(scroll.entries('main'), `}${prompt}`).at(-1)).toMatchObject({ text: '{\n}' });
});
