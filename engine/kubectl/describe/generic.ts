/** Kinds without a describer of their own: every field, keys in words. @k8s kubectl/pkg/describe genericDescriber, printUnstructuredContent */
import type { KubeObject } from '../../api/index.ts';
import { isList, isObject, type Json, type JsonObject } from '../../base/index.ts';
import type { Describer } from './context.ts';
import { addEventsOf } from './events.ts';
import { addAnnotations, addLabels, createLines, type Lines } from './writer.ts';

const SKIPPED = new Set(['metadata.managedFields', 'metadata.name', 'metadata.namespace', 'metadata.labels', 'metadata.annotations']);
const ACRONYMS = new Set(['API', 'URL', 'UID', 'GUID']);

/** Runs of one case; the last capital of a run belongs to the small letters behind it. @k8s github.com/fatih/camelcase Split */
function humps(key: string): string[] {
  const runs = key.match(/[a-z]+|[A-Z]+|-+/g) ?? [];
  for (let i = 0; i + 1 < runs.length; i++) {
    const [run = '', next = ''] = [runs[i], runs[i + 1]];
    if (/^[A-Z]/.test(run) && /^[a-z]/.test(next)) { runs[i] = run.slice(0, -1); runs[i + 1] = run.slice(-1) + next; }
  }
  return runs.filter((run) => run !== '');
}

/** `leaseDurationSeconds` → `Lease Duration Seconds`; a name with anything but letters and dashes stays as it is. @k8s kubectl/pkg/describe smartLabelFor */
function words(key: string): string {
  if (/[^A-Za-z-]/.test(key)) return key;
  const merged: string[] = [];
  const parts = humps(key);
  for (let i = 0; i < parts.length; i++) {
    const [part = '', next = ''] = [parts[i], parts[i + 1]];
    const together = part.length >= 2 && part === part.toUpperCase() && /^[A-Z]/.test(next);
    merged.push(together ? part + next : part);
    if (together) i++;
  }
  return merged.map((part) => (ACRONYMS.has(part.toUpperCase()) ? part.toUpperCase()
    : part === part.toLowerCase() ? part.charAt(0).toUpperCase() + part.slice(1) : part)).join(' ');
}

/** As Go prints a value inside a list: lists in lists too. */
const goText = (value: Json): string => (value === null ? '<nil>' : isList(value) ? `[${value.map(goText).join(' ')}]` : String(value));

function addFields(lines: Lines, level: number, object: JsonObject, path: string): void {
  for (const key of Object.keys(object).sort()) {
    const value = object[key];
    const at = path === '' ? key : `${path}.${key}`;
    if (value === undefined || SKIPPED.has(at)) continue;
    addField(lines, level, words(key), value, at);
  }
}

function addField(lines: Lines, level: number, title: string, value: Json, path: string): void {
  if (isObject(value)) {
    lines.add(level, `${title}:`);
    addFields(lines, level + 1, value, path);
  } else if (isList(value)) {
    lines.add(level, `${title}:`);
    for (const item of value) {
      if (isObject(item)) addFields(lines, level + 1, item, path); else lines.add(level + 1, goText(item));
    }
  } else lines.add(level, `${title}:\t${goText(value)}`);
}

export const describeGeneric: Describer = (object, context) => {
  const { metadata } = object as unknown as KubeObject;
  const lines = createLines();
  lines.add(0, `Name:\t${metadata?.name}`);
  lines.add(0, `Namespace:\t${metadata?.namespace ?? ''}`);
  addLabels(lines, 0, 'Labels', metadata?.labels);
  addAnnotations(lines, 0, metadata?.annotations);
  addFields(lines, 0, object, '');
  addEventsOf(lines, context, object as unknown as KubeObject);
  return lines.toString();
};
