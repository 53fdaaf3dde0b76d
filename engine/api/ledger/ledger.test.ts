import { ALL_KINDS, definitionNames, definitionOf, KINDS, limitWarnings } from '../index.ts';
import stored from './stored.json';
import { countsOf, judgedDefinitions, simulatedBelow, VERDICTS, verdictsOf } from './verdicts.ts';
import table from './verdicts.json';

test('every field of every kind has exactly one verdict', () => {
  const missing: string[] = [];
  for (const kind of ALL_KINDS) {
    for (const { name, fields } of simulatedBelow(kind.definition)) {
      const verdicts = verdictsOf(name);
      for (const field of Object.keys(fields)) if (!verdicts.has(field)) missing.push(`${name}.${field}: add it to engine/api/ledger/verdicts.json`);
    }
  }
  expect([...new Set(missing)]).toEqual([]);
});

test('no verdict about what does not exist, none twice', () => {
  const wrong: string[] = [];
  const rows = table as { readonly [definition: string]: { readonly [verdict: string]: string } };
  for (const name of judgedDefinitions()) {
    const fields = definitionOf(name)?.fields;
    if (fields === undefined) { wrong.push(`${name} is no definition`); continue; }
    const named = Object.entries(rows[name] ?? {}).flatMap(([verdict, text]) => {
      if (!(VERDICTS as readonly string[]).includes(verdict)) wrong.push(`${name}: ${verdict} is no verdict`);
      return text.split(' ');
    });
    for (const field of named) if (!Object.hasOwn(fields, field)) wrong.push(`${name}.${field} is no field`);
    if (new Set(named).size !== named.length) wrong.push(`${name}: a field has two verdicts`);
  }
  expect(wrong).toEqual([]);
  expect(judgedDefinitions().length).toBeGreaterThan(500);
  expect(definitionNames().length).toBeGreaterThan(500);
});

test('the engine knows the stored ones', () => {
  for (const [name, fields] of Object.entries(stored as { [definition: string]: readonly string[] })) {
    for (const field of fields) expect([name, field, verdictsOf(name).get(field)]).toEqual([name, field, 'stored']);
  }
  expect((stored as { [definition: string]: readonly string[] })['core.v1.PodSpec']).toContain('hostIPC');
});

const pod = (spec: object): string[] => limitWarnings(KINDS.Pod, { spec } as never);
test.each([
  ['a stored field', { hostIPC: true }, ['spec.hostIPC: stored, not simulated by Peapod']],
  ['each once, without indices', { containers: [{ name: 'a', securityContext: { procMount: 'Default' } }, { name: 'b', securityContext: { procMount: 'Default' } }] },
    ['spec.containers.securityContext.procMount: stored, not simulated by Peapod']],
  ['not what lies below it', { resourceClaims: [{ name: 'x', resourceClaimName: 'y' }] }, ['spec.resourceClaims: stored, not simulated by Peapod']],
  ['nothing about empty ones', { securityContext: {}, volumes: [] }, []],
  ['nothing about quiet ones', { imagePullSecrets: [{ name: 'x' }], os: { name: 'linux' } }, []],
])('warnings: %s', (_, spec, expected) => { expect(pod(spec)).toEqual(expected); });

test('a kind that nothing acts upon says so once', () => {
  expect(limitWarnings(KINDS.NetworkPolicy, { spec: { podSelector: { matchLabels: { a: 'b' } } } } as never))
    .toEqual(['NetworkPolicy: stored, not simulated by Peapod: nothing acts on its spec yet']);
  expect(limitWarnings(KINDS.ConfigMap, { data: { a: 'b' } } as never)).toEqual([]);
});

test('counts: metadata apart, and with what stands below a stored field', () => {
  const pod = countsOf('core.v1.Pod');
  expect(pod.simulated).toBeGreaterThan(300);
  expect(pod.stored).toBeGreaterThan(100);
  expect(countsOf('networking.v1.NetworkPolicy')).toMatchObject({ simulated: 3, stored: expect.any(Number) });
  expect(countsOf('networking.v1.NetworkPolicy').stored).toBeGreaterThan(10);
  expect(countsOf('core.v1.ConfigMap')).toEqual({ simulated: 6, stored: 0, quiet: 0, refused: 0 });
});
