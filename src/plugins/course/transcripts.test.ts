/**
 * @jest-environment node
 *
 * `UPDATE_TRANSCRIPTS=1 npx jest transcripts` writes what live blocks print into the lessons of both languages: read the difference as prose.
 * That every block prints what stands there is what `npx peapod check lesson` proves; `exercises/exercises.test.ts` runs it for all of them.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lessonIds } from '../../../engine/cli/exercises.ts';
import { meaningOf } from '../../../engine/grading/lesson/check.ts';
import { transcriptsOf } from '../../../engine/grading/lesson/transcripts.ts';
import { readManifests } from './read.ts';

const chinese = 'i18n/zh-Hans/docusaurus-plugin-content-docs/current';
const lessons = readdirSync('docs', { recursive: true, withFileTypes: true }).filter((entry) => entry.name.endsWith('.mdx'))
  .map((entry) => join(entry.parentPath, entry.name).slice('docs/'.length).replace(/\.mdx$/, '')).sort();
const filesOf = (lesson: string): readonly string[] => ['docs', chinese].map((folder) => join(folder, `${lesson}.mdx`));

/** Both languages of a lesson, with what its blocks print now. */
function renewed(lesson: string): readonly (readonly [file: string, before: string, after: string])[] {
  const [english = ''] = filesOf(lesson);
  const transcripts = transcriptsOf(lesson, readFileSync(english, 'utf8'), readManifests(process.cwd()));
  return filesOf(lesson).map((file) => {
    const before = readFileSync(file, 'utf8');
    return [file, before, transcripts.reduce((text, { written, printed }) => text.replace(`\n${written}\n\`\`\`\n`, () => `\n${printed}\n\`\`\`\n`), before)] as const;
  });
}

if (process.env['UPDATE_TRANSCRIPTS'] === '1') {
  test.each(lessons)('%s', (lesson) => {
    for (const [file, , after] of renewed(lesson)) writeFileSync(file, after);
    expect(renewed(lesson).filter(([, before, after]) => before !== after)).toEqual([]);
  });
} else {
  test('every page of the course is a lesson that is checked', () => {
    expect(lessonIds('exercises').toSorted()).toEqual(lessons);
  });
  test('what is written into a lesson is what stands there', () => {
    for (const [, before, after] of renewed('first-cluster/first-pod')) expect(meaningOf(after)).toBe(meaningOf(before));
  });
}
