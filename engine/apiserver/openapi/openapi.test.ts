import { ALL_KINDS, canonicalJson } from '../../api/index.ts';
import { hashJson } from '../../store/index.ts';
import type { Json } from '../../base/index.ts';
import { createRegistry } from '../registry.ts';
import { createOpenApi } from './documents.ts';
import recorded from '../testdata/openapi.json';

const registry = createRegistry(ALL_KINDS);
const api = createOpenApi(registry);

/** Without descriptions, with sorted keys: what the recorded document was reduced to, too. */
function bare(value: Json | undefined, fields = false): Json {
  if (Array.isArray(value)) return value.map((item: Json) => bare(item));
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).filter(([key, inner]) => fields || key !== 'description' || typeof inner !== 'string')
    .map(([key, inner]) => [key, bare(inner, key === 'properties')]));
}
const digest = (document: Json | undefined): string => hashJson(JSON.parse(canonicalJson(bare(document))) as Json);

test.each(Object.entries(recorded))('%s is the recorded document, descriptions apart', (path, hash) => expect(digest(api.v3(path))).toBe(hash));

test('version 2 has the paths and schemas of version 3', () => {
  const { paths, definitions } = api.v2() as { paths: Record<string, never>; definitions: Record<string, never> };
  expect(Object.keys(paths)).toContain('/api/v1/namespaces/{namespace}/pods/{name}/exec');
  expect(definitions['io.k8s.api.core.v1.Container']).toMatchObject({ required: ['name'], properties: { name: { type: 'string' } } });
});

test('documentation comes from outside', () => {
  const told = createOpenApi(registry, (definition, field) => (definition === 'core.v1.Pod' ? `about ${field}` : ''));
  expect(told.v3('api/v1')).toMatchObject({ components: { schemas: { 'io.k8s.api.core.v1.Pod': { description: 'about ', properties: { spec: { description: 'about spec' } } } } } });
});

test('documents follow the kinds', () => {
  const own = createRegistry(ALL_KINDS);
  const documents = createOpenApi(own);
  const [pod] = ALL_KINDS.filter(({ kind }) => kind === 'Pod');
  if (pod === undefined) throw new Error('no pods');
  expect(documents.v3('apis/stable.example.com/v1')).toBeUndefined();
  const openApi = { type: 'object', properties: { spec: { type: 'object', properties: { cron: { type: 'string' } } } } };
  own.replace([], [{ ...pod, group: 'stable.example.com', kind: 'CronTab', plural: 'crontabs', subresources: [],
    custom: { decode: () => ({ ok: false, error: '' }), patches: { field: () => undefined }, openApi, terminating: true } }]);
  const document = documents.v3('apis/stable.example.com/v1');
  expect(document).toMatchObject({ components: { schemas: { 'com.example.stable.v1.CronTab': { properties: { kind: {}, metadata: {}, spec: {} } }, 'com.example.stable.v1.CronTabList': {} } } });
  expect(Object.keys((document as { paths: object }).paths)).toContain('/apis/stable.example.com/v1/namespaces/{namespace}/crontabs/{name}');
});
