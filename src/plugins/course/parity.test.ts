/** Two languages are one artefact: a lesson, a word or a button that exists in one of them only fails here. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileOf, readCourse, readManifests, readWords } from './read.ts';

const siteDir = process.cwd();
const chineseDocs = 'i18n/zh-Hans/docusaurus-plugin-content-docs/current';
const filesBelow = (folder: string, ending: RegExp): string[] => readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && ending.test(entry.name)).map((entry) => join(entry.parentPath, entry.name)).sort();
const lessons = filesBelow('docs', /\.mdx$/).map((file) => file.slice('docs/'.length));
const read = (file: string): string => readFileSync(file, 'utf8');
const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match.slice(1).join(' '));

test('every lesson has its twin', () => {
  expect(filesBelow(chineseDocs, /\.mdx$/).map((file) => file.slice(chineseDocs.length + 1))).toEqual(lessons);
});

describe.each(lessons)('%s', (lesson) => {
  const english = read(join('docs', lesson));
  const chinese = read(join(chineseDocs, lesson));
  test.each([
    ['heading ids', /^(#+) .*\{\/\* (#[\w-]+) \*\/\}$/gm],
    ['live blocks', /^```(\w+ live[^\n]*)\n([\s\S]*?)^```$/gm],
    ['predictions', /<Predict [^>]*(answer=\{\d+\})(?: (after="[\w-]+"))?>/g],
    ['passing time', /<PassTime (seconds=\{\d+\})/g],
    ['front matter that is not text', /^(cluster: .*|hide_table_of_contents: .*)$/gm],
  ])('%s are the same', (_, pattern) => { expect(all(chinese, pattern)).toEqual(all(english, pattern)); });
  test('the same words are explained', () => {
    const words = (text: string): string[] => all(text, /<Word id="([\w-]+)">/g).sort();
    expect(words(chinese)).toEqual(words(english));
    const known = readWords(siteDir).map(({ id }) => id);
    expect(words(english).filter((id) => !known.includes(id))).toEqual([]);
  });
  test('every heading below the title has an id of its own', () => {
    const headings = all(english.replace(/^```[\s\S]*?^```$/gm, ''), /^(##+ .*)$/gm);
    expect(headings.filter((heading) => !/\{\/\* #[\w-]+ \*\/\}$/.test(heading))).toEqual([]);
  });
  test('each prediction offers as many choices in both languages', () => {
    const choices = (text: string): number[] => all(text, /<Predict [^>]*options=\{(\[.*?\])\}/g).map((list) => (JSON.parse(list) as unknown[]).length);
    expect(choices(chinese)).toEqual(choices(english));
  });
});

test('the course names every lesson once, and nothing that is missing', () => {
  const course = readCourse(siteDir);
  const named = course.modules.flatMap(({ items }) => items).filter((item) => 'lesson' in item).map((item) => fileOf('', item));
  expect([...named].sort()).toEqual(lessons.map((lesson) => join('docs', lesson)));
});

test('manifests end with a line break', () => {
  expect(Object.entries(readManifests(siteDir)).filter(([, text]) => !text.endsWith('\n')).map(([name]) => name)).toEqual([]);
});

test('every text of the site has its Chinese, with the same places to fill', () => {
  const source = filesBelow('src', /\.tsx?$/).filter((file) => !file.includes('.test.')).map(read).join('\n');
  const texts = new Map([
    ...source.matchAll(/translate\(\{ id: '([^']+)', message: '((?:[^'\\]|\\.)*)' \}/g),
    ...source.matchAll(/<Translate id="([^"]+)">([^<]*)<\/Translate>/g),
  ].map((match) => [match[1]!, match[2]!]));
  const chinese = JSON.parse(read('i18n/zh-Hans/code.json')) as Record<string, { message: string }>;
  expect(Object.keys(chinese).sort()).toEqual([...texts.keys()].sort());
  const places = (text: string): string[] => all(text, /\{(\w+)\}/g).sort();
  expect([...texts].filter(([id, text]) => places(text).join() !== places(chinese[id]!.message).join())).toEqual([]);
});
