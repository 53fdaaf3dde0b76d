import { createWorld } from '../testing/world.ts';
import { replayed, trimmed } from '../testing/transcript.ts';

test.each([
  // @k8s golden kubectl/kubectl-run-generator
  ['what it makes', `
    $ kubectl run once --image=busybox --restart=Never --env=A=1 --port=80 --labels=a=b,c=d --dry-run=client -o yaml -- echo hello world
    apiVersion: v1
    kind: Pod
    metadata:
      labels:
        a: b
        c: d
      name: once
    spec:
      containers:
      - args:
        - echo
        - hello
        - world
        env:
        - name: A
          value: "1"
        image: busybox
        name: once
        ports:
        - containerPort: 80
        resources: {}
      dnsPolicy: ClusterFirst
      restartPolicy: Never
    status: {}
    $ kubectl run web --image=nginx --port=80 --expose
    service/web created
    pod/web created
    $ kubectl run x --image=nginx --overrides='{"spec":{"hostname":"box"}}' --dry-run=client -o jsonpath='{.spec.hostname}'
    box
    $ kubectl run x --image=nginx -n kube-system --dry-run=client -o jsonpath='{.metadata.namespace}'
    kube-system
    $ kubectl run y --image=nginx --dry-run=server -o name
    pod/y
  `],
  ['what it refuses', `
    $ kubectl create job pi
    ! error: either --image or --from must be specified
    = 1
    $ kubectl run noimage
    ! error: required flag(s) "image" not set
    = 1
    $ kubectl run bad --image=nginx --restart=Sometimes
    ! error: invalid restart policy: Sometimes
    ! See 'kubectl run -h' for help and examples
    = 1
    $ kubectl run bad --image='bad image'
    ! error: Invalid image name "bad image": invalid reference format
    = 1
    $ kubectl run bad --image=nginx --expose
    ! error: --port must be set when exposing a service
    ! See 'kubectl run -h' for help and examples
    = 1
    $ kubectl run bad --image=nginx --env=NOVALUE
    ! error: invalid env: NOVALUE
    = 1
    $ kubectl run bad --image=nginx --overrides='{broken'
    ! error: Invalid JSON Patch
    = 1
    $ kubectl run bad --image=nginx --rm
    ! error: --rm should only be used for attached containers
    ! See 'kubectl run -h' for help and examples
    = 1
    $ kubectl run bad --image=nginx -t
    ! error: -i/--stdin is required for containers with -t/--tty=true
    ! See 'kubectl run -h' for help and examples
    = 1
  `],
  // @k8s golden cluster/svc-expose
  ['expose', `
    $ kubectl run pod-a --image=nginx --port=80 --labels=app=pod-a,tier=front
    pod/pod-a created
    $ kubectl expose pod pod-a --name=svc-a
    service/svc-a exposed
    $ kubectl get service svc-a -o jsonpath='{.spec.selector} {.spec.ports[0].port} {.metadata.labels}'
    {"app":"pod-a","tier":"front"} 80 {"app":"pod-a","tier":"front"}
    $ kubectl expose service svc-a --name=copy --port=443 --target-port=80 --type=NodePort
    service/copy exposed
    $ kubectl expose pod pod-a --name=svc-a
    ! Error from server (AlreadyExists): services "svc-a" already exists
    = 1
    $ kubectl run no-port --image=nginx
    pod/no-port created
    $ kubectl expose pod no-port
    ! error: couldn't find port via --port flag or introspection
    = 1
    $ kubectl expose pod missing --port=80
    ! Error from server (NotFound): pods "missing" not found
    = 1
    $ kubectl expose namespace default --port=80
    ! error: cannot expose a Namespace
    = 1
    $ kubectl expose pod pod-a --name=dry --port=80,443 --dry-run=client -o yaml
    apiVersion: v1
    kind: Service
    metadata:
      labels:
        app: pod-a
        tier: front
      name: dry
    spec:
      ports:
      - name: port-1
        port: 80
        protocol: TCP
        targetPort: 80
      - name: port-2
        port: 443
        protocol: TCP
        targetPort: 443
      selector:
        app: pod-a
        tier: front
    status:
      loadBalancer: {}
  `],
])('%s', (_name, text) => {
  expect(replayed(createWorld(), text)).toBe(trimmed(text));
});
