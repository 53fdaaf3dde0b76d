/**
 * Every field of a pod's spec does what the ledger says. A simulated one has a case that shows it: something is seen that is not seen
 * without the field. The cases stand in `kubelet/testing/fields/`; how to run one: `npx jest podFields -t 'PodSpec.hostname'`.
 */
import { KINDS, limitWarnings } from '../api/index.ts';
import { simulatedBelow, verdictsOf, type Verdict } from '../api/ledger/verdicts.ts';
import { definitionBelow, definitionOf, type Definition, type FieldType } from '../api/schema/structure.ts';
import type { Json, JsonObject } from '../base/index.ts';
import { FIELD_CASES, runFields, type Seen } from '../kubelet/testing/fields/index.ts';
import { fieldAt, partsOf, type FieldCase } from '../kubelet/testing/fields/fieldCase.ts';

const SPEC = 'core.v1.PodSpec';
const fieldsOf = (shown: FieldCase['shows'][number]): string => fieldAt(partsOf(typeof shown === 'string' ? shown : shown[0])).replace('core.v1.', '');
const titleOf = (of: FieldCase): string => [...new Set(of.shows.map(fieldsOf))].join(' ');

const seen = new Map<FieldCase, Seen>();
beforeAll(() => { for (const each of runFields(FIELD_CASES)) seen.set(each.case, each); }, 120_000);

test.each(FIELD_CASES.map((of) => [titleOf(of), of] as const))('%s', (_title, of) => {
  const result = seen.get(of);
  const whole = typeof of.sees === 'string' ? new RegExp(`^${of.sees.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`) : of.sees;
  expect(result?.with).toMatch(whole);
  for (const { path, seen: without } of result?.without ?? []) expect({ changed: path, seen: without }).not.toEqual({ changed: path, seen: result?.with });
});

test('every simulated field has a case', () => {
  const shown = new Set(FIELD_CASES.flatMap(({ shows }) => shows.map(fieldsOf)));
  const missing = simulatedBelow(SPEC).flatMap(({ name, fields }) => Object.keys(fields).flatMap((field) => {
    const path = `${name.replace('core.v1.', '')}.${field}`;
    return verdictsOf(name).get(field) === 'simulated' && name.startsWith('core.v1.') && !shown.has(path) ? [path] : [];
  }));
  // Add one to engine/kubelet/testing/fields/*.data.ts.
  expect(missing).toEqual([]);
});

test('no case shows what is not simulated', () => {
  const wrong = FIELD_CASES.flatMap(({ shows }) => shows.map(fieldsOf)).filter((path) => {
    const at = path.lastIndexOf('.');
    return verdictsOf(`core.v1.${path.slice(0, at)}`).get(path.slice(at + 1)) !== 'simulated';
  });
  expect([...new Set(wrong)]).toEqual([]);
});

/** Any value of a type: the warnings ask only whether there is one. */
function someValue(type: FieldType): Json {
  if (type.shape === 'list') return [someValue(type.item)];
  if (type.shape === 'map') return { key: someValue(type.item) };
  if (type.shape === 'scalar') return type.scalar === 'boolean' ? true : type.scalar.startsWith('int') ? 1 : 'some';
  return { some: 'thing' };
}
const around = (type: FieldType, value: Json): Json => (type.shape === 'list' ? [value] : type.shape === 'map' ? { key: value } : value);

type Place = { readonly definition: Definition; readonly path: string; readonly wrap: (value: JsonObject) => JsonObject };
/** Where in a spec each definition is met first, through simulated fields only. */
function places(): readonly Place[] {
  const root = definitionOf(SPEC);
  if (root === undefined) return [];
  const found: Place[] = [{ definition: root, path: 'spec', wrap: (value) => value }];
  for (const place of found) {
    for (const [field, type] of Object.entries(place.definition.fields)) {
      const below = definitionBelow(type);
      if (below === undefined || verdictsOf(place.definition.name).get(field) !== 'simulated' || found.some(({ definition }) => definition === below)) continue;
      found.push({ definition: below, path: `${place.path}.${field}`, wrap: (value) => place.wrap({ [field]: around(type, value) }) });
    }
  }
  return found;
}
const ALL = places().flatMap(({ definition, path, wrap }) => [...verdictsOf(definition.name)].flatMap(([field, verdict]) => {
  const type = definition.fields[field];
  return type === undefined ? [] : [{ verdict, path: `${path}.${field}`, spec: wrap({ [field]: someValue(type) }) }];
}));

test.each<[Verdict, (path: string) => string[]]>([
  ['stored', (path) => [`${path}: stored, not simulated by Peapod`]], ['quiet', () => []], ['simulated', () => []],
])('what is %s warns so', (verdict, expected) => {
  const of = ALL.filter((each) => each.verdict === verdict);
  expect(of.length).toBeGreaterThan(0);
  for (const { path, spec } of of) expect([path, limitWarnings(KINDS.Pod, { spec } as never)]).toEqual([path, expected(path)]); // any spec will do
});
