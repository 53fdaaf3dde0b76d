import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerV1 } from '../../schema/types.ts';
import { fromV2, toV2 } from './conversion.ts';
import { defaults } from './defaults.ts';
import { targetsCell } from './targets.ts';

const target = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
const hpa = (more: Partial<HorizontalPodAutoscaler['spec']>, status?: HorizontalPodAutoscaler['status']): HorizontalPodAutoscaler =>
  defaults({ metadata: { name: 'web' }, spec: { scaleTargetRef: target, maxReplicas: 5, ...more }, ...(status === undefined ? {} : { status }) });

test('without metrics it is CPU at 80 %, and both directions have rules as soon as there are any', () => {
  expect(hpa({}).spec).toEqual({
    scaleTargetRef: target, minReplicas: 1, maxReplicas: 5,
    metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
  });
  // @k8s golden kubectl/hpa-autoscale
  expect(hpa({ behavior: { scaleDown: { stabilizationWindowSeconds: 60, policies: [{ type: 'Percent', value: 50, periodSeconds: 30 }] } } }).spec.behavior).toEqual({
    scaleDown: { policies: [{ periodSeconds: 30, type: 'Percent', value: 50 }], selectPolicy: 'Max', stabilizationWindowSeconds: 60 },
    scaleUp: { policies: [{ periodSeconds: 15, type: 'Pods', value: 4 }, { periodSeconds: 15, type: 'Percent', value: 100 }], selectPolicy: 'Max', stabilizationWindowSeconds: 0 },
  });
});

test('v1 says CPU in a field and the rest in annotations, there and back again', () => {
  const stored = hpa({
    metrics: [
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
      { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '200Mi' } } },
      { type: 'Pods', pods: { metric: { name: 'rate' }, target: { type: 'AverageValue', averageValue: '5' } } },
      { type: 'Object', object: { describedObject: { kind: 'Service', name: 's', apiVersion: 'v1' }, metric: { name: 'hits' }, target: { type: 'Value', value: '10' } } },
      { type: 'External', external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '30' } } },
    ],
    behavior: { scaleUp: { selectPolicy: 'Disabled' } },
  }, { desiredReplicas: 2, currentReplicas: 2, conditions: [{ type: 'AbleToScale', status: 'True', lastTransitionTime: '2026-11-21T13:20:50Z', reason: 'R', message: 'M' }] });
  const old = fromV2(stored);
  expect(old.spec).toEqual({ scaleTargetRef: target, minReplicas: 1, maxReplicas: 5, targetCPUUtilizationPercentage: 50 });
  expect(old.status).toEqual({ currentReplicas: 2, desiredReplicas: 2 });
  const annotations = old.metadata?.annotations ?? {};
  expect(JSON.parse(annotations['autoscaling.alpha.kubernetes.io/metrics'] ?? '')).toEqual([
    { type: 'Resource', resource: { name: 'memory', targetAverageValue: '200Mi' } },
    { type: 'Pods', pods: { metricName: 'rate', targetAverageValue: '5' } },
    { type: 'Object', object: { target: { kind: 'Service', name: 's', apiVersion: 'v1' }, metricName: 'hits', targetValue: '10' } },
    { type: 'External', external: { metricName: 'queue', targetAverageValue: '30' } },
  ]);
  expect(JSON.parse(annotations['autoscaling.alpha.kubernetes.io/conditions'] ?? '')).toEqual([{ type: 'AbleToScale', status: 'True', lastTransitionTime: '2026-11-21T13:20:50Z', reason: 'R', message: 'M' }]);
  const back = toV2(old);
  expect(back.spec.behavior).toEqual(stored.spec.behavior);
  expect(back.spec.metrics).toEqual([...stored.spec.metrics?.slice(1) ?? [], stored.spec.metrics?.[0]]);
  expect(back.metadata?.annotations).toBeUndefined();
  expect(back.status?.conditions).toEqual(stored.status?.conditions);
});

test('a plain v1 object', () => {
  const made = toV2({ metadata: { name: 'web', annotations: { own: 'kept' } }, spec: { scaleTargetRef: target, maxReplicas: 3 } } as HorizontalPodAutoscalerV1);
  expect(made.metadata?.annotations).toEqual({ own: 'kept' });
  expect(made.spec.metrics?.[0]?.resource?.target.averageUtilization).toBe(80);
});

test.each<[string, HorizontalPodAutoscaler, string]>([
  ['share', hpa({}, { desiredReplicas: 1, currentMetrics: [{ type: 'Resource', resource: { name: 'cpu', current: { averageUtilization: 35, averageValue: '35m' } } }] }), 'cpu: 35%/80%'],
  ['amounts', hpa({ metrics: [{ type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '200Mi' } } }] }), 'memory: <unknown>/200Mi'],
  ['more than two', hpa({ metrics: ['a', 'b', 'c'].map((name) => ({ type: 'Pods', pods: { metric: { name }, target: { type: 'AverageValue', averageValue: '1' } } })) }), '<unknown>/1, <unknown>/1 + 1 more...'],
  ['from outside', hpa({ metrics: [{ type: 'External', external: { metric: { name: 'q' }, target: { type: 'AverageValue', averageValue: '30' } } }] }), '<unknown>/30 (avg)'],
])('targets: %s', (_name, object, cell) => {
  expect(targetsCell(object)).toBe(cell);
});
