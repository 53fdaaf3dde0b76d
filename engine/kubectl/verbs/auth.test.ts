import { replayed, trimmed } from '../testing/transcript.ts';
import { createWorld } from '../testing/world.ts';

const ROLE = `
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: viewer, labels: {a: b}}
rules:
- {apiGroups: [""], resources: [pods, services], verbs: [get]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: viewer}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: viewer}
subjects:
- {apiGroup: rbac.authorization.k8s.io, kind: User, name: jane}
`;
const MORE = ROLE.replace('[pods, services]', '[pods, secrets]').replace('name: jane', 'name: bob');
const OTHER = ROLE.replace('kind: Role, name: viewer}', 'kind: ClusterRole, name: view}');
const PROTECTED = ROLE.replace('{name: viewer, labels: {a: b}}', '{name: kept, annotations: {rbac.authorization.kubernetes.io/autoupdate: "false"}}').split('---')[0] ?? '';

/** A server that authorises, whose default roles are there. */
function world(): ReturnType<typeof createWorld> {
  const made = createWorld({}, {}, { authorization: 'Node,RBAC' });
  made.server.bootstrap({ address: '172.30.0.11', port: 6443, clientCa: '' });
  made.server.install([{
    apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding', metadata: { name: 'kubeadm:cluster-admins' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' }, subjects: [{ kind: 'Group', name: 'kubeadm:cluster-admins' }],
  } as never], 'kubeadm', { by: 'kubeadm', rule: 'test' });
  for (const [name, text] of Object.entries({ role: ROLE, more: MORE, other: OTHER, kept: PROTECTED, changed: PROTECTED.replace('services', 'nodes') })) made.files.write(`/home/learner/work/${name}.yaml`, text);
  return made;
}

test.each([
  ['can-i', `
    $ kubectl auth can-i create pods
    yes
    $ kubectl auth can-i create deployments --as=jane
    no
    = 1
    $ kubectl auth can-i get pods --as=jane -q
    = 1
    $ kubectl auth can-i fly nodes
    yes
    ! Warning: resource 'nodes' is not namespace scoped
    ! 
    ! Warning: verb 'fly' is not a known verb
    ! 
    $ kubectl auth can-i list clusterroles
    yes
    ! Warning: resource 'clusterroles' is not namespace scoped in group 'rbac.authorization.k8s.io'
    ! 
    $ kubectl auth can-i get foos.example.com
    yes
    ! Warning: the server doesn't have a resource type 'foos' in group 'example.com'
    ! 
    $ kubectl auth can-i impersonate users -A
    yes
    $ kubectl auth can-i brew /healthz
    yes
    ! Warning: verb 'brew' is not a known verb
    ! 
    $ kubectl auth can-i get pods --no-headers
    ! error: --no-headers cannot be set without --list specified
    = 1
    $ kubectl auth can-i get /x --subresource=y
    ! error: --subresource can not be used with NonResourceURL
    = 1
    $ kubectl auth can-i --list pods
    ! error: list option must be specified with no arguments
    = 1
    $ kubectl auth can-i --list -A
    ! error: list option can't be specified with neither quiet, all-namespaces nor subresource options
    = 1
    $ kubectl create clusterrolebinding void --clusterrole=void --user=jane
    clusterrolebinding.rbac.authorization.k8s.io/void created
    $ kubectl auth can-i get pods --as=jane
    no - RBAC: clusterrole.rbac.authorization.k8s.io "void" not found
    = 1
  `],
  ['whoami', `
    $ kubectl auth whoami --as=jane --as-group=devs
    ATTRIBUTE   VALUE
    Username    jane
    Groups      [devs system:authenticated]
    $ kubectl auth whoami --as=system:anonymous
    ! error: the selfsubjectreviews API is not enabled in the cluster or you do not have permission to call it
    = 1
  `],
  ['reconcile', `
    $ kubectl auth reconcile -f role.yaml
    role.rbac.authorization.k8s.io/viewer reconciled
    rolebinding.rbac.authorization.k8s.io/viewer reconciled
    ! 	reconciliation required create
    ! 	missing rules added:
    ! 		{Verbs:[get] APIGroups:[] Resources:[pods services] ResourceNames:[] NonResourceURLs:[]}
    ! 	reconciliation required create
    ! 	missing subjects added:
    ! 		{Kind:User APIGroup:rbac.authorization.k8s.io Name:jane Namespace:}
    $ kubectl auth reconcile -f role.yaml
    role.rbac.authorization.k8s.io/viewer reconciled
    rolebinding.rbac.authorization.k8s.io/viewer reconciled
    $ kubectl auth reconcile -f more.yaml --dry-run=client
    role.rbac.authorization.k8s.io/viewer reconciled (dry run)
    rolebinding.rbac.authorization.k8s.io/viewer reconciled (dry run)
    ! 	reconciliation required update
    ! 	missing rules added:
    ! 		{Verbs:[get] APIGroups:[] Resources:[secrets] ResourceNames:[] NonResourceURLs:[]}
    ! 	reconciliation required update
    ! 	missing subjects added:
    ! 		{Kind:User APIGroup:rbac.authorization.k8s.io Name:bob Namespace:}
    $ kubectl auth reconcile -f more.yaml --remove-extra-permissions --remove-extra-subjects
    role.rbac.authorization.k8s.io/viewer reconciled
    rolebinding.rbac.authorization.k8s.io/viewer reconciled
    ! 	reconciliation required update
    ! 	missing rules added:
    ! 		{Verbs:[get] APIGroups:[] Resources:[secrets] ResourceNames:[] NonResourceURLs:[]}
    ! 	extra rules removed:
    ! 		{Verbs:[get] APIGroups:[] Resources:[services] ResourceNames:[] NonResourceURLs:[]}
    ! 	reconciliation required update
    ! 	missing subjects added:
    ! 		{Kind:User APIGroup:rbac.authorization.k8s.io Name:bob Namespace:}
    ! 	extra subjects removed:
    ! 		{Kind:User APIGroup:rbac.authorization.k8s.io Name:jane Namespace:}
    $ kubectl auth reconcile -f other.yaml -o name
    role.rbac.authorization.k8s.io/viewer
    rolebinding.rbac.authorization.k8s.io/viewer
    ! 	reconciliation required update
    ! 	missing rules added:
    ! 		{Verbs:[get] APIGroups:[] Resources:[services] ResourceNames:[] NonResourceURLs:[]}
    ! 	reconciliation required recreate
    $ kubectl get rolebinding viewer -o wide --no-headers
    viewer   ClusterRole/view   0s    jane         
    $ kubectl auth reconcile -f role.yaml -n fresh
    role.rbac.authorization.k8s.io/viewer reconciled
    rolebinding.rbac.authorization.k8s.io/viewer reconciled
    ! 	reconciliation required create
    ! 	missing rules added:
    ! 		{Verbs:[get] APIGroups:[] Resources:[pods services] ResourceNames:[] NonResourceURLs:[]}
    ! 	reconciliation required create
    ! 	missing subjects added:
    ! 		{Kind:User APIGroup:rbac.authorization.k8s.io Name:jane Namespace:}
    $ kubectl create -f kept.yaml
    role.rbac.authorization.k8s.io/kept created
    $ kubectl auth reconcile -f changed.yaml
    role.rbac.authorization.k8s.io/kept reconciled
    ! 	reconciliation required update, but object opted out (rbac.authorization.kubernetes.io/autoupdate: false)
    ! 	missing rules added:
    ! 		{Verbs:[get] APIGroups:[] Resources:[nodes] ResourceNames:[] NonResourceURLs:[]}
    $ kubectl auth reconcile
    ! error: must specify one of -f and -k
    = 1
    $ kubectl auth reconcile -f role.yaml --dry-run=server
    ! error: --dry-run=server for command reconcile is not supported yet
    = 1
  `],
  // @k8s golden kubectl/create-rbac-errors
  ['create', `
    $ kubectl create role bad --verb=get --resource=foos.example.com
    ! the server doesn't have a resource type "foos" in group "example.com"
    = 1
    $ kubectl create role bad --verb=bind --resource=pods
    ! error: can not perform 'bind' on 'pods' in group ''
    = 1
    $ kubectl create role named --verb=get,get,list --resource=rs,deploy.apps/scale --resource-name=a --dry-run=client -o jsonpath='{.rules}{"\\n"}'
    [{"apiGroups":["apps"],"resourceNames":["a"],"resources":["replicasets","deployments/scale"],"verbs":["get","list"]}]
    $ kubectl create role all --verb=get,'*' --resource=pods,'*' --dry-run=client -o jsonpath='{.rules}{"\\n"}'
    [{"apiGroups":[""],"resources":["*"],"verbs":["*"]}]
    $ kubectl create clusterrole bad --verb=list --non-resource-url=/x
    ! error: invalid verb: 'list' for nonResourceURL
    = 1
    $ kubectl create clusterrole bad --verb=get --non-resource-url=x
    ! error: nonResourceURL should start with /
    = 1
    $ kubectl create clusterrole bad --verb=get --non-resource-url='/x/*/y'
    ! error: nonResourceURL only supports wildcard matches when '*' is at the end
    = 1
    $ kubectl create clusterrole bad --aggregation-rule=a=b --verb=get
    ! error: aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames
    = 1
    $ kubectl create clusterrole bad --aggregation-rule=a
    ! error: invalid argument "a" for "--aggregation-rule" flag: malformed pair, expect string=string
    ! See 'kubectl create clusterrole --help' for usage.
    = 1
    $ kubectl create clusterrole both --verb=get --resource=nodes --non-resource-url=/x --dry-run=client -o jsonpath='{.rules}{"\\n"}'
    [{"apiGroups":[""],"resources":["nodes"],"verbs":["get"]},{"nonResourceURLs":["/x"],"verbs":["get"]}]
    $ kubectl create clusterrolebinding bad --user=jane
    ! error: required flag(s) "clusterrole" not set
    = 1
    $ kubectl create rolebinding bad --role=a --serviceaccount=:b
    ! error: serviceaccount must be <namespace>:<name>
    = 1
  `],
  ['set subject', `
    $ kubectl create rolebinding view --clusterrole=view --user=jane
    rolebinding.rbac.authorization.k8s.io/view created
    $ kubectl set subject rolebinding view --user=jane
    $ kubectl set subject rolebinding view --user=carl --user=bob --serviceaccount=:robot
    rolebinding.rbac.authorization.k8s.io/view subjects updated
    $ kubectl describe rolebinding view
    Name:         view
    Labels:       <none>
    Annotations:  <none>
    Role:
      Kind:  ClusterRole
      Name:  view
    Subjects:
      Kind            Name   Namespace
      ----            ----   ---------
      User            jane   
      User            bob    
      User            carl   
      ServiceAccount  robot  default
    $ kubectl set subject rolebinding view --serviceaccount=robot
    ! error: serviceaccount must be <namespace>:<name>
    = 1
    $ kubectl set subject ns default --user=jane
    ! error: namespaces/default setting subjects is only supported for RoleBinding/ClusterRoleBinding
    = 1
  `],
])('%s', (_name, text) => {
  expect(replayed(world(), text)).toBe(trimmed(text));
});
