/** What can be said of a lesson without running it: both languages are one artefact, and what they name exists. */
import { FAULTS } from '../../cluster/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { LessonText } from './check.ts';
import { glossaryProblems, type Term } from './glossary.ts';
import { linkProblems } from './links.ts';
import { attribute, commandsOf, isLive, listOf, near, outlineOf, sayer, type Fence, type Outline, type Say, type Tag } from './outline.ts';
import { sourceProblems, sourcesOf } from './sources.ts';
import { liveProblems, tourProblems, type ManifestText } from './tour.ts';

export type LessonPair = { readonly en: LessonText | undefined; readonly zh: LessonText | undefined; /** Where each belongs. */ readonly files: { readonly en: string; readonly zh: string } };
/** What a lesson may name. */
export type Known = {
  readonly words: readonly string[]; readonly manifests: readonly string[]; readonly labs: readonly string[]; readonly quizzes: readonly string[];
  /** All that are written, and those that `course.yaml` lists. */
  readonly lessons: readonly string[]; readonly listed: readonly string[];
  /** Names of recordings, `pods/pod-exec`; none where the list is not at hand. */
  readonly recordings: readonly string[];
  readonly terms: readonly Term[];
  readonly manifest: ManifestText;
  readonly questions: (quiz: string) => readonly string[];
};

/** @param id as in the course: first-cluster/first-pod */
export function writtenProblems(id: string, { en, zh, files }: LessonPair, known: Known): readonly Diagnostic[] {
  const orphan: readonly Diagnostic[] = known.listed.includes(id) ? [] : [{ file: files.en, line: 0, column: 0, message: `no page leads here: exercises/course.yaml does not list ${id}`, fix: `Add - lesson: ${id} to a module there` }];
  return [...orphan, ...textProblems(id, { en, zh, files }, known)];
}

function textProblems(id: string, { en, zh, files }: LessonPair, known: Known): readonly Diagnostic[] {
  const missing = (file: string, other: string, language: string): Diagnostic => ({ file, line: 0, column: 0, message: `this file is missing: ${other} has no twin`, fix: `Write the lesson in ${language}, at this path` });
  if (en === undefined || zh === undefined) return [...(en === undefined ? [missing(files.en, files.zh, 'English')] : []), ...(zh === undefined ? [missing(files.zh, files.en, 'Chinese')] : []), ...[en, zh].flatMap((one) => (one === undefined ? [] : ownProblems(id, one, one === zh ? 'zh' : 'en', known)))];
  return [...ownProblems(id, en, 'en', known), ...ownProblems(id, zh, 'zh', known), ...differences(en, zh)];
}

function ownProblems(id: string, lesson: LessonText, language: 'en' | 'zh', known: Known): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  const say = sayer(lesson, problems);
  const { headings, fences, tags, open, plain } = outlineOf(lesson.text);
  const front = /^---\n([\s\S]*?)^---$/m.exec(lesson.text)?.[1];
  for (const key of ['title', 'description']) if (front === undefined || !new RegExp(`^${key}: .+$`, 'm').test(front)) say(0, `the front matter has no ${key}`, `Write ${key}: … between two lines ---`);
  if (open !== undefined) say(open, 'this block is never closed', 'Close it with a line ```');
  headings.forEach(({ at, id: own, text }, index) => {
    if (own === undefined) say(at, `the heading “${text}” has no id`, 'Write {/* #some-id */} after it, the same in both languages');
    else if (headings.findIndex((other) => other.id === own) !== index) say(at, `a second heading has the id ${own}`, 'Each needs an id of its own');
  });
  const blocks = blockProblems(fences, known, say);
  for (const tag of tags) tagProblems(tag, known, blocks, say);
  tourProblems(tags, [...plain.matchAll(/<\/ManifestTour>/g)].map(({ index }) => index), known.manifest, say);
  // What follows an open block is no text: nobody can say which headings there are.
  if (open === undefined) sourceProblems(lesson, headings, known.recordings, say);
  glossaryProblems(plain, language, known.terms, say);
  linkProblems(id, plain, headings.flatMap(({ id }) => id ?? []), known, say);
  for (const match of lesson.text.matchAll(/\{\/\* live: fault (\S+)/g)) {
    const fault = match[1] ?? '';
    if (!FAULTS.some(({ name }) => name === fault)) say(match.index, `there is no fault ${fault}`, near(fault, FAULTS.map(({ name }) => name), 'See engine/cluster/faults for what there is'));
  }
  return problems.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** Ids of blocks that run. */
function blockProblems(fences: readonly Fence[], { manifests }: Known, say: Say): readonly string[] {
  const ids: string[] = [];
  for (const { at, info, body } of fences) {
    const [language = '', live, ...rest] = info.split(/\s+/);
    const file = /(?:^|\s)file=(\S+)/.exec(info)?.[1];
    if (file !== undefined && !manifests.includes(file)) say(at, `there is no exercises/manifests/${file}`, near(file, manifests, 'Put the manifest there'));
    if (file !== undefined && body.trim() !== '') say(at, `the block shows ${file}, and has text of its own`, 'Leave it empty: the manifest is put in');
    if (live !== 'live') continue;
    const id = /(?:^|\s)id=([\w-]+)/.exec(rest.join(' '))?.[1];
    if (language === 'sh' && id === undefined) say(at, 'a block that runs has no id', 'Write ```sh live id=some-id');
    if (language === 'sh' && body.trim() === '') say(at, 'a block that runs has no command', 'Write a line that begins with $');
    if (id !== undefined && ids.includes(id)) say(at, `a second block has the id ${id}`, 'Each needs an id of its own');
    if (id !== undefined) ids.push(id);
    if (language === 'js') controllerProblems(info, at, say);
    if (language === 'yaml' && file === undefined) say(at, 'a live block of YAML names no file', 'Write file=<a name in exercises/manifests>');
  }
  return ids;
}

/** A controller that the reader writes. Whether its source runs is found when the lesson is run. */
function controllerProblems(info: string, at: number, say: Say): void {
  if (!/(?:^|\s)controller=[a-z][-a-z0-9]*(?:\s|$)/.test(info)) say(at, 'a live block of JavaScript names no controller', 'Write ```js live controller=mine file=x.js, with small letters, digits and dashes');
  if (!/(?:^|\s)file=\S+\.js(?:\s|$)/.test(info)) say(at, 'a live block of JavaScript names no source', 'Write file=<a name in exercises/manifests that ends in .js>');
}

/** Which attribute names it, what it is, and what to do where there is no such thing. */
const NAMED: { readonly [tag: string]: readonly [attribute: string, what: string, fix: string] } = {
  Word: ['id', 'word', 'Add it to exercises/words.yaml'], Term: ['id', 'word', 'Add it to exercises/words.yaml'], Lab: ['slug', 'lab', 'Correct its name'], Quiz: ['slug', 'quiz', 'Correct its name'],
  ManifestTour: ['file', 'exercises/manifests/', 'Put the manifest there'],
};

function nameProblems(tag: Tag, known: Known, say: Say): void {
  const list = { Word: known.words, Term: known.words, Lab: known.labs, Quiz: known.quizzes, ManifestTour: known.manifests }[tag.name];
  const [by, what, fix] = NAMED[tag.name] ?? ['', '', ''];
  const id = attribute(tag, by);
  if (list === undefined || (id === undefined && tag.name === 'ManifestTour')) return;
  if (id === undefined) say(tag.at, `<${tag.name}> has no ${by}`, `Write <${tag.name} ${by}="…">`);
  else if (!list.includes(id)) say(tag.at, `<${tag.name}>: there is no ${what}${what.endsWith('/') ? '' : ' '}${id}`, near(id, list, fix));
  else if (tag.name === 'Quiz') {
    const asked = attribute(tag, 'questions');
    const questions = listOf(asked);
    if (asked !== undefined && (questions === undefined || questions.some((each) => typeof each !== 'string'))) say(tag.at, '<Quiz>: questions is a list of ids in double quotes', 'Write questions={["some-id"]}');
    for (const each of questions ?? []) if (typeof each === 'string' && !known.questions(id).includes(each)) say(tag.at, `<Quiz>: ${id} has no question ${each}`, near(each, known.questions(id), `The questions are: ${known.questions(id).join(', ')}`));
  }
}

function tagProblems(tag: Tag, known: Known, blocks: readonly string[], say: Say): void {
  nameProblems(tag, known, say);
  liveProblems(tag, say);
  if (tag.name === 'PassTime' && !(Number(attribute(tag, 'seconds')) > 0)) say(tag.at, '<PassTime> needs seconds', 'Write <PassTime seconds={60} />');
  if (tag.name === 'Predict') predictProblems(tag, blocks, say);
}

function predictProblems(tag: Tag, blocks: readonly string[], say: Say): void {
  const options = listOf(attribute(tag, 'options'));
  if (attribute(tag, 'question') === undefined) say(tag.at, '<Predict> asks nothing', 'Write question="…"');
  if (options === undefined || options.length < 2 || options.some((option) => typeof option !== 'string' || option === '')) say(tag.at, '<Predict> needs at least two options, as texts in double quotes', 'Write options={["…", "…"]}');
  const answer = attribute(tag, 'answer');
  if (answer === undefined) say(tag.at, '<Predict> has no right answer', 'Write answer={0} for the first option');
  else if (options !== undefined && !(/^\d+$/.test(answer) && Number(answer) < options.length)) say(tag.at, `<Predict>: answer={${answer}} is none of the ${options.length} options`, `Options are counted from 0 to ${options.length - 1}`);
  const after = attribute(tag, 'after');
  if (after !== undefined && !blocks.includes(after)) say(tag.at, `<Predict>: there is no block ${after} here`, near(after, blocks, blocks.length === 0 ? 'Give the block an id' : `The blocks are: ${blocks.join(', ')}`));
}
/** Components that are the same in both languages, but for a title. Words and values may stand in another order within a sentence. */
const SAME = new Set(['Cluster', 'Lab', 'ManifestTour', 'NodeModels', 'PassTime', 'Quiz', 'StateChart', 'Stop', 'Timeline', 'Why']);

/** Where the Chinese lesson is not the twin of the English one. */
function differences({ file, text }: LessonText, lesson: LessonText): readonly Diagnostic[] {
  const [english, chinese] = [outlineOf(text), outlineOf(lesson.text)];
  const problems: Diagnostic[] = [];
  const say = sayer(lesson, problems);
  const compare = <T extends { readonly at: number }>(one: readonly T[], other: readonly T[], show: (item: T) => string, what: string, fix: string): void => {
    const index = Array.from({ length: Math.max(one.length, other.length) }, (_, each) => each).find((each) => {
      const [a, b] = [one[each], other[each]];
      return (a === undefined ? undefined : show(a)) !== (b === undefined ? undefined : show(b));
    });
    if (index === undefined) return;
    const [a, b] = [one[index], other[index]];
    say(b?.at ?? lesson.text.length - 1, `${what} ${index + 1} is ${b === undefined ? 'missing' : show(b)}, in ${file} it is ${a === undefined ? 'none' : show(a)}`, fix);
  };
  compare(english.headings, chinese.headings, ({ id }) => `#${id ?? '?'}`, 'heading', 'The same headings in the same order, with the same ids');
  compare(english.fences.filter(isLive), chinese.fences.filter(isLive), ({ info }) => info, 'live block', 'The same blocks in the same order');
  english.fences.filter(isLive).forEach((fence, index) => {
    const twin = chinese.fences.filter(isLive)[index];
    if (twin !== undefined && twin.info === fence.info && commandsOf(twin) !== commandsOf(fence)) say(twin.at, `the block ${fence.info} runs other commands than in ${file}`, 'Both languages run the same');
  });
  const predictions = (outline: Outline): readonly Tag[] => outline.tags.filter(({ name }) => name === 'Predict');
  compare(predictions(english), predictions(chinese), (tag) => `answer={${attribute(tag, 'answer') ?? '?'}} of ${listOf(attribute(tag, 'options'))?.length ?? '?'} options${attribute(tag, 'after') === undefined ? '' : ` after ${attribute(tag, 'after')}`}`, 'prediction', 'The same question, the same options in the same order');
  const others = (outline: Outline): readonly Tag[] => outline.tags.filter(({ name }) => SAME.has(name));
  // What is read is each language's own.
  compare(others(english), others(chinese), (tag) => `<${tag.name}${tag.attributes.replace(/\s+title="[^"]*"/, '').replace(/\s*\/$/, '')}>`, 'component', 'The same components in the same order');
  if (sourcesOf(lesson.text) !== sourcesOf(text)) say(Math.max(0, lesson.text.indexOf('\nsources:') + 1), `other sources than in ${file}`, 'Both languages say the same, so it comes from the same places');
  const words = (outline: Outline): readonly string[] => [...new Set(outline.tags.filter(({ name }) => name === 'Word' || name === 'Term').map((tag) => attribute(tag, 'id') ?? ''))].sort();
  const lost = words(english).filter((word) => !words(chinese).includes(word));
  if (lost.length > 0) say(0, `explained in ${file} and not here: ${lost.join(', ')}`, 'Mark the words in both languages');
  return problems;
}
