/**
 * Default roles, one block each: the name, `>x` if the role is part of the aggregated role x, `<x` if it is one itself; then one rule a
 * line: verbs, API groups (`.` is core), resources, names; or verbs and paths. R reads, W writes, A does both; E records events.
 * @k8s plugin/pkg/auth/authorizer/rbac/bootstrappolicy/{policy,controller_policy,namespace_policy}.go; golden world/objects/clusterroles
 */

export const CLUSTER_ROLES = `
admin > <admin
cluster-admin
 * * *
 * *
edit >admin <edit
system:aggregate-to-admin >admin
 create authorization.k8s.io localsubjectaccessreviews
 A rbac.authorization.k8s.io rolebindings,roles
system:aggregate-to-edit >edit
 R . pods/attach,pods/exec,pods/portforward,pods/proxy,secrets,services/proxy
 impersonate . serviceaccounts
 W . pods,pods/attach,pods/exec,pods/portforward,pods/proxy
 create . pods/eviction
 W . configmaps,persistentvolumeclaims,replicationcontrollers,replicationcontrollers/scale,secrets,serviceaccounts,services,services/proxy
 create . serviceaccounts/token
 W .,events.k8s.io events
 W apps daemonsets,deployments,deployments/rollback,deployments/scale,replicasets,replicasets/scale,statefulsets,statefulsets/scale
 W autoscaling horizontalpodautoscalers
 W batch cronjobs,jobs
 W extensions daemonsets,deployments,deployments/rollback,deployments/scale,ingresses,networkpolicies,replicasets,replicasets/scale,replicationcontrollers/scale
 W policy poddisruptionbudgets
 W networking.k8s.io ingresses,networkpolicies
 A coordination.k8s.io leases
 W resource.k8s.io resourceclaims,resourceclaimtemplates
system:aggregate-to-view >view
 R . configmaps,endpoints,persistentvolumeclaims,persistentvolumeclaims/status,pods,replicationcontrollers,replicationcontrollers/scale,serviceaccounts,services,services/status
 R . bindings,limitranges,namespaces/status,pods/log,pods/status,replicationcontrollers/status,resourcequotas,resourcequotas/status
 R . namespaces
 R .,events.k8s.io events
 R discovery.k8s.io endpointslices
 R apps controllerrevisions,daemonsets,daemonsets/status,deployments,deployments/scale,deployments/status,replicasets,replicasets/scale,replicasets/status,statefulsets,statefulsets/scale,statefulsets/status
 R autoscaling horizontalpodautoscalers,horizontalpodautoscalers/status
 R batch cronjobs,cronjobs/status,jobs,jobs/status
 R extensions daemonsets,daemonsets/status,deployments,deployments/scale,deployments/status,ingresses,ingresses/status,networkpolicies,replicasets,replicasets/scale,replicasets/status,replicationcontrollers/scale
 R policy poddisruptionbudgets,poddisruptionbudgets/status
 R networking.k8s.io ingresses,ingresses/status,networkpolicies
 R resource.k8s.io resourceclaims,resourceclaims/status,resourceclaimtemplates
system:auth-delegator
 create authentication.k8s.io tokenreviews
 create authorization.k8s.io subjectaccessreviews
system:basic-user
 create authorization.k8s.io selfsubjectaccessreviews,selfsubjectrulesreviews
 create authentication.k8s.io selfsubjectreviews
system:certificates.k8s.io:certificatesigningrequests:nodeclient
 create certificates.k8s.io certificatesigningrequests/nodeclient
system:certificates.k8s.io:certificatesigningrequests:selfnodeclient
 create certificates.k8s.io certificatesigningrequests/selfnodeclient
system:certificates.k8s.io:kube-apiserver-client-approver
 approve certificates.k8s.io signers kubernetes.io/kube-apiserver-client
system:certificates.k8s.io:kube-apiserver-client-kubelet-approver
 approve certificates.k8s.io signers kubernetes.io/kube-apiserver-client-kubelet
system:certificates.k8s.io:kubelet-serving-approver
 approve certificates.k8s.io signers kubernetes.io/kubelet-serving
system:certificates.k8s.io:legacy-unknown-approver
 approve certificates.k8s.io signers kubernetes.io/legacy-unknown
system:discovery
 get /api,/api/*,/apis,/apis/*,/healthz,/livez,/openapi,/openapi/*,/readyz,/version,/version/
system:heapster
 R . events,namespaces,nodes,pods
 R extensions deployments
system:kube-aggregator
 R . endpoints,services
system:kube-controller-manager
 E
 create coordination.k8s.io leases
 get,update coordination.k8s.io leases kube-controller-manager
 create . secrets,serviceaccounts
 delete . secrets
 get . configmaps,namespaces,secrets,serviceaccounts
 update . secrets,serviceaccounts
 create authentication.k8s.io tokenreviews
 create authorization.k8s.io subjectaccessreviews
 list,watch * *
 create . serviceaccounts/token
system:kube-dns
 list,watch . endpoints,services
system:kube-scheduler
 E
 create coordination.k8s.io leases
 get,list,update,watch coordination.k8s.io leases kube-scheduler
 A coordination.k8s.io leasecandidates
 R . nodes
 delete,get,list,watch . pods
 create . bindings,pods/binding
 patch,update . pods/status
 R . replicationcontrollers,services
 R apps,extensions replicasets
 R apps statefulsets
 R policy poddisruptionbudgets
 R . persistentvolumeclaims,persistentvolumes
 create authentication.k8s.io tokenreviews
 create authorization.k8s.io subjectaccessreviews
 R storage.k8s.io csinodes
 R storage.k8s.io volumeattachments
 R . namespaces
 R storage.k8s.io csidrivers
 R storage.k8s.io csistoragecapacities
 R resource.k8s.io deviceclasses
 get,list,patch,update,watch resource.k8s.io resourceclaims
 get,list,patch,update,watch resource.k8s.io resourceclaims/status
 update . pods/finalizers
 R resource.k8s.io resourceslices
 create,delete resource.k8s.io resourceclaims
 patch,update resource.k8s.io resourceclaims/binding
system:kubelet-api-admin
 R . nodes
 proxy . nodes
 * . nodes/log,nodes/metrics,nodes/proxy,nodes/stats
 * . nodes/configz,nodes/healthz,nodes/pods
system:monitoring
 get /flagz,/healthz,/healthz/*,/livez,/livez/*,/metrics,/metrics/slis,/readyz,/readyz/*,/statusz
 get . nodes/metrics
system:node
 create authentication.k8s.io tokenreviews
 create authorization.k8s.io localsubjectaccessreviews,subjectaccessreviews
 R . services
 create,get,list,watch . nodes
 patch,update . nodes/status
 patch,update . nodes
 E
 R . pods
 create,delete . pods
 patch,update . pods/status
 create . pods/eviction
 R . configmaps,secrets
 get . persistentvolumeclaims,persistentvolumes
 get . endpoints
 create,get,list,watch certificates.k8s.io certificatesigningrequests
 create,delete,get,patch,update coordination.k8s.io leases
 get storage.k8s.io volumeattachments
 create . serviceaccounts/token
 get,patch,update . persistentvolumeclaims/status
 R storage.k8s.io csidrivers
 create,delete,get,patch,update storage.k8s.io csinodes
 R node.k8s.io runtimeclasses
 get resource.k8s.io resourceclaims
 deletecollection resource.k8s.io resourceslices
 get . serviceaccounts
system:node-bootstrapper
 create,get,list,watch certificates.k8s.io certificatesigningrequests
system:node-problem-detector
 get . nodes
 patch . nodes/status
 E
system:node-proxier
 list,watch . endpoints,services
 R . nodes
 E
 list,watch networking.k8s.io servicecidrs
 list,watch discovery.k8s.io endpointslices
system:persistent-volume-provisioner
 create,delete,get,list,watch . persistentvolumes
 get,list,update,watch . persistentvolumeclaims
 R storage.k8s.io storageclasses
 watch . events
 E
system:public-info-viewer
 get /healthz,/livez,/readyz,/version,/version/
system:service-account-issuer-discovery
 get /.well-known/openid-configuration,/.well-known/openid-configuration/,/openid/v1/jwks,/openid/v1/jwks/
system:volume-scheduler
 get,list,patch,update,watch . persistentvolumes
 R storage.k8s.io storageclasses
 get,list,patch,update,watch . persistentvolumeclaims
view >edit <view
`;

/** Namespace and name. */
export const NAMESPACE_ROLES = `
kube-public/system:controller:bootstrap-signer
 R . configmaps
 update . configmaps cluster-info
 E
kube-system/extension-apiserver-authentication-reader
 R . configmaps extension-apiserver-authentication
kube-system/system::leader-locking-kube-controller-manager
 create,get,list,update,watch coordination.k8s.io leases
 create,get,list,update,watch coordination.k8s.io leasecandidates
kube-system/system::leader-locking-kube-scheduler
 create,get,list,update,watch coordination.k8s.io leases
 create,get,list,update,watch coordination.k8s.io leasecandidates
kube-system/system:controller:bootstrap-signer
 R . secrets
kube-system/system:controller:cloud-provider
 create,get,list,watch . configmaps
kube-system/system:controller:token-cleaner
 delete,get,list,watch . secrets
 E
`;

/** Name (and role, where it is not the same), then subjects: `u:` a user, `g:` a group, else a ServiceAccount of kube-system. */
export const CLUSTER_ROLE_BINDINGS = `
cluster-admin g:system:masters
system:basic-user g:system:authenticated
system:discovery g:system:authenticated
system:kube-controller-manager u:system:kube-controller-manager
system:kube-dns kube-dns
system:kube-scheduler u:system:kube-scheduler
system:monitoring g:system:monitoring
system:node
system:node-proxier u:system:kube-proxy
system:public-info-viewer g:system:authenticated g:system:unauthenticated
system:service-account-issuer-discovery g:system:serviceaccounts
system:volume-scheduler u:system:kube-scheduler
`;

export const ROLE_BINDINGS = `
kube-public/system:controller:bootstrap-signer bootstrap-signer
kube-system/system::extension-apiserver-authentication-reader=extension-apiserver-authentication-reader u:system:kube-controller-manager u:system:kube-scheduler
kube-system/system::leader-locking-kube-controller-manager u:system:kube-controller-manager kube-controller-manager leader-election-controller
kube-system/system::leader-locking-kube-scheduler u:system:kube-scheduler kube-scheduler
kube-system/system:controller:bootstrap-signer bootstrap-signer
kube-system/system:controller:cloud-provider cloud-provider
kube-system/system:controller:token-cleaner token-cleaner
`;
