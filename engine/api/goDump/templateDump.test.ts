/** Hashes that Go's own spew and FNV made, and those of recorded ReplicaSets. @k8s pkg/controller/controller_utils.go ComputeHash */
import { KINDS } from '../kinds/index.ts';
import { podTemplateHash } from '../rules/hash.ts';
import type { Deployment, PodTemplateSpec } from '../schema/types.ts';
import { dumpTemplate } from './templateDump.ts';

const stored = (template: PodTemplateSpec): PodTemplateSpec =>
  (KINDS.Deployment.defaults({ metadata: { name: 'd' }, spec: { selector: {}, template } }) as Deployment).spec?.template ?? {};
const nginx = (image: string): PodTemplateSpec => ({ metadata: { labels: { app: 'nginx' } }, spec: { containers: [{ name: 'nginx', image, ports: [{ containerPort: 80 }] }] } });

/** @k8s golden controllers/deploy-create-rollout, deploy-update-image */
test.each([['nginx:1.14.2', '6c5f67b5f7'], ['nginx:1.16.1', '66b9cb6d4d']])('of %s as it was recorded', (image, hash) => {
  expect(podTemplateHash(stored(nginx(image)))).toBe(hash);
});

const RICH: PodTemplateSpec = {
  metadata: { labels: { b: '2', a: '1' }, annotations: { x: 'é' } },
  spec: {
    terminationGracePeriodSeconds: 30, securityContext: {}, hostNetwork: true,
    volumes: [{ name: 'v', emptyDir: { sizeLimit: '1Gi' } }, { name: 'c', configMap: { name: 'cm', defaultMode: 420 } }],
    containers: [{
      name: 'a', image: 'i',
      resources: {
        requests: { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '1' },
        limits: { cpu: '1500m', memory: '1536Mi', 'nvidia.com/gpu': '2', 'hugepages-2Mi': '0', 'x/y': '1k', 'x/z': '1e3', 'x/w': '0.5', 'x/n': '100n' },
      },
      livenessProbe: { httpGet: { path: '/', port: 80, scheme: 'HTTP' }, timeoutSeconds: 1 }, readinessProbe: { tcpSocket: { port: 'web' } },
      env: [{ name: 'E', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'p' } } }],
    }],
  },
};
test('amounts, ports, maps, pointers', () => {
  expect(podTemplateHash(RICH)).toBe('7d7ccd46b9');
  expect(dumpTemplate(RICH)).toContain('memory:{i:(resource.int64Amount){value:(int64)134217728 scale:(resource.Scale)0} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string) Format:(resource.Format)BinarySI}');
});

test('a collision makes another one, also the count 0', () => {
  const hashes = [podTemplateHash(RICH), podTemplateHash(RICH, 0), podTemplateHash(RICH, 1)];
  expect(new Set(hashes).size).toBe(3);
});

test('the ServiceAccount has two names, a key no order', () => {
  const spec = { containers: [{ name: 'a' }] };
  expect(podTemplateHash({ spec: { ...spec, serviceAccountName: 'x' } })).toBe(podTemplateHash({ spec: { serviceAccount: 'x', serviceAccountName: 'x', ...spec } }));
});
