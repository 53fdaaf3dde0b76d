/** A lesson against a run: each live block prints what stands there, in both languages. Where the same is typed in both, one run tells. */
import type { Diagnostic } from '../diagnostic.ts';
import { sourceProblems } from './controllers.ts';
import { transcriptsOf, type Runs } from './transcripts.ts';

export type LessonText = { readonly file: string; readonly text: string };
export type CheckedLesson = { readonly blocks: number; readonly problems: readonly Diagnostic[] };

/** Hashes and generated suffixes say nothing to a reader; they may change with any version of the engine. */
export const meaningOf = (text: string): string => text.replace(/[0-9a-f]{64}/g, '<hash>').replace(/kube-api-access-\w{5}/g, 'kube-api-access-<suffix>');

export function checkLesson(id: string, texts: readonly LessonText[], manifests: { readonly [name: string]: string }): CheckedLesson {
  const runs: Runs = new Map();
  const all = texts.map(({ file, text }) => ({ file, transcripts: transcriptsOf(id, text, manifests, runs) }));
  const problems: Diagnostic[] = [...texts.flatMap((text) => sourceProblems(text, manifests)), ...all.flatMap(({ file, transcripts }) => transcripts.flatMap(({ written, printed, line, fails }): Diagnostic[] => {
    const [stands, runs] = [meaningOf(written).split('\n'), meaningOf(printed).split('\n')];
    const at = stands.findIndex((each, index) => each !== runs[index]);
    const first = at < 0 && runs.length > stands.length ? stands.length : at;
    const found: Diagnostic[] = first < 0 ? [] : [{
      file, line: line + Math.min(first, stands.length - 1), column: 1, message: `this block prints something else: here stands ${shown(stands[first])}, a run prints ${shown(runs[first])}`,
      fix: 'UPDATE_TRANSCRIPTS=1 npx jest transcripts writes what is printed into both languages; read the difference as prose',
    }];
    const bad = fails ? undefined : /^.*(?:command not found|^error: ).*$/m.exec(printed)?.[0];
    return bad === undefined ? found : [...found, { file, line, column: 1, message: `a command of this block fails: ${bad}`, fix: 'Correct the command; if it is meant to fail, write ```sh live id=… fails' }];
  }))];
  const [one, other] = all;
  if (one !== undefined && other !== undefined && one.transcripts.length !== other.transcripts.length) {
    problems.push({ file: other.file, line: 0, column: 0, message: `${other.transcripts.length} live blocks, in ${one.file} there are ${one.transcripts.length}`, fix: 'Both languages have the same blocks in the same order' });
  }
  return { blocks: one?.transcripts.length ?? 0, problems };
}

const shown = (line: string | undefined): string => (line === undefined ? 'nothing' : JSON.stringify(line.length > 100 ? `${line.slice(0, 99)}…` : line));
