/** Puts an item into `exercises/course.yaml` as a person would: the lines of the file, and its comments, stay as they are. */
import { loadYaml } from '../base/index.ts';

type Item = { readonly lesson?: string; readonly lab?: string; readonly quiz?: string };
type Module = { readonly id: string; readonly items: readonly Item[] };
export type Added = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: string };

/** As far as it can be read: what is wrong with it is told by whoever builds the course. */
function modulesOf(text: string): readonly Module[] | undefined {
  const read = loadYaml(text);
  if (!read.ok || read.documents.length !== 1) return undefined;
  const { modules } = (read.documents[0]?.value ?? {}) as { readonly modules?: unknown }; // asked below, as what is in it
  const all = Array.isArray(modules) ? modules as readonly Partial<Module>[] : undefined;
  return all?.every(({ id, items }) => typeof id === 'string' && (items === undefined || items === null || Array.isArray(items))) === true
    ? all.map(({ id = '', items }) => ({ id, items: items ?? [] })) : undefined;
}

export const modulesIn = (text: string): readonly string[] => modulesOf(text)?.map(({ id }) => id) ?? [];

/** @param item lines as they stand in a module without its indentation: `- lab: slug`, title, summary */
export function withItem(text: string, module: string, item: string): Added {
  const byHand = (problem: string): Added => ({ ok: false, problem: `${problem} Add these lines yourself:\n${item}` });
  const before = modulesOf(text);
  if (before === undefined) return byHand('it cannot be read as modules with items.');
  const lines = text.split('\n');
  const start = lines.findIndex((line) => new RegExp(`^\\s*- id: *["']?${module}["']?\\s*(?:#.*)?$`).test(line));
  if (start < 0) return byHand(`the line "- id: ${module}" was not found.`);
  const indent = /^ */.exec(lines[start] ?? '')?.[0].length ?? 0;
  const next = lines.findIndex((line, index) => index > start && /\S/.test(line) && !/^\s*#/.test(line) && (/^ */.exec(line)?.[0].length ?? 0) <= indent);
  let end = next < 0 ? lines.length : next;
  // Comments and empty lines before the next module belong to it.
  while (end > start + 1 && /^\s*(?:#.*)?$/.test(lines[end - 1] ?? '')) end--;
  const first = lines.slice(start, end).find((line) => /^\s*- (?:lesson|lab|quiz): /.test(line));
  const pad = first === undefined ? ' '.repeat(indent + 2) : /^ */.exec(first)?.[0] ?? '';
  const added = item.trimEnd().split('\n').map((line) => `${pad}${line}`);
  const result = [...lines.slice(0, end), ...added, ...lines.slice(end)].join('\n');
  // A file that is written in another style is left alone.
  const after = modulesOf(result.endsWith('\n') ? result : `${result}\n`);
  const grown = after?.length === before.length && after.every(({ id, items }, index) => items.length === (before[index]?.items.length ?? 0) + (id === module ? 1 : 0));
  return grown ? { ok: true, text: result.endsWith('\n') ? result : `${result}\n` } : byHand('its lines are written in a way that a line cannot be put into.');
}
