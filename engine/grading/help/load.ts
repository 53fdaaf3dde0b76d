/** Reads `exercises/help.yaml`; what is wrong in its text is told at once. What only a run can tell is for `proveHelp`. */
import { isObject, linearRegex, type Json } from '../../base/index.ts';
import { CEL_NAMES } from '../../cel/index.ts';
import { celWords, compileCel } from '../check/cel.ts';
import { kindOf } from '../check/find.ts';
import { nameTaken } from '../check/judge.ts';
import { teller, type Tell } from '../check/lab/parts.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { helpFile, type HelpEntry } from '../format/help.ts';
import { readAuthored, sorted } from '../format/read.ts';
import { near } from '../lesson/outline.ts';
import { namesOf } from './find.ts';

/** What help may lead to: ids of the headings of a lesson; undefined where there is no such lesson. */
export type HelpKnown = { readonly headings: (lesson: string) => readonly string[] | undefined; readonly lessons: readonly string[] };
export type LoadedHelp = { readonly ok: true; readonly entries: readonly HelpEntry[] } | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/** What only looks. */
const LOOKS = /^(?:kubectl (?:get|describe|logs|events|explain|api-resources|api-versions|cluster-info|version|config (?:get-contexts|view)|rollout (?:status|history)|[a-z ]+ --help)(?: |$)|ls$|cat )/;

export function loadHelp(file: string, text: string, known: HelpKnown): LoadedHelp {
  const read = readAuthored(file, text, helpFile);
  if (read.at === undefined) return { ok: false, problems: read.ok ? [] : read.problems };
  const problems: Diagnostic[] = read.ok ? [] : [...read.problems];
  const tell = teller(file, read.at, problems);
  const entries = read.ok ? read.value.help : entriesIn(read.raw);
  const ids: string[] = [];
  entries.forEach((entry, index) => {
    if (entry === undefined) return;
    if (ids.includes(entry.id)) tell(['help', index, 'id'], `a second help is called ${entry.id}`, 'Each needs an id of its own');
    ids.push(entry.id);
    entryProblems(entry, known, (path, ...rest) => tell(['help', index, ...path], ...rest));
  });
  return read.ok && problems.length === 0 ? { ok: true, entries: read.value.help } : { ok: false, problems: sorted(problems) };
}

/** Those that are right, at their places, in a file that is wrong elsewhere. */
function entriesIn(raw: Json | undefined): readonly (HelpEntry | undefined)[] {
  const list = isObject(raw) ? raw['help'] : undefined;
  return Array.isArray(list) ? list.map((each) => helpFile.shape.help.element.safeParse(each).data) : [];
}

function entryProblems(entry: HelpEntry, known: HelpKnown, tell: Tell): void {
  const { when, why, next, lesson } = entry;
  if ('output' in when) {
    for (const key of ['output', 'line'] as const) {
      const made = linearRegex(when[key] ?? '');
      if (!made.ok) tell(['when', key], made.error, 'A regular expression as Go has it, without look-ahead and back-references');
    }
  } else stateProblems(when, tell);
  const allowed = 'output' in when ? /^\d$/ : /^name$/;
  for (const [path, text] of [[['why', 'en'], why.en], [['why', 'zh'], why.zh], [['next'], next ?? '']] as const) {
    for (const place of placesOf(text)) if (!allowed.test(place)) tell(path, `nothing fills {{${place}}}`, 'output' in when ? 'Write {{1}} for the first text in quotes of what is matched' : 'Write {{name}} for the object');
  }
  if (placesOf(why.en).sort().join() !== placesOf(why.zh).sort().join()) tell(['why', 'zh'], 'other places are filled than in English', 'Both languages name the same things');
  if (next !== undefined && !LOOKS.test(next)) tell(['next'], `${next} is no command that only looks`, 'kubectl get, describe, logs, events, explain …: whoever presses it must break nothing');
  const [id = '', heading = ''] = lesson.split('#');
  const headings = known.headings(id);
  if (headings === undefined) tell(['lesson'], `there is no lesson ${id}`, near(id, known.lessons, 'Lessons are called like their file below docs/, without .mdx'));
  else if (!headings.includes(heading)) tell(['lesson'], `${id} has no heading ${heading}`, near(heading, headings, `The headings are: ${headings.join(', ')}`));
}

const placesOf = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '');

function stateProblems(state: Exclude<HelpEntry['when'], { readonly output: string }>, tell: Tell): void {
  for (const [path, ref] of [[['when', 'kind'], state], ...Object.entries(state.bind).map(([name, each]) => [['when', 'bind', name], each] as const)] as const) {
    if (kindOf(ref) === undefined) tell(path, `there is no kind ${ref.kind} in ${ref.apiVersion}`, 'kubectl api-resources lists what there is');
  }
  for (const name of Object.keys(state.bind)) if (CEL_NAMES.has(name)) tell(['when', 'bind', name], nameTaken(name), 'Choose another name', { key: true });
  const names = namesOf(state);
  const compiled = compileCel(state.expr, names);
  if (compiled.ok) return;
  for (const within of compiled.problems) { const { message, fix } = celWords(within, names, state.expr); tell(['when', 'expr'], message, fix, { text: state.expr, within }); }
}
