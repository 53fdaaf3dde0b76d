/** Reads `exercises/labs/<slug>/`; every problem of every file is told. */
import { hashJson } from '../../store/index.ts';
import { loadYaml, type Json } from '../../base/index.ts';
import { makeJudge } from '../check/judge.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { expectFile, labFile, type LabFile } from '../format/lab.ts';
import { readAuthored, type Places } from '../format/read.ts';
import type { Attempt, Lab, WrongAttempt } from './lab.ts';

/** A folder of text files; paths with `/`, relative to it. Node and the site's build each bring their own. */
export type Folder = { readonly name: string; readonly paths: readonly string[]; readonly read: (path: string) => string };
export type LoadedLab = { readonly ok: true; readonly lab: Lab } | { readonly ok: false; readonly problems: readonly Diagnostic[] };

const EXERCISE = 'exercise.yaml';

export function loadLab(folder: Folder): LoadedLab {
  const problems: Diagnostic[] = [];
  const file = (path: string): string => `${folder.name}/${path}`;
  const missing = [EXERCISE, 'task.en.md', 'task.zh.md'].filter((path) => !folder.paths.includes(path));
  for (const path of missing) problems.push({ file: file(path), line: 0, column: 0, message: 'this file is missing', fix: 'npx peapod new lab writes all that a lab needs' });
  if (missing.includes(EXERCISE)) return { ok: false, problems };
  const slug = folder.name.split('/').at(-1) ?? '';
  const read = readAuthored(file(EXERCISE), folder.read(EXERCISE), labFile);
  if (!read.ok) return { ok: false, problems: [...problems, ...read.problems] };
  problems.push(...crossChecks(file(EXERCISE), read.value, read.at, slug));
  const under = (prefix: string): string[] => folder.paths.filter((p) => p.startsWith(prefix) && /\.ya?ml$/.test(p) && !p.endsWith('/expect.yaml')).sort();
  for (const path of [...under('start/'), ...under('solution/'), ...under('wrong/')]) problems.push(...yamlProblems(file(path), folder.read(path)));
  const wrong = wrongAttempts(folder, problems);
  const attempt = (prefix: string): Attempt => attemptIn(folder, prefix);
  const solution = attempt('solution/');
  if (solution.manifests.length + solution.commands.length === 0) problems.push({ file: file('solution'), line: 0, column: 0, message: 'there is no solution', fix: 'Put manifests or commands.sh there' });
  if (wrong.length < 2) problems.push({ file: file('wrong'), line: 0, column: 0, message: `expected at least two wrong solutions, found ${wrong.length}`, fix: 'Write what a learner would try: wrong/<why>/' });
  if (problems.length > 0) return { ok: false, problems };
  const start = under('start/').map(folder.read);
  return { ok: true, lab: {
    slug, spec: read.value, start, solution, wrong,
    task: { en: folder.read('task.en.md'), zh: folder.read('task.zh.md') },
    contentHash: hashJson(JSON.parse(JSON.stringify({ spec: read.value, start })) as Json),
  } };
}

function attemptIn(folder: Folder, prefix: string): Attempt {
  const manifests = folder.paths.filter((p) => p.startsWith(prefix) && /\.ya?ml$/.test(p) && !p.endsWith('/expect.yaml')).sort();
  const script = folder.paths.includes(`${prefix}commands.sh`) ? folder.read(`${prefix}commands.sh`) : '';
  return {
    files: Object.fromEntries(manifests.map((p) => [p.slice(prefix.length), folder.read(p)])),
    manifests: manifests.map((p) => p.slice(prefix.length)),
    commands: script.split('\n').map((l) => l.trim()).filter((l) => l !== '' && !l.startsWith('#')),
  };
}

function wrongAttempts(folder: Folder, problems: Diagnostic[]): WrongAttempt[] {
  const whys = [...new Set(folder.paths.flatMap((p) => /^wrong\/([^/]+)\//.exec(p)?.[1] ?? []))].sort();
  return whys.flatMap((why): WrongAttempt[] => {
    const path = `wrong/${why}/expect.yaml`;
    const file = `${folder.name}/${path}`;
    if (!folder.paths.includes(path)) {
      problems.push({ file, line: 0, column: 0, message: 'this file is missing', fix: 'Write which checks this attempt fails: {fails: [check ids]}' });
      return [];
    }
    const read = readAuthored(file, folder.read(path), expectFile);
    if (!read.ok) { problems.push(...read.problems); return []; }
    return [{ why, expect: read.value, ...attemptIn(folder, `wrong/${why}/`) }];
  });
}

function yamlProblems(file: string, text: string): Diagnostic[] {
  const loaded = loadYaml(text);
  if (loaded.ok) return [];
  return [{ file, line: loaded.error.line, column: loaded.error.column, message: `not valid YAML: ${loaded.error.message}`, fix: 'Look at the indentation and the quotes there' }];
}

/** What the format alone cannot say: names that must exist, expressions that must compile. */
function crossChecks(file: string, spec: LabFile, at: Places, slug: string): Diagnostic[] {
  const problems: Diagnostic[] = [];
  const tell = (path: readonly (string | number)[], message: string, fix: string): void => { problems.push({ file, ...at(path), message, fix }); };
  if (spec.metadata.name !== slug) tell(['metadata', 'name'], `metadata.name is ${spec.metadata.name}, the folder is ${slug}`, 'Give both the same name');
  const ids = spec.checks.map((c) => c.id);
  const steps = spec.run.flatMap((s) => s.id ?? []);
  spec.checks.forEach((check, index) => {
    if (ids.indexOf(check.id) !== index) tell(['checks', index, 'id'], `a second check is called ${check.id}`, 'Each check needs an id of its own');
    check.needs.forEach((need, n) => {
      if (!ids.slice(0, index).includes(need)) tell(['checks', index, 'needs', n], `needs ${need}, which is no earlier check`, `Earlier checks are: ${ids.slice(0, index).join(', ') || 'none'}`);
    });
    if (check.when.after !== undefined && !steps.includes(check.when.after)) tell(['checks', index, 'when', 'after'], `no step of run has the id ${check.when.after}`, `Steps with an id are: ${steps.join(', ') || 'none'}`);
    const made = makeJudge(check);
    if (!made.ok) tell(['checks', index, ...made.path], `check ${check.id}: ${made.message}`, made.path[0] === 'expr' ? 'The expression is CEL over object (select) or items (list)' : '');
  });
  if (spec.checks.every((c) => c.points === 0)) tell(['checks'], 'no check gives points', 'Give at least one check points');
  return problems;
}
