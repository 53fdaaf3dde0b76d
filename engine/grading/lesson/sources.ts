/** Where a lesson's claims come from: `sources` in the front matter, one or more for each heading that claims something. */
import { isList, isObject, loadYaml, yamlPositions, type Json } from '../../base/index.ts';
import type { LessonText } from './check.ts';
import { near, type Heading, type Say } from './outline.ts';

/** Headings under which nothing is claimed about Kubernetes: tasks for the reader, and a toy of the page itself. */
const CLAIMS_NOTHING = new Set(['now-you', 'gauge']);
/** What stands before the first heading. */
const INTRO = 'intro';
const FORMS = 'Write a recording (pods/pod-exec), kubernetes-behaviour §5, observed-1.36 §2.1, or a page below https://kubernetes.io/docs/';

type Entry = { readonly for?: Json | undefined; readonly at?: Json | undefined };

/** The front matter with the place of its first letter. */
export function frontOf(text: string): { readonly yaml: string; readonly offset: number } | undefined {
  const found = /^---\n([\s\S]*?)^---$/m.exec(text);
  return found === null || found.index !== 0 ? undefined : { yaml: found[1] ?? '', offset: 4 };
}

/** @param recordings names of all recordings; none: they are not known here, and not asked for. */
export function sourceProblems({ text }: LessonText, headings: readonly Heading[], recordings: readonly string[], say: Say): void {
  const front = frontOf(text);
  if (front === undefined) return;
  const loaded = loadYaml(front.yaml);
  if (!loaded.ok) { say(offsetOf(front.yaml, front.offset, loaded.error), `the front matter is no YAML: ${loaded.error.message}`, 'Put a text with a colon in it in quotes'); return; }
  const matter = loaded.documents[0]?.value;
  const sources = isObject(matter) ? matter['sources'] : undefined;
  const ids = headings.flatMap(({ id }) => id ?? []);
  if (sources === undefined) { say(0, 'the front matter has no sources', 'Write sources: and below it - {for: <heading id>, at: <where it can be read>}'); return; }
  const positions = yamlPositions(front.yaml);
  const place = (...path: readonly (string | number)[]): number => offsetOf(front.yaml, front.offset, positions.value(0, path) ?? positions.key(0, path) ?? { line: 1, column: 1 });
  if (!isList(sources)) { say(place('sources'), 'sources is a list', '- {for: <heading id>, at: <where it can be read>}'); return; }
  sources.forEach((source, index) => {
    const { for: id, at }: Entry = isObject(source) ? source : {};
    if (typeof id !== 'string' || typeof at !== 'string') say(place('sources', index), 'a source is a pair of for and at', '- {for: <heading id>, at: <where it can be read>}');
    else {
      if (id !== INTRO && !ids.includes(id)) say(place('sources', index, 'for'), `sources: there is no heading ${id}`, near(id, ids, `The headings are: ${ids.join(', ')}`));
      const problem = wrongWith(at, recordings);
      if (problem !== undefined) say(place('sources', index, 'at'), `sources: ${problem[0]}`, problem[1]);
    }
  });
  const told = new Set(sources.map((source) => (isObject(source) ? source['for'] : undefined)));
  for (const { id, at, text: title } of headings) {
    if (id !== undefined && !told.has(id) && !CLAIMS_NOTHING.has(id) && /^##\s/.test(text.slice(at))) say(at, `nothing says where “${title}” comes from`, `Add - {for: ${id}, at: …} to the sources in the front matter`);
  }
}

/** What is wrong with an address, and what to do. */
function wrongWith(at: string, recordings: readonly string[]): readonly [string, string] | undefined {
  if (/^(?:kubernetes-behaviour|observed-1\.36(?:-[a-z-]+)?) §\d+(?:\.\d+)*$/.test(at)) return undefined;
  if (/^https?:/.test(at)) return /^https:\/\/kubernetes\.io\/docs\/\S*$/.test(at) ? undefined : [`${at} is no page of the Kubernetes documentation`, FORMS];
  if (at.startsWith('golden ')) return [`${at}: a recording is named without a word in front`, `Write ${at.replace(/^golden /, '')}`];
  if (!/^[a-z]+\/[\w.-]+$/.test(at)) return [`${JSON.stringify(at)} is no source`, FORMS];
  return recordings.length === 0 || recordings.includes(at) ? undefined : [`there is no recording ${at}`, near(at, recordings, FORMS)];
}

/** From a place in the front matter, lines and columns from 1, to one in the lesson. */
function offsetOf(yaml: string, offset: number, { line, column }: { readonly line: number; readonly column: number }): number {
  return offset + yaml.split('\n').slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0) + column - 1;
}

/** For the comparison of both languages: what follows from each heading. */
export function sourcesOf(text: string): string {
  const loaded = loadYaml(frontOf(text)?.yaml ?? '');
  const matter = loaded.ok ? loaded.documents[0]?.value : undefined;
  return JSON.stringify(isObject(matter) ? matter['sources'] ?? null : null);
}
