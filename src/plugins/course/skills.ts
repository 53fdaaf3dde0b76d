/** Which questions ask for a skill, and where each quiz lies: for the review, which takes its questions from all of them. */
import type { SkillIndex } from '../../components/Review/queue.ts';
import type { QuizSheet } from './types.ts';

export function skillsOf(quizzes: readonly QuizSheet[]): SkillIndex {
  const all = quizzes.flatMap(({ slug, questions }) => questions.map(({ id, skill, variants }) => ({ skill, quiz: slug, question: id, seeds: variants.map(({ seed }) => seed) })));
  const skills = [...new Set(all.map(({ skill }) => skill))].sort();
  return Object.fromEntries(skills.map((one) => [one, all.filter(({ skill }) => skill === one).map(({ quiz, question, seeds }) => ({ quiz, question, seeds }))]));
}

/** A quiz is a script of its own: a review asks for few of them. */
export const sheetsScript = (quizzes: readonly QuizSheet[]): string =>
  `export const sheets = {\n${quizzes.map(({ slug }) => `  ${JSON.stringify(slug)}: () => import('./quiz-${slug}.json'),`).join('\n')}\n};\n`;
