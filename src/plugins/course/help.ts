/** Help for wrong turns as a page shows it: in its language, with the names of the headings that it leads to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { HelpEntry } from '../../../engine/grading/index.ts';
import type { Course, Text } from './read.ts';
import { AuthorError } from './read.ts';

const docs = { en: 'docs', zh: 'i18n/zh-Hans/docusaurus-plugin-content-docs/current' } as const;

export type PageHelp = Pick<HelpEntry, 'id' | 'when' | 'next'> & { readonly why: string; readonly lesson: { readonly path: string; readonly title: string } };

export function readHelp(siteDir: string, course: Course, language: keyof Text): readonly PageHelp[] {
  // Whether it is well formed, `npx peapod check help` says.
  const { help } = load(readFileSync(join(siteDir, 'exercises/help.yaml'), 'utf8')) as { readonly help: readonly HelpEntry[] };
  return help.map(({ id, when, why, next, lesson: place }) => {
    const [lesson = '', heading = ''] = place.split('#');
    const file = join(siteDir, docs[language], `${lesson}.mdx`);
    const title = new RegExp(`^##+ (.*?) \\{/\\* #${heading} \\*/\\}$`, 'm').exec(readFileSync(file, 'utf8'))?.[1];
    const item = course.modules.flatMap(({ items }) => items).find((each) => 'lesson' in each && each.lesson === lesson);
    if (title === undefined || item === undefined) throw new AuthorError(`exercises/help.yaml: ${id}: there is no ${place} in the course`);
    return {
      // What has a default in the format has it here, too.
      id, when: 'output' in when ? when : { ...when, bind: Object.fromEntries(Object.entries(when.bind ?? {}).map(([name, ref]) => [name, { ...ref, many: ref.many ?? false }])) },
      why: why[language], ...(next === undefined ? {} : { next }),
      lesson: { path: `/learn/${lesson}/#${heading}`, title: `${item.title[language]}${language === 'zh' ? '：' : ': '}${title.replaceAll('`', '')}` },
    };
  });
}
