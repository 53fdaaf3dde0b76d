import { PRESETS } from '../../cluster/index.ts';
import { quizProblems, type QuizContext } from '../check/quiz.ts';
import { isError, type Diagnostic } from '../diagnostic.ts';
import { quizFile } from '../format/quiz.ts';
import { readAuthored, sorted } from '../format/read.ts';
import type { Json } from '../../base/index.ts';
import { CLAIM_NAMES, createClaims } from './claims.ts';
import type { QuizSource } from './source.ts';

export type LoadedQuiz = { readonly ok: true; readonly quiz: QuizSource; readonly warnings: readonly Diagnostic[] } | { readonly ok: false; readonly problems: readonly Diagnostic[] };
export type QuizOptions = { /** Whether there is a lesson `module/name`; without it that is not looked at. */ readonly lessons?: (id: string) => boolean };

/** Reads a quiz; whatever is wrong in its text is told at once. What only a run can tell is for `proveQuiz`. @param manifests texts of exercises/manifests by name */
export function loadQuiz(file: string, text: string, manifests: QuizSource['manifests'], { lessons }: QuizOptions = {}): LoadedQuiz {
  const read = readAuthored(file, text, quizFile);
  if (read.at === undefined) return { ok: false, problems: read.ok ? [] : read.problems };
  const claims = createClaims();
  const context: QuizContext = {
    names: CLAIM_NAMES, lessons,
    compile(source, more) { const compiled = claims.compile(source, more); return compiled.ok ? compiled : { ok: false, error: compiled.report }; },
    machines: (cluster) => new Set((cluster === 'minikube' ? PRESETS.minikube : PRESETS['three-nodes']).machines.map(({ name }) => name)),
  };
  const raw = read.ok ? read.value as unknown as Json : read.raw; // read from YAML
  const problems = sorted([...(read.ok ? [] : read.problems), ...quizProblems(file, raw, read.at, context)]);
  return read.ok && !problems.some(isError) ? { ok: true, warnings: problems, quiz: { file, spec: read.value, at: read.at, manifests } } : { ok: false, problems };
}
