import { pod, testServer } from '../testServer.ts';

const PODS = '/api/v1/namespaces/default/pods';

/** @k8s golden kubectl/replace-and-force: what admission filled in is filled in again, so only the real difference shows */
test('a replacement without tolerations and priority has the old ones', () => {
  const server = testServer();
  server.send('POST', PODS, pod('web'));
  const replaced = server.body('PUT', `${PODS}/web`, { ...pod('web'), spec: { containers: [{ name: 'main', image: 'nginx:1.27' }], priority: 5 } });
  const message = String(replaced['message']);
  expect(message).toContain('pod updates may not change fields other than');
  expect(message).toContain('- "Priority": 0,\n+ "Priority": 5,\n');
  expect(message).not.toContain('"PreemptionPolicy": null');
  expect(message).not.toContain('"Tolerations": null');
  expect(message).toContain('- "ServiceAccountName": "default",\n+ "ServiceAccountName": "",\n');
});

test('the last finalizer of a deleted object takes it away without a change before', () => {
  const server = testServer();
  server.send('POST', '/api/v1/namespaces/default/configmaps', { metadata: { name: 'held', finalizers: ['example.com/hold'] } });
  server.send('DELETE', '/api/v1/namespaces/default/configmaps/held');
  const { events } = server.watch('/api/v1/namespaces/default/configmaps?watch=true&fieldSelector=metadata.name%3Dheld');
  server.clock.advance(10);
  const before = events.length;
  server.send('PATCH', '/api/v1/namespaces/default/configmaps/held', { metadata: { finalizers: null } }, { 'content-type': 'application/merge-patch+json' });
  server.clock.advance(10);
  expect(events.slice(before).map(({ type }) => type)).toEqual(['DELETED']);
});
