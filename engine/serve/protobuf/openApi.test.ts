import { wireFields } from './reader.ts';
import { asksForOpenApi, openApiProtobuf } from './openApi.ts';

const inside = (bytes: Buffer | undefined, number: number): Buffer[] => [...wireFields(bytes ?? Buffer.alloc(0))].filter((field) => field.number === number).map((field) => field.bytes ?? Buffer.alloc(0));
const text = (bytes: Buffer | undefined, number: number): string => String(inside(bytes, number)[0]);

test('definitions, their properties and extensions stand where gnostic has them', () => {
  const bytes = openApiProtobuf({
    swagger: '2.0', info: { title: 'K', version: 'v1' },
    definitions: { 'a.B': { type: 'object', required: ['c'], properties: { c: { type: 'array', items: { $ref: '#/definitions/a.D' } } }, 'x-kubernetes-group-version-kind': [{ kind: 'B' }] } },
  });
  expect(text(bytes, 1)).toBe('2.0');
  const [named] = inside(inside(bytes, 9)[0], 1);
  const schema = inside(named, 2)[0];
  const [property] = inside(inside(schema, 25)[0], 1);
  const items = inside(inside(inside(property, 2)[0], 23)[0], 1)[0];
  expect([text(named, 1), text(schema, 19), text(property, 1), text(items, 1)]).toEqual(['a.B', 'c', 'c', '#/definitions/a.D']);
  const [extension] = inside(schema, 31);
  expect([text(extension, 1), text(inside(extension, 2)[0], 2)]).toEqual(['x-kubernetes-group-version-kind', '[{"kind":"B"}]\n']);
});

test.each<readonly [string, boolean]>([
  ['application/com.github.proto-openapi.spec.v2@v1.0+protobuf', true], ['application/com.github.proto-openapi.spec.v2.v1.0+protobuf, application/json', true], ['application/json', false],
])('Accept: %s', (accept, expected) => { expect(asksForOpenApi(accept)).toBe(expected); });
