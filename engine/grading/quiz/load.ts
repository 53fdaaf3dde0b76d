import type { Diagnostic } from '../diagnostic.ts';
import { quizFile } from '../format/quiz.ts';
import { readAuthored } from '../format/read.ts';
import type { QuizSource } from './source.ts';

/** @param manifests texts of exercises/manifests by name */
export function loadQuiz(file: string, text: string, manifests: QuizSource['manifests']): { readonly ok: true; readonly quiz: QuizSource } | { readonly ok: false; readonly problems: readonly Diagnostic[] } {
  const read = readAuthored(file, text, quizFile);
  if (!read.ok) return read;
  const slug = (file.split('/').at(-1) ?? '').replace(/\.ya?ml$/, '');
  if (read.value.metadata.name !== slug) {
    return { ok: false, problems: [{ file, ...read.at(['metadata', 'name']), message: `metadata.name is ${read.value.metadata.name}, the file is ${slug}.yaml`, fix: 'Give both the same name' }] };
  }
  return { ok: true, quiz: { file, spec: read.value, at: read.at, manifests } };
}
