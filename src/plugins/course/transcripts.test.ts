/**
 * @jest-environment node
 *
 * Every live block of every lesson runs, and prints what the lesson says it prints.
 * `UPDATE_TRANSCRIPTS=1 npx jest transcripts` writes what it prints into the lessons of both languages: read the difference as prose.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readManifests } from './read.ts';
import { transcriptsOf } from './transcripts.ts';

const chinese = 'i18n/zh-Hans/docusaurus-plugin-content-docs/current';
const lessons = readdirSync('docs', { recursive: true, withFileTypes: true }).filter((entry) => entry.name.endsWith('.mdx'))
  .map((entry) => join(entry.parentPath, entry.name).slice('docs/'.length)).sort();
/** Hashes and generated suffixes say nothing to a reader; they may change with any version of the engine. */
const meaning = (text: string): string => text.replace(/[0-9a-f]{64}/g, '<hash>').replace(/kube-api-access-\w{5}/g, 'kube-api-access-<suffix>');
const manifests = readManifests(process.cwd());

test.each(lessons)('%s', (lesson) => {
  const transcripts = transcriptsOf(lesson.replace(/\.mdx$/, ''), readFileSync(join('docs', lesson), 'utf8'), manifests);
  if (process.env['UPDATE_TRANSCRIPTS'] === '1') {
    for (const file of [join('docs', lesson), join(chinese, lesson)]) {
      const text = transcripts.reduce((before, { written, printed }) => before.replace(`\n${written}\n\`\`\`\n`, () => `\n${printed}\n\`\`\`\n`), readFileSync(file, 'utf8'));
      writeFileSync(file, text);
    }
    return;
  }
  expect(transcripts.map(({ printed }) => meaning(printed))).toEqual(transcripts.map(({ written }) => meaning(written)));
  expect(transcripts.filter(({ printed, fails }) => !fails && /command not found|^error: /m.test(printed))).toEqual([]);
});
