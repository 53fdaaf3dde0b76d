/** @k8s pkg/kubelet/kubelet_pods.go getPullSecretsForPod, pkg/kubelet/images/image_manager.go EnsureImageExists */
import type { KubeObject, PodSpec } from '../../api/index.ts';
import { REGISTRY_ACCOUNT } from '../../runtime/index.ts';
import { createTestWorld, eventLines, type TestWorld } from '../testing/testWorld.ts';

const IMAGE = 'registry.example.com/team/app:1.0';
const secret = (account: { username: string; password: string }, name = 'regcred'): KubeObject => ({
  apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'default' }, type: 'kubernetes.io/dockerconfigjson',
  data: { '.dockerconfigjson': Buffer.from(JSON.stringify({ auths: { 'registry.example.com': account } })).toString('base64') },
} as KubeObject);
const pod = (secrets: string[], more: object = {}): Partial<PodSpec> => ({ imagePullSecrets: secrets.map((name) => ({ name })), containers: [{ name: 'task', image: IMAGE, ...more }] });
const waiting = (world: TestWorld, name = 'task'): string | undefined => world.pod(name)?.status?.containerStatuses?.[0]?.state?.waiting?.reason;
const MISSING = 'Unable to retrieve some image pull secrets (regcred, other); attempting to pull the image may not succeed.';

it('secrets that are not there are told of in every sync, and the pull goes on without them', () => {
  const world = createTestWorld({ world: 'full' });
  world.run(pod(['regcred', 'other']));
  world.seconds(8);
  expect(eventLines(world)[0]).toMatch(new RegExp(`^W FailedToRetrieveImagePullSecret x\\d ${MISSING.replaceAll(/[().]/g, '\\$&')}$`));
  expect(waiting(world)).toBe('ErrImagePull');
});

it('a secret opens the registry, another does not', () => {
  const world = createTestWorld({ world: 'full' });
  world.create(secret(REGISTRY_ACCOUNT));
  world.create(secret({ username: 'a', password: 'b' }, 'wrong'));
  world.run(pod(['wrong']), 'wrong');
  world.run(pod(['regcred']), 'right');
  world.seconds(12);
  expect([waiting(world, 'wrong'), waiting(world, 'right')]).toEqual([expect.stringMatching(/ErrImagePull|ImagePullBackOff/), undefined]);
});

it('what was pulled with a secret is not for pods without it', () => {
  const world = createTestWorld({ world: 'full' });
  world.create(secret(REGISTRY_ACCOUNT));
  world.run(pod(['regcred']), 'first');
  world.seconds(12);
  world.run(pod(['regcred'], { imagePullPolicy: 'IfNotPresent' }), 'same');
  world.run(pod([], { imagePullPolicy: 'IfNotPresent' }), 'none');
  world.run(pod([], { imagePullPolicy: 'Never' }), 'never');
  world.seconds(12);
  expect(['same', 'none', 'never'].map((name) => waiting(world, name))).toEqual([undefined, expect.stringMatching(/ErrImagePull|ImagePullBackOff/), 'ErrImageNeverPull']);
  expect(eventLines(world, 'same')).toContain(`N Pulled x1 Container image "${IMAGE}" already present on machine and can be accessed by the pod`);
});
