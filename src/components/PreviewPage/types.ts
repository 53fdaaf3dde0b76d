/** What an author has open: the files of one lab, or the one file of a quiz, by path in its folder. */
export type Files = { readonly [path: string]: string };
export type Kind = 'lab' | 'quiz';
export type Draft = { readonly kind: Kind; readonly slug: string; readonly files: Files };
/** What the course has, and what `npx peapod new` writes. */
export type Sources = { readonly labs: { readonly [slug: string]: Files }; readonly quizzes: { readonly [slug: string]: Files }; readonly templates: { readonly lab: Files; readonly quiz: string } };

export const mainFile = ({ kind, slug }: Pick<Draft, 'kind' | 'slug'>): string => (kind === 'lab' ? 'exercise.yaml' : `${slug}.yaml`);
export const originalOf = ({ labs, quizzes }: Sources, { kind, slug }: Pick<Draft, 'kind' | 'slug'>): Files | undefined => (kind === 'lab' ? labs : quizzes)[slug];

export function fromTemplate({ templates }: Sources, kind: Kind, slug: string): Draft {
  const fill = (text: string): string => text.replaceAll('SLUG', slug);
  return { kind, slug, files: kind === 'quiz' ? { [`${slug}.yaml`]: fill(templates.quiz) } : Object.fromEntries(Object.entries(templates.lab).map(([path, text]) => [path, fill(text)])) };
}

/** What belongs together stands together: the exercise, the task, what is given, what is right, what is wrong. */
const places = ['exercise.yaml', 'task.en.md', 'task.zh.md', 'start/', 'given/', 'exam/', 'solution/', 'wrong/'];
export function inReadingOrder(files: Files): readonly string[] {
  const rank = (path: string): number => { const at = places.findIndex((place) => path.startsWith(place)); return at === -1 ? places.length : at; };
  return Object.keys(files).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}
