/** `--record`, as old tutorials type it. @k8s cli-runtime/pkg/genericclioptions/record_flags.go */
import { HOST_COMMANDS } from '../../script/index.ts';
import { createWorld, type World } from '../testing/world.ts';
import { replayed, trimmed } from '../testing/transcript.ts';

const DEPLOYMENT = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: a, image: nginx}]}
`;
const WARNING = '! Flag --record has been deprecated, --record will be removed in the future';
const CAUSE = `kubectl get deployment web -o jsonpath='{.metadata.annotations.kubernetes\\.io/change-cause}'`;

test('the command is written into an annotation, with a warning', () => {
  const transcript = `
    $ kubectl apply -f d.yaml --record
    deployment.apps/web created
    ${WARNING}
    $ ${CAUSE}
    kubectl apply --filename=d.yaml --record=true
    $ kubectl set image deployment/web a=nginx:1.27 --record=true
    deployment.apps/web image updated
    ${WARNING}
    $ ${CAUSE}
    kubectl set image deployment/web a=nginx:1.27 --record=true
    $ kubectl scale deployment web --record --replicas 2
    deployment.apps/web scaled
    ${WARNING}
    $ ${CAUSE}
    kubectl scale deployment web --record=true --replicas=2
    $ kubectl scale deployment web --record=false --replicas 3
    deployment.apps/web scaled
    ${WARNING}
    $ ${CAUSE}
    kubectl scale deployment web --record=true --replicas=2
    $ kubectl set env deployment/web A=b --record
    ! error: unknown flag: --record
    ! See 'kubectl set env --help' for usage.
    = 1
  `;
  const world = createWorld();
  world.files.write('/home/learner/work/d.yaml', DEPLOYMENT);
  expect(replayed(world, transcript)).toBe(trimmed(transcript));
});

const causeOf = (object: string): string => `kubectl get ${object} -o jsonpath='{.metadata.annotations.kubernetes\\.io/change-cause}'`;

function prepared(): World {
  const world = createWorld(HOST_COMMANDS);
  world.files.write('/home/learner/work/d.yaml', DEPLOYMENT);
  world.run('kubectl apply -f d.yaml');
  return world;
}

describe('each verb that takes it writes the whole command', () => {
  test.each<[line: string, object: string, cause?: string]>([
    ['annotate deployment web a=b --record', 'deploy/web'],
    ['annotate deployment web a- --record', 'deploy/web'],
    ['apply -f d.yaml --record', 'deploy/web', 'apply --filename=d.yaml --record=true'],
    ['autoscale deployment web --max=3 --cpu=80% --record', 'hpa/web', 'autoscale deployment web --max=3 --cpu=80% --record=true'],
    ['create -f new.yaml --record', 'cm/new', 'create --filename=new.yaml --record=true'],
    ['create -f new.yaml --edit --record', 'cm/new', 'create --filename=new.yaml --edit=true --record=true'],
    ['edit deployment web --record', 'deploy/web'],
    ['expose deployment web --port=80 --record', 'svc/web'],
    ['label deployment web a=b --record', 'deploy/web'],
    ["patch deployment web -p '{\"spec\":{\"replicas\":2}}' --record", 'deploy/web', 'patch deployment web --patch={"spec":{"replicas":2}} --record=true'],
    ['run p --image=nginx --record', 'pod/p'],
    ['run p --image=nginx --port=80 --expose --record', 'svc/p', 'run p --image=nginx --port=80 --expose=true --record=true'],
    ['scale deployment web --replicas=2 --record', 'deploy/web'],
    ['set image deployment/web a=httpd --record', 'deploy/web'],
    ['set resources deployment web --limits=cpu=1 --record', 'deploy/web'],
    ['set serviceaccount deployment web default --record', 'deploy/web'],
  ])('%s', (line, object, cause = line.replace(/ --record$/, ' --record=true')) => {
    const world = prepared();
    world.files.write('/home/learner/work/new.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: new}\ndata: {color: blue}\n');
    const { err, code } = world.run(`KUBE_EDITOR='sed -i -e s/nginx/httpd/ -e s/blue/green/' kubectl ${line}`);
    expect([code, err]).toEqual([0, `${WARNING.slice(2)}\n`]);
    expect(world.run(causeOf(object)).out).toBe(`kubectl ${cause}`);
  });
});

test.each([
  'apply set-last-applied -f d.yaml', 'create deployment x --image=nginx', 'delete deployment web', 'replace -f d.yaml', 'rollout restart deployment web', 'set env deployment/web A=b',
])('%s does not take it', (line) => {
  expect(prepared().run(`kubectl ${line} --record`).err).toMatch(/^error: unknown flag: --record\n/);
});

test('what is only shown is recorded where the object is made, not where it is changed', () => {
  const world = prepared();
  const shown = (line: string): boolean => world.run(`kubectl ${line} --record --dry-run=client -o yaml`).out.includes('change-cause');
  expect(['run p --image=nginx', 'expose deployment web --port=80', 'autoscale deployment web --max=3'].map(shown)).toEqual([true, true, true]);
  expect(['label deployment web a=b', 'annotate deployment web a=b', `patch deployment web -p '{"spec":{"replicas":2}}'`].map(shown)).toEqual([false, false, false]);
});

test('the words of the learner stand above the record, and nothing that does not change is recorded', () => {
  const own = 'annotate deployment web kubernetes.io/change-cause=mine';
  const transcript = `
    $ kubectl label deployment web a=b
    deployment.apps/web labeled
    $ kubectl label deployment web a=b --record
    deployment.apps/web not labeled
    ${WARNING}
    $ ${CAUSE}
    $ kubectl patch deployment web -p '{"spec":{"replicas":1}}' --record
    deployment.apps/web patched (no change)
    ${WARNING}
    $ ${CAUSE}
    kubectl patch deployment web --patch={"spec":{"replicas":1}} --record=true
    $ kubectl ${own}
    deployment.apps/web annotated
    $ ${CAUSE}
    mine
    $ kubectl ${own}2 --record
    deployment.apps/web annotated
    ${WARNING}
    $ ${CAUSE}
    mine2
    $ KUBE_EDITOR='sed -i s/nginx/httpd/' kubectl apply edit-last-applied deployment web --record
    deployment.apps/web edited
    ${WARNING}
    $ ${CAUSE}
    mine2
    $ kubectl apply view-last-applied deployment web | grep cause
        kubernetes.io/change-cause: kubectl apply edit-last-applied deployment web --record=true
  `;
  expect(replayed(prepared(), transcript)).toBe(trimmed(transcript));
});
