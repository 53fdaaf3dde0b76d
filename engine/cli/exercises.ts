/** Finds labs and quizzes on disk: the course's own `exercises/` or a path that an author names. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isList, isObject, loadYaml, type Json, type JsonObject } from '../base/index.ts';
import { headingsOf, type Folder, type KnownNames } from '../grading/index.ts';

/** `exercises/` of the working directory, else the one that came with this package. */
export function exercisesRoot(): string {
  if (existsSync('exercises/course.yaml')) return 'exercises';
  return join(dirname(fileURLToPath(import.meta.url)), '../../exercises');
}

function pathsUnder(folder: string, prefix = ''): string[] {
  return readdirSync(join(folder, prefix), { withFileTypes: true }).flatMap((entry) => {
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    return entry.isDirectory() ? pathsUnder(folder, path) : [path];
  }).sort();
}

export const readFolder = (path: string): Folder => ({ name: path, paths: pathsUnder(path), read: (file) => readFileSync(join(path, file), 'utf8') });

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();
const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

export const labSlugs = (root: string): string[] => (isFolder(join(root, 'labs')) ? readdirSync(join(root, 'labs')).filter((n) => isFolder(join(root, 'labs', n))).sort() : []);
export const quizSlugs = (root: string): string[] => (isFolder(join(root, 'quizzes')) ? readdirSync(join(root, 'quizzes')).flatMap((n) => /^(.*)\.ya?ml$/.exec(n)?.[1] ?? []).sort() : []);

/** A lab by slug or by the path of its folder; undefined if there is none. */
export function labFolder(root: string, name: string): Folder | undefined {
  const path = [join(root, 'labs', name), name].find((p) => isFile(join(p, 'exercise.yaml')));
  return path === undefined ? undefined : readFolder(path.replace(/\/+$/, ''));
}

export function quizPath(root: string, name: string): string | undefined {
  return [join(root, 'quizzes', `${name}.yaml`), name].find(isFile);
}

/** Texts of `exercises/manifests`, by name. */
export const manifestsIn = (root: string) => (name: string): string | undefined => {
  const path = join(root, 'manifests', name);
  return !name.includes('..') && isFile(path) ? readFileSync(path, 'utf8') : undefined;
};

/** All of them: what a lesson's reader finds on the computer. */
export function allManifests(root: string): { readonly [name: string]: string } {
  const folder = join(root, 'manifests');
  return !isFolder(folder) ? {} : Object.fromEntries(readdirSync(folder).filter((name) => /\.(?:yaml|js)$/.test(name)).sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** Help for wrong turns: `help.yaml`, and the files that newcomers bring along. */
export const helpNames = (root: string): string[] => (isFile(join(root, 'help.yaml')) ? ['wrong-turns'] : []);
export const helpText = (root: string): { readonly file: string; readonly text: string } => ({ file: join(root, 'help.yaml'), text: readFileSync(join(root, 'help.yaml'), 'utf8') });
export const wrongFiles = (root: string): { readonly [name: string]: string } => {
  const folder = join(root, 'wrong-files');
  return { ...allManifests(root), ...(isFolder(folder) ? Object.fromEntries(readdirSync(folder).sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')])) : {}) };
};
/** Headings of the English lesson; both languages have the same. */
export const lessonHeadings = (root: string) => (id: string): readonly string[] | undefined => {
  const [english] = lessonFiles(root, id) ?? [];
  return english === undefined ? undefined : headingsOf(readFileSync(english, 'utf8'));
};

/** Lessons stand beside the exercises, the Chinese ones where the site looks for them. */
export const CHINESE = 'i18n/zh-Hans/docusaurus-plugin-content-docs/current';
export const lessonIds = (root: string): string[] => (isFolder(join(root, '../docs')) ? pathsUnder(join(root, '../docs')).flatMap((path) => /^(.*)\.mdx$/.exec(path)?.[1] ?? []) : []);
/** Of both languages; undefined if there is no such lesson. The Chinese one may be missing. */
export function lessonFiles(root: string, id: string): readonly [string, string] | undefined {
  return lessonIds(root).includes(id) ? [join(root, '../docs', `${id}.mdx`), join(root, '..', CHINESE, `${id}.mdx`)] : undefined;
}

/** The one document of a file that somebody else checks; null where there is none or it cannot be read. */
function valueIn(path: string): Json {
  const loaded = isFile(path) ? loadYaml(readFileSync(path, 'utf8')) : undefined;
  return loaded?.ok === true ? loaded.documents[0]?.value ?? null : null;
}
const listIn = (value: Json | undefined, key: string): readonly JsonObject[] => {
  const list = isObject(value ?? null) ? (value as JsonObject)[key] : undefined; // just asked
  return isList(list ?? null) ? (list as readonly Json[]).filter(isObject) : [];
};
const textOf = (object: JsonObject, key: string): string => { const value = object[key]; return typeof value === 'string' ? value : ''; };

/** What a lesson may name. */
export function lessonWorld(root: string): KnownNames {
  const manifests = allManifests(root);
  const terms = listIn(valueIn(join(root, 'words.yaml')), 'words').map((word) => ({
    id: textOf(word, 'id'), en: textOf(word, 'en'), zh: textOf(word, 'zh'), not: isList(word['not'] ?? null) ? (word['not'] as readonly Json[]).map(String) : [],
  }));
  const recordings = join(root, 'recordings.txt');
  return {
    words: terms.map(({ id }) => id), terms, manifests: Object.keys(manifests), labs: labSlugs(root), quizzes: quizSlugs(root), lessons: lessonIds(root),
    listed: listIn(valueIn(join(root, 'course.yaml')), 'modules').flatMap((module) => listIn(module, 'items').map((item) => textOf(item, 'lesson'))),
    recordings: isFile(recordings) ? readFileSync(recordings, 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#')) : [],
    manifest: (name) => manifests[name],
    questions: (quiz) => listIn(valueIn(join(root, 'quizzes', `${quiz}.yaml`)), 'questions').map((question) => textOf(question, 'id')),
  };
}
