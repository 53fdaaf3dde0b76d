import { documentation, makeFieldDocs } from './fieldDocs.ts';

const docs = makeFieldDocs() ?? {};

test('upstream\'s sentences are found in the packages that carry them', () => {
  const count = Object.values(docs).reduce((sum, fields) => sum + Object.keys(fields).length, 0);
  expect(count).toBeGreaterThan(2800);
  expect(docs['core.v1.Pod']?.['']).toMatch(/^Pod is a collection of containers/);
  expect(docs['core.v1.PodSpec']?.['containers']).toMatch(/^List of containers belonging to the pod\./);
  // What holds a structure is documented by the older package only; what two groups call alike is told apart.
  expect(docs['apps.v1.Deployment']?.['spec']).toMatch(/^Specification of the desired behavior/);
  expect(docs['events.v1.Event']?.['regarding']).toBeDefined();
  expect(docs['core.v1.ContainerPort']?.['protocol']).toMatch(/Possible enum values:\n - `"SCTP"`/);
});

test('what is not known is empty', () => {
  expect(documentation('core.v1.Pod', 'nothing')).toBe('');
  expect(documentation('no.such.Kind', '')).toBe('');
});
