import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_KINDS, METRICS_KINDS } from '../../api/index.ts';
import { createRegistry } from '../registry.ts';
import { aggregatedDiscovery } from './aggregated.ts';
import { apiGroupList, apiResourceList } from './groups.ts';
import { compareVersions } from './order.ts';

const registry = createRegistry([...ALL_KINDS, ...Object.values(METRICS_KINDS)]);
/** One line a document, as the recorded cluster sent it. */
const recorded = readFileSync(join(__dirname, '../testdata/discovery.jsonl'), 'utf8').trim().split('\n');
const nameOf = (line: string): string => (JSON.parse(line) as { groupVersion?: string }).groupVersion ?? '';

test.each(recorded.map((line) => [nameOf(line), line]))('%s is byte for byte what a real cluster answers', (groupVersion, line) => {
  expect(JSON.stringify(groupVersion === '' ? apiGroupList(registry) : apiResourceList(registry, groupVersion))).toBe(line);
});

test('versions in the order of Kubernetes', () =>
  expect(['v1alpha1', 'v1', 'foo', 'v2beta1', 'v2', 'v10', 'v1beta2', 'bar'].sort(compareVersions)).toEqual(['v10', 'v2', 'v1', 'v2beta1', 'v1beta2', 'v1alpha1', 'bar', 'foo']));

test('groups of custom resources stand between the built-in ones and those of other servers', () => {
  const pod = ALL_KINDS.find(({ kind }) => kind === 'Pod');
  if (pod === undefined) throw new Error('no pods');
  const custom = ['a.example.com', 'b.example.com'].map((group) => ({ ...pod, group }));
  const more = createRegistry([...ALL_KINDS, ...Object.values(METRICS_KINDS), ...custom]);
  const names = (apiGroupList(more)['groups'] as { name: string }[]).map(({ name }) => name);
  expect(names.slice(-4)).toEqual(['flowcontrol.apiserver.k8s.io', 'a.example.com', 'b.example.com', 'metrics.k8s.io']);
});

test('one answer has it all', () => {
  const items = aggregatedDiscovery(registry, false)['items'] as { metadata: { name: string }; versions: { resources: { resource: string; subresources?: unknown }[] }[] }[];
  expect(items[1]?.metadata).toEqual({ name: 'apps' });
  expect(items[1]?.versions[0]?.resources.find(({ resource }) => resource === 'deployments')).toMatchObject({
    responseKind: { group: '', version: '', kind: 'Deployment' }, subresources: [
      { subresource: 'scale', responseKind: { group: 'autoscaling', version: 'v1', kind: 'Scale' } }, { subresource: 'status' }] });
});
