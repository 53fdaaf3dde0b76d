/** Writes to `/status` are judged by rules of their own. @k8s Validate…StatusUpdate of pkg/apis */
import type { JsonObject } from '../base/index.ts';
import { PATCH, pod, testServer } from './testServer.ts';

const NAMESPACE = '/api/v1/namespaces/default';
const BATCH = '/apis/batch/v1/namespaces/default/jobs';
const JOB = { metadata: { name: 'x' }, spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'a', image: 'a' }] } } } };
const PDB = { metadata: { name: 'x' }, spec: { minAvailable: 1, selector: {} } };
const HPA = { metadata: { name: 'x' }, spec: { maxReplicas: 2, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'd' } } };
const condition = (type: string, status = 'True'): JsonObject => ({ type, status });
const DONE = { conditions: [condition('SuccessCriteriaMet'), condition('Complete')], startTime: '2026-11-21T12:00:00Z', completionTime: '2026-11-21T12:00:05Z', succeeded: 1 };

const ROWS: readonly (readonly [string, JsonObject, JsonObject, string])[] = [
  [`${NAMESPACE}/pods`, pod('x'), { podIPs: [{ ip: 'x' }] }, 'status.podIPs[0]'],
  [`${NAMESPACE}/pods`, pod('x'), { phase: 'Running', podIPs: [{ ip: '10.0.0.1' }] }, ''],
  [BATCH, JOB, { active: -1 }, 'status.active: Invalid value: -1: must be greater than or equal to 0'],
  [BATCH, JOB, { conditions: [condition('Complete'), condition('Failed')], startTime: DONE.startTime, completionTime: DONE.completionTime },
    'status.conditions: Invalid value: cannot set Complete=True and Failed=true conditions'],
  [BATCH, JOB, { conditions: [condition('SuccessCriteriaMet'), condition('Complete')] },
    '[status.completionTime: Required value: completionTime is required for Complete jobs, status.startTime: Required value: startTime is required for finished job]'],
  [BATCH, JOB, { ...DONE, active: 1 }, 'status.active: Invalid value: 1: active>0 is invalid for finished job'],
  [BATCH, JOB, { ready: 2 }, 'status.ready: Invalid value: 2: cannot set more ready pods than active'],
  [BATCH, JOB, DONE, ''],
  ['/apis/policy/v1/namespaces/default/poddisruptionbudgets', PDB, { currentHealthy: -1 }, 'status.currentHealthy: Invalid value: -1: must be greater than or equal to 0'],
  ['/apis/policy/v1/namespaces/default/poddisruptionbudgets', PDB, { conditions: [{ type: 'A', status: 'Yes', reason: 'b c', message: '', lastTransitionTime: '2026-11-21T12:00:00Z' }] },
    'status.conditions[0].status: Unsupported value: "Yes": supported values: "False", "True", "Unknown"'],
  ['/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers', HPA, { desiredReplicas: -2 }, 'status.desiredReplicas: Invalid value: -2: must be greater than or equal to 0'],
  [`${NAMESPACE}/resourcequotas`, { metadata: { name: 'x' }, spec: { hard: { pods: '1' } } }, { used: { pods: '-1' } }, 'status.used[pods]: Invalid value: "-1": must be greater than or equal to 0'],
];
test.each(ROWS)('%s: %j with %j', (path, object, status, message) => {
  const server = testServer();
  expect(server.send('POST', path, object).code).toBe(201);
  const answer = server.body('PATCH', `${path}/x/status`, { status }, PATCH.merge);
  expect(answer['code']).toBe(message === '' ? undefined : 422);
  expect(String(answer['message'] ?? '')).toContain(message);
});

test('a job that is done stays so', () => {
  const server = testServer();
  server.send('POST', BATCH, JOB);
  server.send('PATCH', `${BATCH}/x/status`, { status: DONE }, PATCH.merge);
  expect(server.body('PATCH', `${BATCH}/x/status`, { status: { conditions: null, completionTime: null, succeeded: 0 } }, PATCH.merge)['message'])
    .toContain('status.conditions: Invalid value: cannot disable the terminal Complete=True condition');
});

test('what a list says of itself when it is empty: no policy at all is none', () => {
  const server = testServer();
  const behavior = { scaleDown: { policies: [] } };
  expect(server.body('POST', '/apis/autoscaling/v2/namespaces/default/horizontalpodautoscalers', { ...HPA, spec: { ...HPA.spec, behavior } })['message'])
    .toContain('spec.behavior.scaleDown.policies: Required value: must specify at least one Policy');
});

test('annotations of a Deployment are a new generation, its labels are not', () => {
  const server = testServer();
  const path = '/apis/apps/v1/namespaces/default/deployments';
  const template = { metadata: { labels: { app: 'x' } }, spec: { containers: [{ name: 'a', image: 'a' }] } };
  server.send('POST', path, { metadata: { name: 'x' }, spec: { selector: { matchLabels: { app: 'x' } }, template } });
  const patch = (metadata: object): unknown => (server.body('PATCH', `${path}/x`, { metadata } as never, PATCH.merge)['metadata'] as { generation?: number }).generation;
  expect([patch({ labels: { a: 'b' } }), patch({ annotations: { a: 'b' } }), patch({ annotations: { a: 'b' } })]).toEqual([1, 2, 2]);
});

test('the generation of a PriorityClass stays', () => {
  const server = testServer();
  server.send('POST', '/apis/scheduling.k8s.io/v1/priorityclasses', { metadata: { name: 'x' }, value: 1 });
  expect(server.body('PATCH', '/apis/scheduling.k8s.io/v1/priorityclasses/x', { description: 'new' }, PATCH.merge)).toMatchObject({ description: 'new', metadata: { generation: 1 } });
});
