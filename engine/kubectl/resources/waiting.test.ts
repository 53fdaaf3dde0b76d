import { createWorld } from '../testing/world.ts';

/** @k8s golden kubectl/wait-conditions, kubectl/optimistic-lock-conflict, cluster/cfg-secret-types */
test('one deadline for all: whose turn comes later is not looked at', () => {
  const world = createWorld();
  const pod = (name: string): string => JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers: [{ name: 'c', image: 'nginx' }] } });
  world.files.write('/home/learner/work/pods.json', `${pod('never')}\n${pod('ready')}`);
  world.run('kubectl create -f pods.json');
  world.run(`kubectl patch pod ready --subresource=status -p '{"status":{"conditions":[{"type":"Ready","status":"True"}]}}'`);
  expect(world.run('kubectl wait --for=condition=Ready pods --all --timeout=2s', { limitMs: 10_000 }))
    .toMatchObject({ code: 1, out: '', err: 'timed out waiting for the condition on pods/never\ntimed out waiting for the condition on pods/ready\n' });
  expect(world.run('kubectl wait --for=condition=Ready pod/ready --timeout=0').out).toBe('pod/ready condition met\n');
});

test('a patch of apply that fails is told with both of its steps', () => {
  const world = createWorld();
  world.run('kubectl create cm shared --from-literal=v=1; kubectl get cm shared -o yaml > mine.yaml; kubectl patch cm shared -p \'{"data":{"v":"2"}}\'');
  expect(world.run('kubectl apply -f mine.yaml').err).toContain('for: "mine.yaml": error when patching "mine.yaml": Operation cannot be fulfilled on configmaps "shared": the object has been modified');
});

test('a docker configuration keeps the order of Go\'s struct', () => {
  const world = createWorld();
  world.run('kubectl create secret docker-registry reg --docker-server=r.example.com --docker-username=u --docker-password=p');
  expect(world.run(`kubectl get secret reg -o go-template='{{index .data ".dockerconfigjson" | base64decode}}'`).out).toBe('{"auths":{"r.example.com":{"username":"u","password":"p","auth":"dTpw"}}}');
});
