import { duplicateFields } from './duplicates.ts';
import { testServer } from './testServer.ts';

const TEXTS: readonly (readonly [string, readonly string[]])[] = [
  ['{"a":1,"b":{"a":2}}', []],
  ['{"a":"\\"a\\":1","b":[{"a":":"},{"a":"\\\\"}]}', []],
  ['{"a":1,"a":2}', ['duplicate field "a"']],
  ['{ "spec" : { "replicas" : 1 , "x":[ ], "replicas" : [ {"n":1,"n":2} , {"n":null,"n":true} ] , "replicas":0 } }',
    ['duplicate field "spec.replicas[0].n"', 'duplicate field "spec.replicas[1].n"', 'duplicate field "spec.replicas"']],
  ['{"\\u0061":1,"a":2}', ['duplicate field "a"']],
];
test.each(TEXTS)('%s', (text, duplicates) => {
  expect([...duplicateFields(text, JSON.parse(text) as never)].sort()).toEqual([...duplicates].sort());
});

const MAP = '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m"},"data":{"a":"1","a":"2"},"x":1}';
test.each([
  ['', 201, ['duplicate field "data.a"', 'unknown field "x"']], ['?fieldValidation=Ignore', 201, undefined],
  ['?fieldValidation=Strict', 400, undefined],
] as const)('fields given twice are told of or refused: %s', (query, code, warnings) => {
  const response = testServer().send('POST', `/api/v1/namespaces/default/configmaps${query}`, MAP);
  expect([response.code, response.warnings]).toEqual([code, warnings]);
  expect(response).toMatchObject({ body: code === 201 ? { data: { a: '2' } }
    : { message: 'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: duplicate field "data.a", unknown field "x"' } });
});
