/** What can be said of a question without running it, and of a quiz as a whole: nothing in it gives an answer away. */
import type { Diagnostic } from '../diagnostic.ts';
import type { Text } from '../format/common.ts';
import type { Question } from '../format/quiz.ts';
import { worldOf, type Path, type Problem } from './prove/instance.ts';
import type { QuizSheet, SheetOption, SheetQuestion } from './sheet.ts';
import type { QuizSource } from './source.ts';

/** What `loadQuiz` does not look at, since it needs the manifests, or the question as a whole. */
export function writtenProblems(source: QuizSource, question: Question): readonly Problem[] {
  const { manifests } = source;
  const problems: Problem[] = [];
  for (const [path, text] of Object.entries(worldOf(source, question).files)) {
    if (!text.includes('\n') && manifests(text) === undefined) problems.push({ path: question.world === undefined ? [] : ['world', 'files', path], message: `there is no exercises/manifests/${text}`, fix: 'Name a file there, or write the YAML itself' });
  }
  return [...problems, ...doubles(question)];
}

/** What stands twice in a list of things to choose from. */
function doubles(question: Question): readonly Problem[] {
  const twice = (list: string, values: readonly string[], what: string): Problem[] => values.flatMap((value, index) => (values.indexOf(value) === index ? [] : [{ path: [list, index], message: `${what} ${index + 1} says the same as ${what} ${values.indexOf(value) + 1}`, fix: 'Each must say something of its own' }]));
  const both = (list: string, texts: readonly Text[], what: string): Problem[] => [...twice(list, texts.map(({ en }) => en), what), ...twice(list, texts.map(({ zh }) => zh), what)].filter((problem, index, all) => all.findIndex(({ path }) => path[1] === problem.path[1]) === index);
  switch (question.type) {
    case 'single': case 'multiple': return both('options', question.options.map(({ text }) => text), 'option');
    case 'command': return [...twice('options', (question.options ?? []).map(({ command }) => command), 'option'), ...twice('wrong', question.wrong.map(({ command }) => command), 'entry')];
    case 'order': return both('items', question.items.map(({ text }) => text), 'item');
    case 'match': return [...both('left', question.left.map(({ text }) => text), 'row'), ...twice('left', question.left.map(({ id }) => id), 'row'), ...both('right', question.right.map(({ text }) => text), 'choice'), ...twice('right', question.right.map(({ id }) => id), 'choice')];
    case 'states-over-time': return [...twice('choices', question.choices.map(({ id }) => id), 'choice'), ...twice('moments', question.moments, 'moment')];
    case 'number': return twice('wrong', question.wrong.map(({ value }) => String(value)), 'entry');
    case 'text': return twice('wrong', question.wrong.map(({ text }) => text), 'entry');
    case 'fill-yaml': return twice('wrong', question.wrong.map(({ fill }) => JSON.stringify(fill)), 'entry');
    case 'find-line': return twice('decoys', question.decoys.map(({ path }) => path), 'decoy');
    case 'true-false': return [];
  }
}

/** From so many questions on a pattern can be seen. */
const PATTERN = 4;
const LONGER = 1.2;

const optionsOf = (question: SheetQuestion): readonly SheetOption[] => (question.type === 'single' ? question.variants[0]?.options ?? [] : question.type === 'command' ? question.variants[0]?.options ?? [] : []);

/** Whether the right one can be told without knowing anything. */
export function sheetProblems(source: QuizSource, { questions }: QuizSheet): readonly Diagnostic[] {
  const problem = (path: Path, message: string, fix: string): Diagnostic => ({ file: source.file, ...source.at(path), message, fix });
  const out: Diagnostic[] = [];
  source.spec.questions.forEach(({ stem, id }, index) => {
    const other = source.spec.questions.find((each) => each.stem.en === stem.en || each.stem.zh === stem.zh);
    if (other !== undefined && other.id !== id && source.spec.questions.indexOf(other) < index) out.push(problem(['questions', index, 'stem'], `question ${id}: asks the same as ${other.id}`, 'Take one out, or ask something else'));
  });
  const chosen = questions.map(optionsOf).filter((options) => options.length > 0);
  if (chosen.length >= PATTERN) {
    const places = chosen.map((options) => options.findIndex(({ right }) => right));
    for (const place of new Set(places)) {
      const count = places.filter((each) => each === place).length;
      if (count > chosen.length / 2) out.push(problem(['questions'], `the right option is number ${place + 1} in ${count} of ${chosen.length} questions`, 'Put the options of some of them in another order'));
    }
    for (const language of ['en', 'zh'] as const) {
      const longest = chosen.filter((options) => isLongest(options, language)).length;
      if (longest > chosen.length / 2) out.push(problem(['questions'], `the right option is by far the longest (${language}) in ${longest} of ${chosen.length} questions`, 'Say it in fewer words, or say more in the others'));
    }
  }
  const statements = questions.flatMap((question) => (question.type === 'true-false' ? question.variants.slice(0, 1).map(({ key }) => key) : []));
  if (statements.length >= PATTERN - 1 && new Set(statements).size === 1) out.push(problem(['questions'], `all ${statements.length} statements are ${String(statements[0])}`, 'Turn one of them round'));
  return out;
}

function isLongest(options: readonly SheetOption[], language: keyof Text): boolean {
  const length = (option: SheetOption): number => option.text[language].length;
  const right = options.filter((option) => option.right).map(length);
  return Math.max(...right) > LONGER * Math.max(...options.filter((option) => !option.right).map(length));
}
