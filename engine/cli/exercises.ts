/** Finds labs and quizzes on disk: the course's own `exercises/` or a path that an author names. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Folder } from '../grading/index.ts';

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
  return !isFolder(folder) ? {} : Object.fromEntries(readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** Lessons stand beside the exercises, the Chinese ones where the site looks for them. */
export const CHINESE = 'i18n/zh-Hans/docusaurus-plugin-content-docs/current';
export const lessonIds = (root: string): string[] => (isFolder(join(root, '../docs')) ? pathsUnder(join(root, '../docs')).flatMap((path) => /^(.*)\.mdx$/.exec(path)?.[1] ?? []) : []);
/** Of both languages; undefined if there is no such lesson. The Chinese one may be missing. */
export function lessonFiles(root: string, id: string): readonly [string, string] | undefined {
  return lessonIds(root).includes(id) ? [join(root, '../docs', `${id}.mdx`), join(root, '..', CHINESE, `${id}.mdx`)] : undefined;
}

/** Words that the glossary explains. */
export function wordIds(root: string): string[] {
  const path = join(root, 'words.yaml');
  return isFile(path) ? [...readFileSync(path, 'utf8').matchAll(/^- id: ([\w-]+)$/gm)].map((match) => match[1] ?? '') : [];
}
