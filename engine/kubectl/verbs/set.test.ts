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
    spec:
      containers:
      - {name: a, image: nginx, env: [{name: X, value: "1"}, {name: NAME, valueFrom: {fieldRef: {fieldPath: metadata.name}}}, {name: Z, valueFrom: {secretKeyRef: {name: s, key: k}}}]}
      - {name: b, image: busybox}
      initContainers: [{name: i, image: alpine}]
`;

test.each([
  // @k8s golden controllers/deploy-update-image
  ['image', `
    $ kubectl set image deployment/web a=nginx:1.27
    deployment.apps/web image updated
    $ kubectl set image deployment/web a=nginx:1.27
    $ kubectl set image deployment/web '*=nginx:1.25' -o jsonpath='{.spec.template.spec.containers[*].image} {.spec.template.spec.initContainers[*].image}'
    nginx:1.25 nginx:1.25 nginx:1.25
    $ kubectl set image deployment/web web=nginx:1.25
    ! error: unable to find container named "web"
    = 1
    $ kubectl set image deployment/none a=nginx
    ! Error from server (NotFound): deployments.apps "none" not found
    = 1
    $ kubectl set image deployment/web
    ! error: at least one image update is required
    = 1
    $ kubectl set image svc/kubernetes a=b --dry-run=client
    ! Error from server (NotFound): services "kubernetes" not found
    = 1
    $ kubectl set image -f d.yaml --local a=nginx:1.27
    deployment.apps/web image updated
  `],
  ['env', `
    $ kubectl set env -f d.yaml --local --list
    # Deployment web, container a
    X=1
    # NAME from field path metadata.name
    # Z from secret s, key k
    # Deployment web, container b
    # Deployment web, container i
    $ kubectl set env deployment/web A=1 X-
    deployment.apps/web env updated
    $ kubectl set env deployment/web --list -c b
    # Deployment web, container b
    A=1
    $ kubectl set env deployment/web A=2 --overwrite=false -c b
    ! error: deployments/web 'A' already has a value (1), and --overwrite is false
    = 1
    $ kubectl set env deployment/web A=1 A-
    ! error: can not both modify and remove the same environment variable in the same command
    = 1
    $ kubectl set env A=1
    ! error: one or more resources must be specified as <resource> <name> or <resource>/<name>
    = 1
    $ kubectl create configmap c --from-literal=key.one=v
    configmap/c created
    $ kubectl set env deployment/web --from=configmap/c --prefix=P_ -c b
    deployment.apps/web env updated
    ! Warning: key key.one transferred to KEY_ONE
    $ kubectl set env deployment/web --list --resolve -c b
    # Deployment web, container b
    A=1
    P_KEY_ONE=v
  `],
  ['resources', `
    $ kubectl set resources deployment web -c=a --requests=cpu=0.2,memory=16Mi --limits=cpu=1
    deployment.apps/web resource requirements updated
    $ kubectl get deployment web -o jsonpath='{.spec.template.spec.containers[*].resources}'
    {"limits":{"cpu":"1"},"requests":{"cpu":"200m","memory":"16Mi"}} {}
    $ kubectl set resources deployment web
    ! error: you must specify an update to requests or limits (in the form of --requests/--limits)
    = 1
    $ kubectl set resources deployment web -c=none --limits=cpu=1
    ! error: unable to find container named none
    = 1
    $ kubectl set resources deployment web --limits=foo
    ! error: Invalid argument syntax foo, expected <resource>=<value>
    = 1
    $ kubectl set resources deployment web --limits=cpu=abc
    ! error: quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'
    = 1
  `],
  // @k8s golden kubectl/set-selector-sa-subject
  ['selector and service account', `
    $ kubectl create service clusterip svc --tcp=80
    service/svc created
    $ kubectl set selector service svc environment=qa
    service/svc selector updated
    $ kubectl get service svc -o jsonpath='{.spec.selector}'
    {"environment":"qa"}
    $ kubectl set selector service svc 'env in (a,b)'
    ! error: match expression [{env In [a b]}] not supported on this object
    = 1
    $ kubectl set selector deployment web a=b
    ! error: setting a selector is only supported for Services
    = 1
    $ kubectl set serviceaccount deployment web robot
    deployment.apps/web serviceaccount updated
    $ kubectl set sa deployment/web robot
    deployment.apps/web serviceaccount updated
    $ kubectl set serviceaccount deployment web
    ! error: resource(s) were provided, but no name was specified
    = 1
    $ kubectl set subject rolebinding view
    ! Error from server (NotFound): rolebindings.rbac.authorization.k8s.io "view" not found
    = 1
  `],
])('set %s', (_name, text) => {
  const world = createWorld();
  world.files.write('/home/learner/work/d.yaml', DEPLOYMENT);
  world.run('kubectl apply -f d.yaml');
  expect(replayed(world, text)).toBe(trimmed(text));
});
