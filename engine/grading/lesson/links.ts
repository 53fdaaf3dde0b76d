/** Links inside the course: lessons, labs, quizzes, words, headings. */
import { near, type Say } from './outline.ts';
import type { Known } from './written.ts';

const PAGES = new Set(['/', '/limits/', '/machines/', '/progress/', '/review/', '/words/']);

export function linkProblems(plain: string, ownIds: readonly string[], known: Known, say: Say): void {
  for (const { index, 1: target = '' } of plain.matchAll(/\]\(([^)\s]+)(?:\s+"[^"]*")?\)/g)) {
    const [path = '', hash] = target.split('#');
    const tell = (message: string, fix: string): void => say(index + 2, `a link to ${target}: ${message}`, fix);
    if (/^[a-z]+:/.test(target)) continue;
    if (path === '') { if (hash !== undefined && !ownIds.includes(hash)) tell('this lesson has no such heading', near(hash, ownIds, `The headings are: ${ownIds.join(', ')}`)); continue; }
    const [, kind, id] = /^\/(learn|labs|quizzes)\/(.+?)\/?$/.exec(path) ?? [];
    const list = kind === 'learn' ? known.lessons : kind === 'labs' ? known.labs : kind === 'quizzes' ? known.quizzes : undefined;
    if (list !== undefined && id !== undefined) { if (!list.includes(id)) tell(`there is no ${kind === 'learn' ? 'lesson' : kind === 'labs' ? 'lab' : 'quiz'} ${id}`, near(id, list, 'Correct its name')); continue; }
    if (path === '/words/' && hash !== undefined) { if (!known.words.includes(hash)) tell(`there is no word ${hash}`, near(hash, known.words, 'Add it to exercises/words.yaml')); continue; }
    if (kind === undefined && !PAGES.has(path.endsWith('/') ? path : `${path}/`)) tell('there is no such page', 'Lessons are at /learn/<module>/<lesson>/, labs at /labs/<slug>/, quizzes at /quizzes/<slug>/');
  }
}
