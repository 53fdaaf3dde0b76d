/** The course plugin: hands order, glossary and manifests from `exercises/` to the pages. */
import { relative } from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import { idOf, kindOf, readCourse, readManifests, readWords } from './read.ts';
import type { Course, Word } from './read.ts';
import type { CourseOutline } from './types.ts';

type Content = { readonly course: Course; readonly words: readonly Word[]; readonly manifests: { readonly [name: string]: string } };

/** Only what every page may need: it is part of the first script. */
export function outlineOf(course: Course): CourseOutline {
  return {
    modules: course.modules.map((module) => ({
      id: module.id,
      title: module.title,
      items: module.items.map((item) => ({ kind: kindOf(item), id: idOf(item), title: item.title, summary: item.summary,
        path: `/${{ lesson: 'learn', lab: 'labs', quiz: 'quizzes' }[kindOf(item)]}/${idOf(item)}/` })),
    })),
  };
}

export default function coursePlugin(context: LoadContext): Plugin<Content> {
  return {
    name: 'course',
    getPathsToWatch: () => [`${context.siteDir}/exercises/**/*.{yaml,md}`],
    loadContent: () => Promise.resolve({
      course: readCourse(context.siteDir), words: readWords(context.siteDir), manifests: readManifests(context.siteDir),
    }),
    async contentLoaded({ content, actions }) {
      actions.setGlobalData(outlineOf(content.course));
      await actions.createData('manifests.json', content.manifests);
      const words = await actions.createData('words.json', content.words);
      actions.addRoute({
        path: `${context.baseUrl}words/`, exact: true, component: '@site/src/components/WordsPage/index.tsx',
        // An absolute path would end up in the bundle.
        modules: { words: `@generated/${relative(context.generatedFilesDir, words)}` },
      });
    },
  };
}
