/** What can be said of a quiz's file without running it, also where its format is broken elsewhere. */
import { isList, isObject, type Json, type JsonObject } from '../../base/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Path } from '../format/explain.ts';
import { quizFile, type Question } from '../format/quiz.ts';
import { params as paramsFormat, type Params } from '../format/params.ts';
import type { Places } from '../format/read.ts';
import { suggestion } from '../format/suggest.ts';
import { drawParams, fillText } from '../params.ts';
import { celWords, problemsIn } from './cel.ts';
import { teller, type Tell } from './lab/parts.ts';
import { paramProblems, placesOf, textProblems } from './lab/places.ts';
import { stepProblem } from './lab/stepNames.ts';

type Expression = { readonly path: Path; readonly text: string; readonly more?: readonly string[] };
export type Compile = (text: string, more: readonly string[]) => { readonly ok: true } | { readonly ok: false; readonly error: string };
export type QuizContext = { readonly compile: Compile; readonly names: readonly string[]; readonly machines: (cluster: string) => ReadonlySet<string>; readonly lessons?: ((id: string) => boolean) | undefined };

export function quizProblems(file: string, raw: Json | undefined, at: Places, context: QuizContext): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  const tell = teller(file, at, problems);
  const given = raw !== undefined && isObject(raw) ? raw : {};
  const slug = (file.split('/').at(-1) ?? '').replace(/\.ya?ml$/, '');
  const name = given['metadata'] !== undefined && isObject(given['metadata']) ? given['metadata']['name'] : undefined;
  if (typeof name === 'string' && name !== slug) tell(['metadata', 'name'], `metadata.name is ${name}, the file is ${slug}.yaml`, 'Give both the same name');
  const shared = paramsOf(given['params']);
  const { questions: _, ...rest } = given;
  textProblems(rest, shared, tell);
  paramProblems(shared, new Set(placesOf(JSON.stringify(given)).map((place) => place.name)), tell);
  worldProblems(given['world'], ['world'], context, tell);
  const all = given['questions'] !== undefined && isList(given['questions']) ? given['questions'] : [];
  const ids: string[] = [];
  all.forEach((entry, index) => {
    if (!isObject(entry)) return;
    const path: Path = ['questions', index];
    const id = entry['id'];
    if (typeof id === 'string' && ids.includes(id)) tell([...path, 'id'], `a second question is called ${id}`, 'Each question needs an id of its own');
    if (typeof id === 'string') ids.push(id);
    const own = paramsOf(entry['params']);
    textProblems(entry, { ...shared, ...own }, tell, path);
    paramProblems(own, new Set(placesOf(JSON.stringify(entry)).map((place) => place.name)), tell, [...path, 'params']);
    worldProblems(entry['world'], [...path, 'world'], context, tell);
    const parsed = quizFile.shape.questions.element.safeParse(entry);
    const sampled = { ...context, compile: withSample(context.compile, { ...shared, ...own }) };
    if (parsed.success) questionProblems(parsed.data, path, sampled, tell);
    else expressionProblems(rawExpressions(entry), path, sampled, tell);
  });
  return problems;
}

function paramsOf(value: Json | undefined): Params {
  const parsed = paramsFormat.safeParse(value ?? {});
  return parsed.success ? parsed.data : {};
}

/** An expression with a place in it is tried with one of the values that may come there; those of `oneOf` are alike. */
const withSample = (compile: Compile, params: Params): Compile => (Object.keys(params).length === 0 ? compile
  : (text, more) => compile(fillText(text, drawParams(params, 'check')), more));

function questionProblems(question: Question, path: Path, context: QuizContext, tell: Tell): void {
  const { lessons } = context;
  if (question.lesson !== undefined && lessons !== undefined && !lessons(question.lesson.replace(/#.*/, ''))) tell([...path, 'lesson'], `there is no lesson ${question.lesson}`, 'Lessons are called like their file below docs/, without .mdx');
  const command = 'command' in question ? question.command : undefined;
  const expressions = expressionsOf(question);
  expressionProblems(expressions, path, context, tell);
  if (command === undefined && !['command', 'fill-yaml', 'find-line'].includes(question.type)) {
    for (const { path: below, text, more = [] } of expressions) {
      if (!/(?<!\.|\.\?)\b(?:output|exitCode)\b/.test(text.replace(/"[^"]*"|'[^']*'/g, '')) || !context.compile(text, more).ok) continue;
      tell([...path, ...below], 'output and exitCode are those of a command, and none is typed', 'Write command: … in the question');
    }
  }
  blankProblems(question, path, tell);
}

function expressionProblems(expressions: readonly Expression[], path: Path, { compile, names }: QuizContext, tell: Tell): void {
  for (const { path: below, text, more = [] } of expressions) {
    const compiled = compile(text, more);
    if (compiled.ok) continue;
    for (const within of problemsIn(compiled.error)) { const { message, fix } = celWords(within, [...more, ...names], text); tell([...path, ...below], message, fix, { text, within }); }
  }
}

/** Expressions of a question whose format is broken elsewhere: one mistake must not hide another. */
function rawExpressions(question: JsonObject): readonly Expression[] {
  const own = (value: Json | undefined, path: Path, keys: readonly string[], more?: readonly string[]): readonly Expression[] => (value === undefined || !isObject(value) ? [] : keys.flatMap((key): Expression[] => {
    const text = value[key];
    return typeof text === 'string' && text !== '' ? [{ path: [...path, key], text, ...(more === undefined ? {} : { more }) }] : [];
  }));
  const each = (list: string, key: string, more?: readonly string[]): readonly Expression[] => {
    const value = question[list];
    return value !== undefined && isList(value) ? value.flatMap((entry, index) => own(entry, [list, index], [key], more)) : [];
  };
  const value = question['type'] === 'number' || question['type'] === 'text' ? ['value'] : [];
  return [...own(question, [], ['claim', 'of', 'goal', ...value]), ...each('options', 'claim'), ...each('items', 'when'), ...each('left', 'value'), ...each('right', 'claim', ['left'])];
}

/** Blanks of a template and what fills them. */
function blankProblems(question: Question, path: Path, tell: Tell): void {
  if (question.type === 'states-over-time') return;
  if (question.type !== 'fill-yaml') return;
  const blanks = [...new Set([...question.template.matchAll(/\[\[(\d+)\]\]/g)].map((match) => match[1] ?? ''))];
  if (blanks.length === 0) tell([...path, 'template'], 'the template has no blank', 'Write [[1]] where something is to be filled in');
  for (const blank of blanks) if (question.solution[blank] === undefined) tell([...path, 'solution'], `the solution leaves blank ${blank} empty`, `Write ${blank}: …`);
  for (const blank of Object.keys(question.solution)) if (!blanks.includes(blank)) tell([...path, 'solution', blank], `there is no blank [[${blank}]] in the template`, suggestion(blank, blanks) === undefined ? 'Take it out' : `The blanks are: ${blanks.join(', ')}`);
}

function expressionsOf(question: Question): readonly Expression[] {
  switch (question.type) {
    case 'single': case 'multiple': return question.options.map(({ claim }, index) => ({ path: ['options', index, 'claim'], text: claim }));
    case 'true-false': return [{ path: ['claim'], text: question.claim }];
    case 'order': return question.items.map(({ when }, index) => ({ path: ['items', index, 'when'], text: when }));
    case 'match': return [...question.left.map(({ value }, index) => ({ path: ['left', index, 'value'], text: value })), ...question.right.map(({ claim }, index) => ({ path: ['right', index, 'claim'], text: claim, more: ['left'] }))];
    case 'number': return [{ path: ['value'], text: question.value }, ...question.wrong.flatMap(({ value }, index) => (typeof value === 'string' ? [{ path: ['wrong', index, 'value'], text: value }] : []))];
    case 'text': return [{ path: ['value'], text: question.value }];
    case 'states-over-time': return [{ path: ['of'], text: question.of }];
    default: return [{ path: ['goal'], text: question.goal }];
  }
}

function worldProblems(value: Json | undefined, path: Path, { machines }: QuizContext, tell: Tell): void {
  const world = value !== undefined && isObject(value) ? value : undefined;
  if (world === undefined) return;
  const files = world['files'] !== undefined && isObject(world['files']) ? world['files'] : {};
  for (const [name, text] of Object.entries(files)) {
    if (/(^|\/)\.\.(\/|$)|^\/|\\/.test(name)) tell([...path, 'files', name], `${name} leads out of the learner's home`, 'Give it a plain name', { key: true });
    if (typeof text === 'string' && !text.includes('\n') && /(^|\/)\.\.(\/|$)|^\/|\\/.test(text)) tell([...path, 'files', name], `${text} leads out of exercises/manifests`, 'Name a file there');
  }
  const steps = world['steps'] !== undefined && isList(world['steps']) ? world['steps'] : [];
  const known = new Set(machines(typeof world['cluster'] === 'string' ? world['cluster'] : 'three-nodes'));
  steps.forEach((entry, index) => {
    const parsed = quizFile.shape.world.unwrap().shape.steps.unwrap().element.safeParse(entry);
    if (parsed.success) stepProblem(parsed.data, [...path, 'steps', index], known, Object.keys(files), tell);
  });
}
