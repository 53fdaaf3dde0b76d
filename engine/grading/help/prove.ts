/** Help against runs: each wrong turn leads to its help, and what lessons print leads to none. */
import { createSession, type Session } from '../../session/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { HelpEntry } from '../format/help.ts';
import type { LessonText } from '../lesson/check.ts';
import { outlineOf, isLive } from '../lesson/outline.ts';
import { parseScript } from '../lesson/script.ts';
import { ownPrompt } from '../lesson/prompt.ts';
import { findHelp, printedBy } from './find.ts';
import { helpWorld } from './world.ts';

/** A command that has not ended by then is given up; `port-forward` takes a minute to. */
const COMMAND_MS = 180_000;
const STEP_MS = 50;
const READING_MS = 1000;

export type TriedTurn = { readonly lines: readonly string[]; /** What the last line printed. */ readonly output: string; /** Which help it led to. */ readonly id: string | undefined };
type Files = { readonly [name: string]: string };

/** Types the lines on a new cluster, as a reader would. */
export function tryTurn(entries: readonly HelpEntry[], lines: readonly string[], files: Files): TriedTurn {
  const session = createSession({ seed: 'help', preset: 'three-nodes', files });
  let output = '';
  session.onOutput((_, text) => { output += text; });
  session.advance(READING_MS);
  session.terminal('main');
  for (const line of lines) {
    output = '';
    typeLine(session, line);
  }
  const said = output.slice((lines.at(-1) ?? '').length + 1, output.length - ownPrompt(session.terminal('main').prompt).length);
  return { lines, output: said, id: findHelp(entries, [{ line: lines.at(-1) ?? '', output: said }], helpWorld(session))?.entry.id };
}

function typeLine(session: Session, text: string): void {
  session.advance(READING_MS);
  session.input({ type: 'line', terminal: 'main', text });
  const limit = session.at + COMMAND_MS;
  while (session.terminal('main').prompt === '' && session.at < limit) session.advance(STEP_MS);
}

/** @param at where its wrong turns stand in the file */
export function proveEntry(entries: readonly HelpEntry[], id: string, files: Files, file: string): readonly Diagnostic[] {
  const entry = entries.find((each) => each.id === id);
  return (entry?.tried ?? []).flatMap((lines): Diagnostic[] => {
    const turn = tryTurn(entries, lines, files);
    if (turn.id === id) return [];
    return [{ file, line: 0, column: 0, message: `${id}: ${lines.join(' ; ')} leads to ${turn.id === undefined ? 'no help' : `the help ${turn.id}`}; it prints ${JSON.stringify(turn.output.slice(0, 300))}`,
      fix: turn.id === undefined ? 'Correct when, or what was tried' : 'The first help that fits is shown: put the narrower one first' }];
  });
}

/** Lessons show errors on purpose; nobody calls them ordinary. */
const ERROR = /^(?:error: |Error from server|The \S+ ".*" is invalid: |\S+: command not found)/im;

/** No help for what goes as it should: what the lessons' blocks print, but for errors. */
export function ordinaryProblems(entries: readonly HelpEntry[], lessons: readonly LessonText[], file: string): readonly Diagnostic[] {
  const steps = lessons.flatMap((lesson) => outlineOf(lesson.text).fences.filter((fence) => isLive(fence) && !/\sfails\b/.test(fence.info))
    .flatMap(({ body }) => parseScript(body.replace(/\n$/, '')).steps.map((step) => ({ ...step, lesson: lesson.file }))));
  return entries.flatMap(({ id, when }): Diagnostic[] => {
    if (!('output' in when) || when.succeeds) return [];
    const step = steps.find(({ output }) => !ERROR.test(output) && printedBy(when.output, output) !== undefined);
    return step === undefined ? [] : [{ file, line: 0, column: 0, message: `${id}: when.output matches what ${step.command} prints in ${step.lesson}, where nothing is wrong`, fix: 'Make it narrower; if the block is meant to fail, write fails after its id' }];
  });
}
