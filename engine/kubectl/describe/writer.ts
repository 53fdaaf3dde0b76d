/** `kubectl describe` text: lines with tabs, nested by two blanks a level, laid out at the end. */
import { DESCRIBE_TABLE, formatTable } from '../../base/index.ts';

export type Lines = {
  /** One line; cells are parted by tabs. */
  add(level: number, text: string): void;
  toString(): string;
};

export function createLines(): Lines {
  let text = '';
  return {
    add(level, line) { text += `${'  '.repeat(level)}${line}\n`; },
    toString: () => formatTable(text, DESCRIBE_TABLE),
  };
}

type Map = { readonly [key: string]: string } | undefined;
const sorted = (map: Map): [string, string][] => Object.entries(map ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));

/** `Labels:` with one entry a line. @k8s kubectl/pkg/describe printLabelsMultiline */
export function addLabels(lines: Lines, level: number, title: string, labels: Map, skip: readonly string[] = []): void {
  const entries = sorted(labels).filter(([key]) => !skip.includes(key));
  if (entries.length === 0) { lines.add(level, `${title}:\t<none>`); return; }
  entries.forEach(([key, value], index) => lines.add(level, `${index === 0 ? `${title}:` : ''}\t${key}=${value}`));
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
const MAX_ANNOTATION = 140;
const shorten = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max)}...` : text);

/** `Annotations:`; long or many-lined values stand below their key. @k8s kubectl/pkg/describe printAnnotationsMultiline */
export function addAnnotations(lines: Lines, level: number, annotations: Map): void {
  const entries = sorted(annotations).filter(([key]) => key !== LAST_APPLIED);
  if (entries.length === 0) { lines.add(level, 'Annotations:\t<none>'); return; }
  entries.forEach(([key, raw], index) => {
    const value = raw.replace(/\n$/, '');
    const title = index === 0 ? 'Annotations:' : '';
    if (value.length + key.length + 2 <= MAX_ANNOTATION && !value.includes('\n')) { lines.add(level, `${title}\t${key}: ${value}`); return; }
    lines.add(level, `${title}\t${key}:`);
    for (const each of value.split('\n')) lines.add(level, `\t  ${shorten(each, MAX_ANNOTATION - 2)}`);
  });
}

export const labelsLine = (labels: Map): string => (sorted(labels).length === 0 ? '<none>' : sorted(labels).map(([k, v]) => `${k}=${v}`).join(','));

/** @k8s kubectl/pkg/describe describeDeployment */
export function addConditions(lines: Lines, conditions: readonly { readonly type: string; readonly status: string; readonly reason?: string }[] | undefined): void {
  if (conditions === undefined || conditions.length === 0) return;
  lines.add(0, 'Conditions:\n  Type\tStatus\tReason');
  lines.add(1, '----\t------\t------');
  for (const { type, status, reason } of conditions) lines.add(1, `${type} \t${status}\t${reason ?? ''}`);
}
