/** Reads `exercises/labs/<slug>/`; every problem of every file is told. */
import { hashJson } from '../../store/index.ts';
import { decode } from '../../api/index.ts';
import { isObject, loadYaml, yamlPositions, type Json } from '../../base/index.ts';
import { kindOf } from '../check/find.ts';
import { checkProblems } from '../check/lab/expressions.ts';
import { nameProblems, others, pointProblems } from '../check/lab/names.ts';
import { partsOf, teller, type Parts } from '../check/lab/parts.ts';
import { paramProblems, placeProblems, placesOf, textProblems, withinOf } from '../check/lab/places.ts';
import { stepProblems } from '../check/lab/stepNames.ts';
import { isError, type Diagnostic } from '../diagnostic.ts';
import { explain } from '../format/explain.ts';
import { expectFile, labFile, type LabFile } from '../format/lab.ts';
import { readAuthored, sorted, yamlFix, type Read } from '../format/read.ts';
import { drawParams, fillJson } from '../params.ts';
import type { Attempt, Lab, WrongAttempt } from './lab.ts';

/** A folder of text files; paths with `/`, relative to it. Node and the site's build each bring their own. */
export type Folder = { readonly name: string; readonly paths: readonly string[]; readonly read: (path: string) => string };
export type LoadedLab = { readonly ok: true; readonly lab: Lab; readonly warnings: readonly Diagnostic[] } | { readonly ok: false; readonly problems: readonly Diagnostic[] };
export type LoadOptions = { /** Whether there is a lesson `module/name`; without it that is not looked at. */ readonly lessons?: (id: string) => boolean };

const EXERCISE = 'exercise.yaml';
const TASKS = ['task.en.md', 'task.zh.md'];
const MOST_FILES = 200;
const MOST_LETTERS = 256 * 1024;

export function loadLab(folder: Folder, options: LoadOptions = {}): LoadedLab {
  const problems: Diagnostic[] = [];
  const whole = (path: string, message: string, fix: string): void => { problems.push({ file: `${folder.name}/${path}`, line: 0, column: 0, message, fix }); };
  if (folder.paths.length > MOST_FILES) whole('', `the folder has ${folder.paths.length} files; at most ${MOST_FILES} are read`, 'Take out what does not belong to the lab');
  for (const path of folder.paths) if (/(^|\/)\.\.(\/|$)|^\/|\\/.test(path)) whole(path, 'this path leads out of the folder', 'Files of a lab lie in its own folder');
  if (problems.length > 0) return { ok: false, problems };
  const texts = new Map(folder.paths.map((path) => [path, folder.read(path)]));
  for (const [path, text] of texts) if (text.length > MOST_LETTERS) { whole(path, `the file has ${text.length} characters; at most ${MOST_LETTERS} are read`, 'Make it shorter'); texts.set(path, ''); }
  for (const path of [EXERCISE, ...TASKS].filter((each) => !texts.has(each))) whole(path, 'this file is missing', 'npx peapod new lab writes all that a lab needs');
  for (const path of TASKS) if (texts.get(path)?.trim() === '') whole(path, 'this file is empty', 'Write the task in this language, too');
  const slug = folder.name.split('/').at(-1) ?? '';
  const exercise = texts.get(EXERCISE);
  const read = exercise === undefined ? undefined : readAuthored(`${folder.name}/${EXERCISE}`, exercise, labFile);
  const parts = read === undefined ? undefined : exerciseProblems(folder, slug, read, texts, options, problems);
  fileProblems(folder, texts, parts, problems);
  const wrong = wrongAttempts(folder, texts, parts, problems);
  const solution = attemptIn(texts, 'solution/');
  if (Object.keys(solution.files).length + solution.commands.length === 0) whole('solution', 'there is no solution', 'Put manifests, commands.sh or the source of a controller (.js) there');
  if (whysIn(texts).length < 2) whole('wrong', `expected at least two wrong solutions, found ${whysIn(texts).length}`, 'Write what a learner would try: wrong/<why>/');
  if (problems.some(isError) || read?.ok !== true) return { ok: false, problems: inOrder(problems) };
  const start = namesUnder(texts, 'start/').map((path) => texts.get(path) ?? '');
  const folderOf = (prefix: string): Attempt['files'] => Object.fromEntries([...new Set([...namesUnder(texts, prefix), ...sourcesUnder(texts, prefix)])].map((path) => [path.slice(prefix.length), texts.get(path) ?? '']));
  const more = { ...filesAs('given', folderOf('given/')), ...filesAs('exam', folderOf('exam/')) };
  return { ok: true, warnings: inOrder(problems), lab: {
    slug, spec: read.value, start, solution, wrong, ...more,
    task: { en: texts.get('task.en.md') ?? '', zh: texts.get('task.zh.md') ?? '' },
    contentHash: hashJson(JSON.parse(JSON.stringify({ spec: read.value, start, ...more })) as Json),
  } };
}

/** By file as they were looked at, in each from the top. */
function inOrder(problems: readonly Diagnostic[]): readonly Diagnostic[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  return files.flatMap((file) => sorted(problems.filter((problem) => problem.file === file)));
}

/** A folder that is not there leaves no trace: a lab without it keeps its hash. */
const filesAs = (name: 'given' | 'exam', files: Attempt['files']): { readonly given?: Attempt['files']; readonly exam?: Attempt['files'] } => (Object.keys(files).length === 0 ? {} : { [name]: files });

type Texts = ReadonlyMap<string, string>;

/** What the format alone cannot say: names that must exist, expressions that must compile. */
function exerciseProblems(folder: Folder, slug: string, read: Read<LabFile>, texts: Texts, { lessons }: LoadOptions, problems: Diagnostic[]): Parts | undefined {
  if (!read.ok) problems.push(...read.problems);
  if (read.at === undefined) return undefined;
  const file = `${folder.name}/${EXERCISE}`;
  const raw = read.ok ? read.value as unknown as Json : read.raw; // read from YAML
  const parts = partsOf(slug, raw);
  const tell = teller(file, read.at, problems);
  nameProblems(parts, lessons, tell);
  pointProblems(parts, tell);
  stepProblems(parts, namesUnder(texts, 'exam/').map((path) => path.slice('exam/'.length)), tell);
  checkProblems(parts, tell);
  const params = parts.spec.params ?? {};
  textProblems(raw, params, tell);
  const used = new Set([...texts.values()].flatMap((text) => placesOf(text).map(({ name }) => name)));
  paramProblems(params, used, tell);
  (parts.spec.equivalent ?? []).forEach((each, index) => {
    const names = [...texts.keys()].filter((path) => path.startsWith('solution/')).map((path) => path.slice('solution/'.length));
    if (!names.includes(each.file)) tell(['equivalent', index, 'file'], `there is no file solution/${each.file}`, others(each.file, names));
  });
  if (read.ok && Object.keys(params).length > 0) variantProblems(read.value, raw, tell);
  return parts;
}

/** What is drawn must fit where it is put. */
function variantProblems(spec: LabFile, raw: Json | undefined, tell: ReturnType<typeof teller>): void {
  for (const seed of ['a', 'b', 'c', 'd']) {
    const filled = fillJson(raw ?? null, drawParams(spec.params, seed));
    const parsed = labFile.safeParse(filled);
    if (parsed.success) continue;
    for (const { path, message, fix } of explain(parsed.error.issues, filled, labFile)) tell(path, `with the parameters put in: ${message}`, fix);
    return;
  }
}

/** Sources of controllers, which an attempt starts. */
const sourcesUnder = (texts: Texts, prefix: string): string[] => [...texts.keys()].filter((path) => path.startsWith(prefix) && path.endsWith('.js')).sort();
const namesUnder = (texts: Texts, prefix: string): string[] => [...texts.keys()].filter((path) => path.startsWith(prefix) && (prefix === 'exam/' || /\.ya?ml$/.test(path)) && !path.endsWith('/expect.yaml')).sort();
const whysIn = (texts: Texts): string[] => [...new Set([...texts.keys()].flatMap((path) => /^wrong\/([^/]+)\//.exec(path)?.[1] ?? []))].sort();

/** Manifests are YAML of kinds that there are; parameters in any file are declared, in both languages alike. */
function fileProblems(folder: Folder, texts: Texts, parts: Parts | undefined, problems: Diagnostic[]): void {
  const params = parts?.spec.params ?? {};
  for (const [path, text] of texts) {
    if (path === EXERCISE) continue;
    const file = `${folder.name}/${path}`;
    for (const { at, message, fix } of parts === undefined ? [] : placeProblems(text, params)) problems.push({ file, ...withinOf(text, at), message, fix });
    if (/^(start|solution|wrong|exam)\/.*\.ya?ml$/.test(path) && !path.endsWith('/expect.yaml')) problems.push(...manifestProblems(file, text, path.startsWith('start/')), ...fieldProblems(file, text, /^(?:start|solution)\//.test(path)));
  }
  const [en, zh] = TASKS.map((path) => [...new Set(placesOf(texts.get(path) ?? '').map(({ name }) => name))].sort().join(', '));
  if (en !== zh && TASKS.every((path) => texts.has(path))) problems.push({ file: `${folder.name}/task.zh.md`, line: 1, column: 1, message: `the English task speaks of ${en === '' ? 'no parameter' : en}, the Chinese one of ${zh === '' ? 'none' : zh}`, fix: 'Both languages say the same' });
}

/** @param ours what the lab itself applies must be right; an attempt may be wrong on purpose */
function manifestProblems(file: string, text: string, ours: boolean): Diagnostic[] {
  // A place is no YAML; its value is drawn later.
  const loaded = loadYaml(text.replace(/\{\{ *[a-z][A-Za-z0-9]* *\}\}/g, (place) => 'x'.repeat(place.length)));
  if (!loaded.ok) return ours || !file.includes('/wrong/') ? [{ file, line: loaded.error.line, column: loaded.error.column, message: `not valid YAML: ${loaded.error.message.replace(/^line \d+: /, '')}`, fix: yamlFix(loaded.error.message) }] : [];
  if (!ours) return [];
  return loaded.documents.flatMap(({ value, line }): Diagnostic[] => {
    if (value === undefined) return [];
    const { apiVersion, kind } = (typeof value === 'object' && value !== null ? value : {}) as { readonly apiVersion?: unknown; readonly kind?: unknown }; // asked below
    if (typeof apiVersion !== 'string' || typeof kind !== 'string') return [{ file, line, column: 1, message: 'a manifest has an apiVersion and a kind', fix: 'Write both' }];
    return kindOf({ apiVersion, kind }) !== undefined || !/^(v1|[a-z]+\/|[\w.]*k8s\.io\/)/.test(apiVersion) ? [] : [{ file, line, column: 1, message: `there is no kind ${kind} in ${apiVersion}`, fix: 'kubectl api-resources lists what there is' }];
  });
}

/** Fields that there are not: kubectl would refuse the whole manifest, and nobody would see it. */
function fieldProblems(file: string, text: string, ours: boolean): Diagnostic[] {
  // What is drawn may be of any type.
  if (!ours || text.includes('{{')) return [];
  const loaded = loadYaml(text);
  if (!loaded.ok) return [];
  const positions = yamlPositions(text);
  return loaded.documents.flatMap(({ value }, index): Diagnostic[] => {
    const kind = isObject(value) && typeof value['apiVersion'] === 'string' && typeof value['kind'] === 'string' ? kindOf({ apiVersion: value['apiVersion'], kind: value['kind'] }) : undefined;
    const decoded = kind === undefined ? undefined : decode(kind.definition, value);
    if (decoded?.ok !== true) return [];
    return decoded.unknown.flatMap((sentence): Diagnostic[] => {
      const field = /^unknown field "(.*)"$/.exec(sentence)?.[1];
      if (field === undefined) return [];
      const path = [...field.matchAll(/([^.[\]]+)/g)].map(([part]) => (/^\d+$/.test(part) ? Number(part) : part));
      return [{ file, ...positions.key(index, path) ?? { line: 1, column: 1 }, message: `there is no field ${field}: the API server would refuse the manifest`, fix: `Correct its name; kubectl explain ${[kind?.singular, ...path.slice(0, -1).filter((part) => typeof part === 'string')].join('.')} lists what there is` }];
    });
  });
}

function attemptIn(texts: Texts, prefix: string): Attempt {
  const manifests = namesUnder(texts, prefix);
  const script = texts.get(`${prefix}commands.sh`) ?? '';
  return {
    files: Object.fromEntries([...manifests, ...sourcesUnder(texts, prefix)].map((path) => [path.slice(prefix.length), texts.get(path) ?? ''])),
    manifests: manifests.map((path) => path.slice(prefix.length)),
    commands: script.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#')),
  };
}

function wrongAttempts(folder: Folder, texts: Texts, parts: Parts | undefined, problems: Diagnostic[]): WrongAttempt[] {
  const ids = parts === undefined ? undefined : [...parts.constraints, ...parts.checks].map(([, { id }]) => id);
  return whysIn(texts).flatMap((why): WrongAttempt[] => {
    const path = `wrong/${why}/expect.yaml`;
    const file = `${folder.name}/${path}`;
    const text = texts.get(path);
    if (text === undefined) {
      problems.push({ file, line: 0, column: 0, message: 'this file is missing', fix: 'Write which checks this attempt fails: {fails: [check ids]}' });
      return [];
    }
    const attempt = attemptIn(texts, `wrong/${why}/`);
    if (Object.keys(attempt.files).length + attempt.commands.length === 0) problems.push({ file: `${folder.name}/wrong/${why}`, line: 0, column: 0, message: 'this attempt does nothing', fix: 'Put manifests or commands.sh there' });
    const read = readAuthored(file, text, expectFile);
    if (!read.ok) { problems.push(...read.problems); return []; }
    const tell = teller(file, read.at, problems);
    for (const list of ['fails', 'skipped'] as const) {
      read.value[list].forEach((id, index) => {
        if (ids !== undefined && !ids.includes(id)) tell([list, index], `there is no check ${id}`, others(id, ids));
        else if (list === 'skipped' && read.value.fails.includes(id)) tell([list, index], `${id} is said to fail and to be skipped`, 'Keep one of them');
      });
    }
    return [{ why, expect: read.value, ...attempt }];
  });
}
