/** @jest-environment node */
import { blocksOf } from './Markdown.tsx';
import { crc32, zip } from './zip.ts';
import { fromTemplate, inReadingOrder } from './types.ts';
import { readName } from './keep.ts';

test('the Markdown that tasks are made of', () => {
  expect(blocksOf('A line\nthat goes on.\n\n- one\n  and more;\n- two\n\n1. first\n\n## Head\n> Then\n> now\n```sh\n$ ls\n```\n{/* hidden */}')).toEqual([
    { kind: 'p', lines: ['A line that goes on.'] }, { kind: 'ul', lines: ['one and more;', 'two'] }, { kind: 'ol', lines: ['first'] },
    { kind: 'h2', lines: ['Head'] }, { kind: 'quote', lines: ['Then now'] }, { kind: 'pre', lines: ['$ ls'] },
  ]);
});
test('a zip has each file, its checksum, and an end', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  const bytes = zip({ 'a/b.md': 'é', 'c.sh': 'ls' });
  const view = new DataView(bytes.buffer);
  expect([view.getUint32(0, true), view.getUint32(bytes.length - 22, true), view.getUint16(bytes.length - 12, true)]).toEqual([0x04034b50, 0x06054b50, 2]);
  expect(zip({ 'a/b.md': 'é', 'c.sh': 'ls' })).toEqual(bytes);
});
test('files in the order in which one reads them', () => {
  expect(inReadingOrder({ 'wrong/a/expect.yaml': '', 'solution/x.yaml': '', 'task.zh.md': '', 'exercise.yaml': '', 'start/s.yaml': '' })).toEqual(['exercise.yaml', 'task.zh.md', 'start/s.yaml', 'solution/x.yaml', 'wrong/a/expect.yaml']);
});
test('names of addresses', () => {
  expect([readName('#lab/a-b'), readName('quiz/x'), readName('#lab/../x'), readName(null)]).toEqual([{ kind: 'lab', slug: 'a-b' }, { kind: 'quiz', slug: 'x' }, undefined, undefined]);
  expect(fromTemplate({ labs: {}, quizzes: {}, templates: { lab: { 'exercise.yaml': 'name: SLUG' }, quiz: '' } }, 'lab', 'my')).toEqual({ kind: 'lab', slug: 'my', files: { 'exercise.yaml': 'name: my' } });
});
