/** `<ManifestTour>` and other components that name fields, objects or machines: what they name exists. */
import { isObject, loadYaml, yamlPositions, type Json } from '../../base/index.ts';
import { attribute, near, type Say, type Tag } from './outline.ts';
import { parsePath, valueAt } from './path.ts';

export type ManifestText = (name: string) => string | undefined;

/** `pod/web`, `prod/pod/web`; the name may end in a star where several are meant. */
const OBJECT = /^(?:[\w.-]+\/)?[a-z]+\/[\w.-]+\*?$/;

export function tourProblems(tags: readonly Tag[], ends: readonly number[], manifest: ManifestText, say: Say): void {
  const tours = tags.filter(({ name }) => name === 'ManifestTour');
  for (const tag of tags) {
    if (tag.name === 'ManifestTour' && attribute(tag, 'file') === undefined) say(tag.at, '<ManifestTour> names no file', 'Write <ManifestTour file="x.yaml">, a file of exercises/manifests');
    if (tag.name === 'Stop' && !tours.some(({ at }, index) => at < tag.at && tag.at < (ends[index] ?? Infinity))) say(tag.at, '<Stop> stands in no tour', 'Put it between <ManifestTour file="x.yaml"> and </ManifestTour>');
  }
  tours.forEach((tour, index) => {
    const file = attribute(tour, 'file');
    const text = file === undefined ? undefined : manifest(file);
    const stops = tags.filter(({ name, at }) => name === 'Stop' && at > tour.at && at < (ends[index] ?? Infinity));
    if (stops.length === 0) say(tour.at, '<ManifestTour> has no <Stop>', 'Write <Stop path="spec.containers[0].image" title="…">…</Stop>');
    if (file !== undefined && text !== undefined) stopProblems(file, text, stops, say);
  });
}

function stopProblems(file: string, text: string, stops: readonly Tag[], say: Say): void {
  const loaded = loadYaml(text);
  if (!loaded.ok) return; // The file's own check says so.
  const positions = yamlPositions(text);
  const lines = new Map<number, string>();
  for (const stop of stops) {
    const path = attribute(stop, 'path');
    const segments = path === undefined ? undefined : parsePath(path);
    const document = Number(attribute(stop, 'document') ?? 0);
    const value = loaded.documents[document]?.value;
    if (path === undefined || segments === undefined) say(stop.at, path === undefined ? '<Stop> has no path' : `<Stop>: ${path} is no path`, 'Write path="spec.containers[0].image"');
    else if (value === undefined) say(stop.at, `<Stop>: ${file} has no document ${document}`, `They are counted from 0 to ${loaded.documents.length - 1}`);
    else if (valueAt(value, segments) === undefined || segments.some((each) => typeof each === 'object')) say(stop.at, `<Stop>: ${path} is not in ${file}`, near(path, pathsIn(value), 'Name a field as it stands there'));
    else {
      // Only names and numbers: a search by field was turned away above.
      const plain = segments as readonly (string | number)[];
      const line = (positions.key(document, plain) ?? positions.value(document, plain))?.line ?? 0;
      const before = lines.get(line);
      if (before !== undefined) say(stop.at, `<Stop>: ${path} stands on the same line as ${before}`, 'One note for each line: name the field itself, or the next one');
      lines.set(line, path);
    }
    const see = attribute(stop, 'see')?.trim().split(/\s+/) ?? [];
    if (see.length > 2 || (see.length === 2 && !OBJECT.test(see[0] ?? '')) || (see.length > 0 && parsePath(see.at(-1) ?? '') === undefined)) say(stop.at, `<Stop>: see="${see.join(' ')}" names no field`, 'Write see="status.podIP", or see="node/node01 status.capacity.cpu"');
  }
}

function pathsIn(value: Json, path = ''): readonly string[] {
  const inner: readonly (readonly [string, Json | undefined])[] = Array.isArray(value)
    ? (value as readonly Json[]).map((each, index) => [`${path}[${index}]`, each] as const)
    : isObject(value) ? Object.entries(value).map(([key, each]) => [/^[A-Za-z_][\w-]*$/.test(key) ? `${path === '' ? '' : `${path}.`}${key}` : `${path}['${key}']`, each] as const) : [];
  return [...(path === '' ? [] : [path]), ...inner.flatMap(([each, under]) => (under === undefined ? [] : pathsIn(under, each)))];
}

/** Whose charts there are; their code is not needed for this. */
export const MACHINE_NAMES: readonly string[] = ['container', 'ephemeralContainer', 'eviction', 'hook', 'imagePull', 'initSequence', 'node', 'nodeCondition', 'pod', 'probe', 'resize', 'sidecar', 'volumeMount'];

/** Components that look at the page's cluster. */
export function liveProblems(tag: Tag, say: Say): void {
  const of = attribute(tag, 'of');
  if (tag.name === 'StateChart') {
    const machine = attribute(tag, 'machine');
    if (machine === undefined || !MACHINE_NAMES.includes(machine)) say(tag.at, machine === undefined ? '<StateChart> names no machine' : `<StateChart>: there is no machine ${machine}`, near(machine ?? '', MACHINE_NAMES, `The machines are: ${MACHINE_NAMES.join(', ')}`));
  }
  if (!['StateChart', 'Timeline', 'Why', 'LiveValue'].includes(tag.name)) return;
  if (of === undefined) { if (tag.name !== 'StateChart') say(tag.at, `<${tag.name}> names no object`, `Write <${tag.name} of="pod/web">`); } else {
    for (const each of of.trim().split(/\s+/)) if (!OBJECT.test(each)) say(tag.at, `<${tag.name}>: ${JSON.stringify(each)} is no object`, 'Write kind/name, as in of="pod/web"');
  }
  const path = attribute(tag, 'path');
  if (tag.name === 'LiveValue' && (path === undefined || parsePath(path) === undefined)) say(tag.at, path === undefined ? '<LiveValue> names no field' : `<LiveValue>: ${path} is no path`, 'Write path="status.podIP"');
}
