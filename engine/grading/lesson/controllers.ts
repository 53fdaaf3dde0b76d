/** Controllers that stand in lessons: each source can at least be started. */
import { startProblem } from '../../learner/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { LessonText } from './check.ts';

/** A block that says `fails` shows a mistake on purpose. */
export function sourceProblems({ file, text }: LessonText, manifests: { readonly [name: string]: string }): readonly Diagnostic[] {
  return [...text.matchAll(/^```js live ([^\n]*)$/gm)].flatMap(({ index, 1: info = '' }): Diagnostic[] => {
    const name = /(?:^|\s)file=(\S+)/.exec(info)?.[1] ?? '';
    const source = manifests[name];
    const problem = source === undefined ? undefined : startProblem(source);
    if (problem === undefined || /(?:^|\s)fails(?:\s|$)/.test(info)) return [];
    return [{ file, line: text.slice(0, index).split('\n').length, column: 1, message: `exercises/manifests/${name} does not start: ${problem}`, fix: 'Correct it; if it is meant to fail, write ```js live controller=… file=… fails' }];
  });
}
