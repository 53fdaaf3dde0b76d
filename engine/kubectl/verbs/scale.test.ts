import { createWorld } from '../testing/world.ts';
import { replayed, trimmed } from '../testing/transcript.ts';

test.each([
  // @k8s golden kubectl/scale-preconditions
  ['scale', `
    $ kubectl create deployment web --image=nginx --replicas=2
    deployment.apps/web created
    $ kubectl create deployment other --image=nginx
    deployment.apps/other created
    $ kubectl scale deployment web --replicas=3
    deployment.apps/web scaled
    $ kubectl scale deployment web --current-replicas=5 --replicas=1
    ! error: Expected replicas to be 5, was 3
    = 1
    $ kubectl scale deployment web --current-replicas=3 --replicas=1
    deployment.apps/web scaled
    $ kubectl scale deployment --all --replicas=0
    deployment.apps/other scaled
    deployment.apps/web scaled
    $ kubectl scale deployment -l app=none --replicas=0
    ! error: no objects passed to scale
    = 1
    $ kubectl scale deployment web --replicas=7 --dry-run=client -o jsonpath='{.spec.replicas}'
    7
    $ kubectl get deployment web -o jsonpath='{.spec.replicas}'
    0
    $ kubectl scale deployment web
    ! error: required flag(s) "replicas" not set
    = 1
    $ kubectl scale deployment web --replicas=-1
    ! error: The --replicas=COUNT flag is required, and COUNT must be greater than or equal to 0
    = 1
    $ kubectl scale configmap kube-root-ca.crt --replicas=1
    ! Error from server (NotFound): configmaps "kube-root-ca.crt" not found
    = 1
    $ kubectl scale deployment web --replicas=1 --timeout=3s
    ! error: timed out waiting for "web" to be synced
    = 1
  `],
  // @k8s golden kubectl/hpa-autoscale
  ['autoscale', `
    $ kubectl create deployment web --image=nginx
    deployment.apps/web created
    $ kubectl autoscale deployment web --cpu=50% --min=1 --max=10 --dry-run=client -o jsonpath='{.spec}'
    {"maxReplicas":10,"metrics":[{"resource":{"name":"cpu","target":{"averageUtilization":50,"type":"Utilization"}},"type":"Resource"}],"minReplicas":1,"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"}}
    $ kubectl autoscale deployment web --max=3
    horizontalpodautoscaler.autoscaling/web autoscaled
    $ kubectl autoscale deployment web --max=3
    ! error: failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: empty input
    = 1
    $ kubectl autoscale deployment web --max=3 --cpu=70% --memory=1Gi
    ! error: failed to create autoscaling/v2 HPA and the configuration is incompatible with autoscaling/v1: %!w(<nil>)
    = 1
    $ kubectl autoscale deployment web --max=3 --cpu=70%
    ! Error from server (AlreadyExists): horizontalpodautoscalers.autoscaling "web" already exists
    = 1
    $ kubectl autoscale deployment web --name=other --max=3 --cpu=250 --memory=200Mi
    horizontalpodautoscaler.autoscaling/other autoscaled
    $ kubectl get hpa
    NAME    REFERENCE        TARGETS                                        MINPODS   MAXPODS   REPLICAS   AGE
    other   Deployment/web   cpu: <unknown>/250m, memory: <unknown>/200Mi   1         3         0          0s
    web     Deployment/web   cpu: <unknown>/80%                             1         3         0          0s
    $ kubectl autoscale deployment web --max=3 --cpu=much
    ! error: invalid resource cpu value: much
    = 1
    $ kubectl autoscale deployment web --max=3 --cpu=x%
    ! error: invalid percentage value: x
    = 1
    $ kubectl autoscale deployment web --max=0
    ! error: --max=MAXPODS is required and must be at least 1, max: 0
    = 1
    $ kubectl autoscale deployment web --min=5 --max=3
    ! error: --max=MAXPODS must be larger or equal to --min=MINPODS, max: 3, min: 5
    = 1
    $ kubectl autoscale deployment missing --max=3
    ! Error from server (NotFound): deployments.apps "missing" not found
    = 1
  `],
  // @k8s golden kubectl/rollout-zero-replicas
  ['rollout without pods', `
    $ kubectl create deployment web --image=nginx --replicas=0
    deployment.apps/web created
    $ kubectl rollout pause deployment/web
    deployment.apps/web paused
    $ kubectl rollout pause deployment/web
    ! error: deployments.apps "web" is already paused
    = 1
    $ kubectl rollout restart deployment/web
    ! error: deployments.apps "web" can't restart paused deployment (run rollout resume first)
    = 1
    $ kubectl rollout resume deployment/web
    deployment.apps/web resumed
    $ kubectl rollout resume deployment/web
    ! error: deployments.apps "web" is not paused
    = 1
    $ kubectl rollout undo deployment/web
    ! error: no rollout history found for deployment "web"
    = 1
    $ kubectl rollout undo configmap/none
    ! Error from server (NotFound): configmaps "none" not found
    = 1
    $ kubectl rollout history deployment/web --revision=9
    ! error: unable to find the specified revision
    = 1
    $ kubectl rollout status deployment/web --timeout=1s
    Waiting for deployment spec update to be observed...
    ! error: timed out waiting for the condition
    = 1
    $ kubectl rollout status
    ! error: required resource not specified
    = 1
  `],
])('%s', (_name, text) => {
  expect(replayed(createWorld(), text)).toBe(trimmed(text));
});
