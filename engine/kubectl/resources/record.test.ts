/** `--record`, as old tutorials type it. @k8s cli-runtime/pkg/genericclioptions/record_flags.go */
import { createWorld } from '../testing/world.ts';
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
