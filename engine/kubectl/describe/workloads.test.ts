import { createWorld } from '../testing/world.ts';

/** @k8s golden controllers/deploy-pause-resume */
test('a Deployment whose template no set has yet has no new set', () => {
  const world = createWorld();
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'nginx:1.25' }] } };
  const selector = { matchLabels: { app: 'web' } };
  world.files.write('/home/learner/work/deployment.json', JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { selector, template } }));
  world.run('kubectl apply -f deployment.json');
  const uid = world.run('kubectl get deployment web -o jsonpath={.metadata.uid}').out;
  const labels = { app: 'web', 'pod-template-hash': 'abc' };
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid, controller: true };
  world.files.write('/home/learner/work/set.json', JSON.stringify({
    apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web-abc', labels, ownerReferences: [owner] },
    spec: { selector: { matchLabels: labels }, template: { ...template, metadata: { labels } } },
  }));
  world.run('kubectl create -f set.json');
  const sets = (): string[] => world.run('kubectl describe deployment web').out.split('\n').filter((line) => /ReplicaSets?:/.test(line)).map((line) => line.replace(/ +/, ' '));
  expect(sets()).toEqual(['OldReplicaSets: <none>', 'NewReplicaSet: web-abc (0/1 replicas created)']);
  world.run('kubectl set image deployment/web web=nginx:1.27');
  expect(sets()).toEqual(['OldReplicaSets: web-abc (0/1 replicas created)', 'NewReplicaSet: <none>']);
});
