/** Links inside the course: lessons, labs, quizzes, words, headings. */
import { near, type Say } from './outline.ts';
import type { Known } from './written.ts';

const PAGES = new Set(['/', '/limits/', '/machines/', '/progress/', '/review/', '/words/']);

/** @param id of the lesson, for links to its neighbours: `./self-healing.mdx`. */
export function linkProblems(id: string, plain: string, ownIds: readonly string[], known: Known, say: Say): void {
  for (const { index, 1: target = '' } of plain.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)) {
    const [path = '', hash] = target.split('#');
    const tell = (message: string, fix: string): void => say(index + 2, `a link to ${target}: ${message}`, fix);
    if (/^[a-z]+:/.test(target)) continue;
    if (path === '') { if (hash !== undefined && !ownIds.includes(hash)) tell('this lesson has no such heading', near(hash, ownIds, `The headings are: ${ownIds.join(', ')}`)); continue; }
    const [, kind, name] = /^\/(learn|labs|quizzes)\/(.+?)\/?$/.exec(path.endsWith('.mdx') ? `/learn/${lessonAt(id, path)}` : path) ?? [];
    const list = kind === 'learn' ? known.lessons : kind === 'labs' ? known.labs : kind === 'quizzes' ? known.quizzes : undefined;
    if (list !== undefined && name !== undefined) { if (!list.includes(name)) tell(`there is no ${kind === 'learn' ? 'lesson' : kind === 'labs' ? 'lab' : 'quiz'} ${name}`, near(name, list, 'Correct its name')); continue; }
    if (path === '/words/' && hash !== undefined) { if (!known.words.includes(hash)) tell(`there is no word ${hash}`, near(hash, known.words, 'Add it to exercises/words.yaml')); continue; }
    if (kind === undefined && !PAGES.has(path.endsWith('/') ? path : `${path}/`)) tell('there is no such page', 'Lessons are at /learn/<module>/<lesson>/, labs at /labs/<slug>/, quizzes at /quizzes/<slug>/');
  }
}

/** The lesson that a file beside this one is: `../nodes/silent-node.mdx` from first-cluster/first-pod is nodes/silent-node. */
function lessonAt(id: string, path: string): string {
  const parts = path.startsWith('/') ? [] : id.split('/').slice(0, -1);
  for (const part of path.replace(/\.mdx$/, '').split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
