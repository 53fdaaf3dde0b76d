/** The course plugin: hands order, glossary, manifests, labs and quizzes from `exercises/` to the pages. */
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import type { LoadContext, Plugin, PluginContentLoadedActions } from '@docusaurus/types';
import { factsOf } from './facts.ts';
import { fieldSentences } from './fieldSentences.ts';
import { readHelp } from './help.ts';
import { loadExercises } from './loadExercises.ts';
import { sheetsScript, skillsOf } from './skills.ts';
import { currentLanguage, idOf, kindOf, readCourse, readManifests, readPlugins, readSkills, readWords } from './read.ts';
import type { Course, Word } from './read.ts';
import { readSources } from './sources.ts';
import type { CourseOutline, Exercises } from './types.ts';

type Content = { readonly course: Course; readonly words: readonly Word[]; readonly manifests: { readonly [name: string]: string }; readonly exercises: Exercises };

const folderOf = { lesson: 'learn', lab: 'labs', quiz: 'quizzes' } as const;

/** Only what every page may need: it is part of the first script. */
export function outlineOf(course: Course, exercises: Exercises, siteDir: string): CourseOutline {
  return {
    modules: course.modules.map((module) => ({
      id: module.id,
      title: module.title,
      items: module.items.map((item) => ({ kind: kindOf(item), id: idOf(item), title: item.title, summary: item.summary, path: `/${folderOf[kindOf(item)]}/${idOf(item)}/`, ...factsOf(siteDir, item, exercises) })),
    })),
  };
}

export default function coursePlugin(context: LoadContext): Plugin<Content> {
  const { siteDir, baseUrl, generatedFilesDir } = context;
  async function addPages({ createData, addRoute }: PluginContentLoadedActions, { words, exercises, manifests }: Content): Promise<void> {
    // An absolute path would end up in the bundle.
    const data = async (name: string, value: unknown): Promise<string> => `@generated/${relative(generatedFilesDir, await createData(name, JSON.stringify(value)))}`;
    addRoute({ path: `${baseUrl}words/`, exact: true, component: '@site/src/components/WordsPage/index.tsx', modules: { words: await data('words.json', words) } });
    addRoute({ path: `${baseUrl}limits/`, exact: true, component: '@site/src/components/FieldsPage/index.tsx', modules: { sheet: await data('fields.json', exercises.fields) } });
    addRoute({ path: `${baseUrl}machines/`, exact: true, component: '@site/src/components/MachinesPage/index.tsx', modules: { charts: await data('machines.json', exercises.charts[currentLanguage()]) } });
    addRoute({ path: `${baseUrl}progress/`, exact: true, component: '@site/src/components/ProgressPage/index.tsx', modules: { skills: await data('skill-names.json', readSkills(siteDir)) } });
    const misconceptions = await data('misconceptions.json', exercises.misconceptions);
    for (const lab of exercises.labs) {
      addRoute({
        path: `${baseUrl}labs/${lab.slug}/`, exact: true, component: '@site/src/components/LabPage/index.tsx',
        modules: { lab: await data(`lab-${lab.slug}.json`, lab), misconceptions, task: `@site/exercises/labs/${lab.slug}/task.${currentLanguage()}.md` },
      });
    }
    for (const quiz of exercises.quizzes) {
      addRoute({ path: `${baseUrl}quizzes/${quiz.slug}/`, exact: true, component: '@site/src/components/QuizPage/index.tsx', modules: { quiz: await data(`quiz-${quiz.slug}.json`, quiz), misconceptions } });
    }
    addRoute({ path: `${baseUrl}preview/`, exact: true, component: '@site/src/components/PreviewPage/index.tsx', modules: { sources: await data('sources.json', readSources(siteDir)), manifests: await data('author-manifests.json', manifests), misconceptions } });
    await createData('sheets.js', sheetsScript(exercises.quizzes));
    addRoute({ path: `${baseUrl}review/`, exact: true, component: '@site/src/components/ReviewPage/index.tsx', modules: { skills: await data('skills.json', skillsOf(exercises.quizzes)), misconceptions } });
  }
  return {
    name: 'course',
    // The worker is one file: pieces shared with pages would be fetched one after another, after it has been read.
    configureWebpack: (_, isServer) => (isServer ? {
      // In front of Docusaurus' own alias for all of react-dom.
      mergeStrategy: { 'resolve.alias': 'prepend' }, resolve: { alias: { 'react-dom/server$': join(siteDir, 'src/plugins/wholePage.ts') } },
    } : {
      // Code is coloured where there is some: the block brings the colours itself, the first script of every page does not.
      resolve: { alias: { [`${join(dirname(createRequire(join(siteDir, 'package.json')).resolve('@docusaurus/theme-classic')), 'prism-include-languages')}$`]: false } },
      optimization: { splitChunks: { chunks: (chunk) => chunk.name !== 'engine' && !chunk.canBeInitial() } },
    }),
    getPathsToWatch: () => [`${siteDir}/exercises/**/*.{yaml,md,sh}`],
    loadContent: () => Promise.resolve({
      course: readCourse(siteDir), words: readWords(siteDir), manifests: readManifests(siteDir), exercises: loadExercises(siteDir),
    }),
    async contentLoaded({ content, actions }) {
      actions.setGlobalData(outlineOf(content.course, content.exercises, siteDir));
      await actions.createData('manifests.json', JSON.stringify(content.manifests));
      await actions.createData('plugins.json', JSON.stringify(readPlugins(context.siteDir).map(({ name, meaning }) => ({ name, meaning: meaning[currentLanguage()] }))));
      await actions.createData('help.json', JSON.stringify(readHelp(siteDir, content.course, currentLanguage())));
      await actions.createData('sentences.json', JSON.stringify(fieldSentences(context.siteDir)));
      await addPages(actions, content);
    },
  };
}
