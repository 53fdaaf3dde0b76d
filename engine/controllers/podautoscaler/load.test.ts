/** The documentation's walk-through on a whole cluster. @k8s docs tasks/run-application/horizontal-pod-autoscale-walkthrough */
import { createCluster } from '../../cluster/index.ts';

const SETUP = `cat <<EOF | kubectl apply -f -
apiVersion: apiregistration.k8s.io/v1
kind: APIService
metadata: {name: v1beta1.metrics.k8s.io}
spec: {group: metrics.k8s.io, version: v1beta1, groupPriorityMinimum: 100, versionPriority: 100, insecureSkipTLSVerify: true, service: {name: metrics-server, namespace: kube-system}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: php-apache}
spec:
  selector: {matchLabels: {run: php-apache}}
  template:
    metadata: {labels: {run: php-apache}}
    spec:
      containers: [{name: php-apache, image: registry.k8s.io/hpa-example, ports: [{containerPort: 80}], resources: {limits: {cpu: 500m}, requests: {cpu: 200m}}}]
EOF
kubectl expose deployment php-apache --port=80; kubectl rollout status deployment/php-apache --timeout=60s`;

test('load scales out within a minute, calm scales in after five', () => {
  const cluster = createCluster({ preset: 'three-nodes', seed: 'hpa', startTime: '2026-11-21T09:00:00Z' });
  const host = cluster.createComputer({});
  const run = (line: string): string => { const { stdout, stderr } = cluster.runCommand(host, line); return stdout + stderr; };
  run(SETUP);
  expect(run('kubectl autoscale deployment php-apache --cpu=50% --min=1 --max=10')).toBe('horizontalpodautoscaler.autoscaling/php-apache autoscaled\n');
  const size = (): number => Number(run("kubectl get deployment php-apache -o jsonpath='{.spec.replicas}'"));
  const reasons = (): string => run(`kubectl get hpa php-apache -o jsonpath='{range .status.conditions[*]}{.type}={.status} {.reason},{end}'`);
  run('sleep 58');
  expect(run('kubectl get hpa php-apache --no-headers')).toMatch(/^php-apache +Deployment\/php-apache +cpu: [01]%\/50% +1 +10 +1 /);
  expect(reasons()).toBe('AbleToScale=True ScaleDownStabilized,ScalingActive=True ValidMetricFound,ScalingLimited=False DesiredWithinRange,');
  run('kubectl run load-generator --image=busybox:1.28 --restart=Never -- /bin/sh -c "while sleep 0.01; do wget -q -O- http://php-apache; done"; sleep 55');
  expect(size()).toBeGreaterThanOrEqual(3);
  run('sleep 59');
  const most = size();
  expect(most).toBeGreaterThanOrEqual(4);
  expect(most).toBeLessThanOrEqual(10);
  expect(run('kubectl get events --field-selector reason=SuccessfulRescale -o custom-columns=:message --no-headers')).toMatch(/^New size: \d+; reason: cpu resource utilization \(percentage of request\) above target/);
  expect(run('kubectl describe hpa php-apache')).toMatch(/resource cpu on pods {2}\(as a percentage of request\): +\d+% \(\d+m\) \/ 50%/);
  run('kubectl delete pod load-generator --now; sleep 58');
  run('sleep 59');
  run('sleep 59');
  expect(size()).toBe(most);
  expect(reasons()).toMatch(/AbleToScale=True ScaleDownStabilized/);
  for (let minutes = 0; minutes < 4; minutes++) run('sleep 59');
  expect(size()).toBe(1);
  expect(run('kubectl get events --field-selector reason=SuccessfulRescale -o custom-columns=:message --no-headers')).toContain('reason: All metrics below target');
});
