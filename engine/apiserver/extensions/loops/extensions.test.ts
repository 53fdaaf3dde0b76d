/** Tables and statuses of kinds that configure the API server. @k8s golden world/get/flowschemas */
import type { JsonObject } from '../../../base/index.ts';
import { testServer } from '../../testServer.ts';

const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
const FLOW = '/apis/flowcontrol.apiserver.k8s.io/v1/flowschemas';

function rows(server: ReturnType<typeof testServer>, path: string): unknown[][] {
  const table = server.body('GET', path, undefined, TABLE) as unknown as { rows: readonly { cells: unknown[] }[] };
  return table.rows.map(({ cells }) => cells);
}
const flowSchema = (name: string, level: string, matchingPrecedence: number): JsonObject => ({
  metadata: { name }, spec: { priorityLevelConfiguration: { name: level }, matchingPrecedence, distinguisherMethod: { type: 'ByUser' } },
});

test('flow schemas are listed by precedence and tell of a missing level', () => {
  const server = testServer();
  server.send('POST', '/apis/flowcontrol.apiserver.k8s.io/v1/prioritylevelconfigurations', { metadata: { name: 'mine' }, spec: { type: 'Limited', limited: { limitResponse: { type: 'Reject' } } } });
  for (const schema of [flowSchema('a', 'nowhere', 7000), flowSchema('b', 'mine', 300)]) server.send('POST', FLOW, schema);
  server.clock.advance(5000);
  const own = rows(server, FLOW).filter((cells) => ['a', 'b'].includes(cells[0] as string));
  expect(own).toEqual([['b', 'mine', 300, 'ByUser', '5s', 'False'], ['a', 'nowhere', 7000, 'ByUser', '5s', 'True']]);
});

test('an API group of a custom resource has an APIService while it is served', () => {
  const server = testServer();
  const services = (): unknown => rows(server, '/apis/apiregistration.k8s.io/v1/apiservices').filter((cells) => String(cells[0]).endsWith('example.com'));
  const path = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
  server.send('POST', path, { metadata: { name: 'hats.example.com' }, spec: { group: 'example.com', scope: 'Cluster', names: { plural: 'hats', kind: 'Hat' },
    versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object' } } }] } });
  server.clock.advance(10_000);
  expect(services()).toMatchObject([['v1.example.com', 'Local', 'True', expect.any(String)]]);
  server.send('DELETE', `${path}/hats.example.com`);
  server.clock.advance(10_000);
  expect(services()).toEqual([]);
});
