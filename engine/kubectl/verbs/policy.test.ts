/** create quota, poddisruptionbudget and priorityclass; top; describe of what limits. */
import { replayed, trimmed } from '../testing/transcript.ts';
import { createWorld } from '../testing/world.ts';

test.each([
  // @k8s golden kubectl/create-quota-limitrange
  ['quota', `
    $ kubectl create quota q --hard=cpu=1000m,pods=2 --scopes=NotBestEffort --dry-run=client -o yaml
    apiVersion: v1
    kind: ResourceQuota
    metadata:
      name: q
    spec:
      hard:
        cpu: "1"
        pods: "2"
      scopes:
      - NotBestEffort
    status: {}
    $ kubectl create quota q --hard=cpu
    ! error: Invalid argument syntax cpu, expected <resource>=<value>
    = 1
    $ kubectl create quota q --hard=pods=1 --scopes=,
    ! error: invalid resource quota scope ""
    = 1
    $ kubectl create quota q --hard=pods=1 --scopes=Sometimes
    ! error: failed to create quota: ResourceQuota "q" is invalid: spec.scopes: Invalid value: ["Sometimes"]: unsupported scope
    = 1
  `],
  // @k8s kubectl/pkg/cmd/create/create_pdb.go
  ['poddisruptionbudget', `
    $ kubectl create pdb web --selector=app=web,tier --min-available=50% --dry-run=client -o yaml
    apiVersion: policy/v1
    kind: PodDisruptionBudget
    metadata:
      name: web
    spec:
      minAvailable: 50%
      selector:
        matchExpressions:
        - key: tier
          operator: Exists
        matchLabels:
          app: web
    status:
      currentHealthy: 0
      desiredHealthy: 0
      disruptionsAllowed: 0
      expectedPods: 0
    $ kubectl create pdb web --min-available=1
    ! error: a selector must be specified
    = 1
    $ kubectl create pdb web --selector=app=web
    ! error: one of min-available or max-unavailable must be specified
    = 1
    $ kubectl create pdb web --selector=app=web --min-available=1 --max-unavailable=1
    ! error: min-available and max-unavailable cannot be both specified
    = 1
    $ kubectl create pdb web --selector=app=web --max-unavailable=-1
    ! error: invalid format specified for max-unavailable
    = 1
    $ kubectl create pdb web --selector=app=web --max-unavailable=1
    poddisruptionbudget.policy/web created
    $ kubectl get pdb
    NAME   MIN AVAILABLE   MAX UNAVAILABLE   ALLOWED DISRUPTIONS   AGE
    web    N/A             1                 0                     0s
    $ kubectl create pdb web --selector=app=web --max-unavailable=1
    ! error: failed to create poddisruptionbudgets: poddisruptionbudgets.policy "web" already exists
    = 1
  `],
  // @k8s golden cluster/sched-priorityclass-errors
  ['priorityclass', `
    $ kubectl create priorityclass high --value=1000 --description=fine --global-default --dry-run=client -o yaml
    apiVersion: scheduling.k8s.io/v1
    description: fine
    globalDefault: true
    kind: PriorityClass
    metadata:
      name: high
    preemptionPolicy: PreemptLowerPriority
    value: 1000
    $ kubectl create priorityclass big --value=2000000000
    ! error: failed to create priorityclass: PriorityClass.scheduling.k8s.io "big" is invalid: value: Forbidden: maximum allowed value of a user defined priority is 1000000000
    = 1
    $ kubectl create pc polite --value=5 --preemption-policy=Never
    priorityclass.scheduling.k8s.io/polite created
    $ kubectl describe pc polite
    Name:              polite
    Value:             5
    GlobalDefault:     false
    PreemptionPolicy:  Never
    Description:       
    Annotations:       <none>
    Events:            <none>
  `],
  // @k8s golden kubectl/top-metrics
  ['top without a metrics server', `
    $ kubectl top node
    ! error: Metrics API not available
    = 1
    $ kubectl top pod --sort-by=name
    ! error: --sort-by accepts only cpu or memory
    = 1
    $ kubectl top pod web -l app=web
    ! error: only one of NAME or selector can be provided
    = 1
  `],
])('%s', (_name, transcript) => {
  expect(replayed(createWorld(), transcript)).toBe(trimmed(transcript));
});
