import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { suggestion } from '../../grading/index.ts';
import { UsageError, type CliCommand, type CliContext } from '../command.ts';
import { modulesIn, withItem } from '../courseFile.ts';
import { CHINESE } from '../exercises.ts';

const TEMPLATES = join(dirname(fileURLToPath(import.meta.url)), '../templates');
const SLUG = /^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$/;
const COURSE = 'exercises/course.yaml';

type Kind = 'lab' | 'quiz' | 'lesson';
const KINDS: readonly Kind[] = ['lab', 'quiz', 'lesson'];
type Files = { readonly [path: string]: string };
type Wanted = { readonly kind: Kind; readonly slug: string; readonly module: string | undefined };

function pathsUnder(path: string): readonly string[] {
  return statSync(path).isDirectory() ? readdirSync(path).sort().flatMap((name) => pathsUnder(join(path, name)).map((below) => (below === '' ? name : `${name}/${below}`))) : [''];
}
const template = (path: string, slug: string): string => readFileSync(join(TEMPLATES, path), 'utf8').replaceAll('SLUG', slug);

/** What would be written, by path. @param id as in the course */
function filesOf(kind: Kind, id: string): Files {
  if (kind === 'lab') return Object.fromEntries(pathsUnder(join(TEMPLATES, 'lab')).map((path) => [`exercises/labs/${id}/${path}`, template(`lab/${path}`, id)]));
  if (kind === 'quiz') return { [`exercises/quizzes/${id}.yaml`]: template('quiz/quiz.yaml', id) };
  return { [`docs/${id}.mdx`]: template('lesson/en.mdx', id), [`${CHINESE}/${id}.mdx`]: template('lesson/zh.mdx', id) };
}

const meant = (word: string, words: readonly string[]): string => { const near = suggestion(word, words); return near === undefined ? '' : ` Did you mean ${near}?`; };

/** `lesson nodes/drain` is `lesson drain --module nodes`. */
function wantedOf(args: readonly string[]): Wanted {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { module: { type: 'string' } } });
  const [what = '', given, ...more] = positionals;
  const kind = KINDS.find((each) => each === what);
  if (kind === undefined) throw new UsageError(what === '' ? 'what? lab, quiz or lesson, and a slug' : `lab, quiz or lesson, not ${what}.${meant(what, KINDS)}`);
  if (given === undefined) throw new UsageError(`what is the ${kind} called? Give it a slug, as in: new ${kind} my-${kind}`);
  if (more.length > 0) throw new UsageError(`one slug, without blanks in it, not ${[given, ...more].join(' ')}`);
  const [before, last] = kind === 'lesson' && given.split('/').length === 2 ? given.split('/') : [undefined, given];
  if (last === undefined || !SLUG.test(last)) throw new UsageError(`a slug has at most 64 lower-case letters, digits and dashes, and no dash at its ends; ${JSON.stringify(last ?? '')} is none`);
  if (before !== undefined && values.module !== undefined && before !== values.module) throw new UsageError(`the module is ${before} in the slug and ${values.module} in --module: which one?`);
  return { kind, slug: last, module: values.module ?? before };
}

/** Undefined where there is no course to put it into: an author's own folder. */
function courseText(module: string | undefined): string | undefined {
  if (!existsSync(COURSE)) {
    if (module !== undefined) throw new UsageError(`there is no ${COURSE} here, so there is no module ${module}: go to the course's folder, or leave --module out`);
    return undefined;
  }
  const text = readFileSync(COURSE, 'utf8');
  const modules = modulesIn(text);
  const list = modules.length === 0 ? `${COURSE} has none that can be read` : `there are: ${modules.join(', ')}`;
  if (module === undefined) throw new UsageError(`which module does it belong to? Say --module <id>; ${list}`);
  if (!modules.includes(module)) throw new UsageError(`there is no module ${module}; ${list}.${meant(module, modules)}`);
  return text;
}

async function run({ args, out, err }: CliContext): Promise<number> {
  const { kind, slug, module } = wantedOf(args);
  const course = courseText(module);
  if (kind === 'lesson' && module === undefined) throw new UsageError('a lesson belongs to a module: new lesson <module>/<slug>');
  const id = kind === 'lesson' ? `${module}/${slug}` : slug;
  const files = filesOf(kind, id);
  const there = [...Object.keys(files), ...(kind === 'lab' ? [`exercises/labs/${id}`] : [])].filter((path) => existsSync(path));
  if (there.length > 0) { err(`peapod new: ${there.at(-1)} exists already; nothing was changed. Take another slug, or remove it first.\n`); return 1; }
  const item = template(`${kind}.course.yaml`, id);
  const added = course === undefined || module === undefined ? undefined : withItem(course, module, item);
  for (const [path, text] of Object.entries(files)) { mkdirSync(dirname(path), { recursive: true }); writeFileSync(path, text); }
  if (added?.ok === true) writeFileSync(COURSE, added.text);
  out(`${told(kind, id, Object.keys(files), added?.ok === true ? module : undefined)}`);
  if (added?.ok === false) err(`peapod new: ${COURSE} was not changed: ${added.problem}`);
  return added?.ok === false ? 1 : 0;
}

/** What was written, and what comes next. */
function told(kind: Kind, id: string, paths: readonly string[], module: string | undefined): string {
  const page = { lab: `labs/${id}`, quiz: `quizzes/${id}`, lesson: `learn/${id}` }[kind];
  const next = [
    `npx peapod check ${kind} ${id}   proves it; it is proved now, and should be after each of your changes`,
    ...(kind === 'lesson' ? [] : [`npx peapod preview ${kind} ${id}   shows it as a learner sees it, beside its files`]),
    ...(kind === 'quiz' ? [`npx peapod check quiz ${id} --keys   once it is as you want it: notes the keys that the engine found`] : []),
    ...(kind === 'lesson' ? [`npm run dev   shows it at http://localhost:3000/${page}/ and follows each change`] : []),
  ];
  const place = module === undefined ? [] : [`${COURSE}: ${id} stands at the end of module ${module}, with a title and a sentence to change; move it to where it is to be learnt`];
  return `Written, in both languages:\n${[...paths, ...place].map((path) => `  ${path}\n`).join('')}\nNext:\n${next.map((line) => `  ${line}\n`).join('')}  CONTRIBUTING.md says what is in it, step by step\n`;
}

export const newCommand: CliCommand = {
  name: 'new',
  usage: 'new lab|quiz|lesson <slug> --module <id>',
  summary: 'write a new lab, quiz or lesson in both languages that already passes its own proof, and give it a place in the course',
  options: [['--module ID', 'the module of exercises/course.yaml that it belongs to; a lesson may also be called <module>/<slug>']],
  run,
};
