/** Roles of the controller manager's controllers, written as in policy.data.ts. @k8s bootstrappolicy/controller_policy.go; golden world/objects/clusterroles */

/** `system:controller:NAME`, bound to the ServiceAccount NAME of kube-system. */
export const CONTROLLER_ROLES = `
attachdetach-controller
 list,watch . persistentvolumeclaims,persistentvolumes
 R . nodes
 patch,update . nodes/status
 list,watch . pods
 E
 create,delete,get,list,watch storage.k8s.io volumeattachments
 R storage.k8s.io csidrivers
 R storage.k8s.io csinodes
certificate-controller
 delete,get,list,watch certificates.k8s.io certificatesigningrequests
 update certificates.k8s.io certificatesigningrequests/approval,certificatesigningrequests/status
 approve certificates.k8s.io signers kubernetes.io/kube-apiserver-client-kubelet
 sign certificates.k8s.io signers kubernetes.io/kube-apiserver-client,kubernetes.io/kube-apiserver-client-kubelet,kubernetes.io/kubelet-serving,kubernetes.io/legacy-unknown
 create authorization.k8s.io subjectaccessreviews
 E
clusterrole-aggregation-controller
 escalate,get,list,patch,update,watch rbac.authorization.k8s.io clusterroles
cronjob-controller
 get,list,update,watch batch cronjobs
 create,delete,get,list,patch,update,watch batch jobs
 update batch cronjobs/status
 update batch cronjobs/finalizers
 delete,list,watch . pods
 E
daemon-set-controller
 R apps,extensions daemonsets
 update apps,extensions daemonsets/status
 update apps,extensions daemonsets/finalizers
 list,watch . nodes
 create,delete,list,patch,watch . pods
 create . pods/binding
 create,delete,get,list,patch,update,watch apps controllerrevisions
 E
deployment-controller
 get,list,update,watch apps,extensions deployments
 update apps,extensions deployments/status
 update apps,extensions deployments/finalizers
 create,delete,get,list,patch,update,watch apps,extensions replicasets
 get,list,update,watch . pods
 E
device-taint-eviction-controller
 delete,get,list,watch . pods
 patch,update . pods/status
 R resource.k8s.io resourceclaims
 R resource.k8s.io resourceslices
 R resource.k8s.io deviceclasses
 E
disruption-controller
 R apps,extensions deployments
 R apps,extensions replicasets
 R . replicationcontrollers
 R policy poddisruptionbudgets
 R apps statefulsets
 update policy poddisruptionbudgets/status
 patch,update . pods/status
 get * */scale
 E
endpoint-controller
 R . pods,services
 create,delete,get,list,update,watch . endpoints
 create . endpoints/restricted
 E
endpointslice-controller
 R . nodes,pods,services
 update . services/finalizers
 create,delete,get,list,update,watch discovery.k8s.io endpointslices
 create discovery.k8s.io endpointslices/restricted
 E
endpointslicemirroring-controller
 R . endpoints,services
 update . services/finalizers
 update . endpoints/finalizers
 create,delete,get,list,update,watch discovery.k8s.io endpointslices
 create discovery.k8s.io endpointslices/restricted
 E
ephemeral-volume-controller
 R . pods
 update . pods/finalizers
 create,get,list,watch . persistentvolumeclaims
 E
expand-controller
 get,list,patch,update,watch . persistentvolumes
 patch,update . persistentvolumeclaims/status
 R . persistentvolumeclaims
 E
generic-garbage-collector
 delete,get,list,patch,update,watch * *
 E
horizontal-pod-autoscaler
 R autoscaling horizontalpodautoscalers
 update autoscaling horizontalpodautoscalers/status
 get,update * */scale
 list,watch . pods
 list,watch metrics.k8s.io pods
 R custom.metrics.k8s.io *
 R external.metrics.k8s.io *
 E
job-controller
 get,list,patch,update,watch batch jobs
 update batch jobs/status
 update batch jobs/finalizers
 create,delete,list,patch,watch . pods
 E
legacy-service-account-token-cleaner
 get . configmaps kube-apiserver-legacy-service-account-token-tracking
 delete,patch . secrets
namespace-controller
 delete,get,list,watch . namespaces
 update . namespaces/finalize,namespaces/status
 delete,deletecollection,get,list,watch * *
node-controller
 delete,get,list,patch,update,watch . nodes
 patch,update . nodes/status
 patch,update . pods/status
 delete,get,list,watch . pods
 E
persistent-volume-binder
 create,delete,get,list,update,watch . persistentvolumes
 update . persistentvolumes/status
 get,list,update,watch . persistentvolumeclaims
 update . persistentvolumeclaims/status
 create,delete,get,list,watch . pods
 R storage.k8s.io storageclasses
 list,watch . nodes
 E
 watch . events
pod-garbage-collector
 delete,list,watch . pods
 R . nodes
 patch . pods/status
pv-protection-controller
 get,list,update,watch . persistentvolumes
 E
pvc-protection-controller
 get,list,update,watch . persistentvolumeclaims
 update . persistentvolumeclaims/status
 R . pods
 E
replicaset-controller
 get,list,update,watch apps,extensions replicasets
 update apps,extensions replicasets/status
 update apps,extensions replicasets/finalizers
 create,delete,list,patch,watch . pods
 E
replication-controller
 get,list,update,watch . replicationcontrollers
 update . replicationcontrollers/status
 update . replicationcontrollers/finalizers
 create,delete,list,patch,watch . pods
 E
resource-claim-controller
 R . pods
 update . pods/finalizers
 create,delete,get,list,watch resource.k8s.io resourceclaims
 patch,update resource.k8s.io resourceclaims,resourceclaims/status
 patch,update . pods/status
 E
 patch,update resource.k8s.io resourceclaims/binding
resourcequota-controller
 list,watch * *
 update . resourcequotas/status
 E
root-ca-cert-publisher
 create,update . configmaps
 E
route-controller
 list,watch . nodes
 patch . nodes/status
 E
selinux-warning-controller
 E
 R . persistentvolumes
 R . persistentvolumeclaims
 R . pods
 R storage.k8s.io csidrivers
 create . configmaps
 patch . configmaps selinux-conflicts
service-account-controller
 create . serviceaccounts
 E
service-cidrs-controller
 get,list,patch,update,watch networking.k8s.io servicecidrs
 patch,update networking.k8s.io servicecidrs/finalizers
 patch,update networking.k8s.io servicecidrs/status
 R networking.k8s.io ipaddresses
 E
service-controller
 R . services
 patch,update . services/status
 list,watch . nodes
 E
statefulset-controller
 list,watch . pods
 R apps statefulsets
 update apps statefulsets/status
 update apps statefulsets/finalizers
 create,delete,get,patch,update . pods
 create,delete,get,list,patch,update,watch apps controllerrevisions
 create,get,list,watch . persistentvolumeclaims
 delete,update . persistentvolumeclaims
 update . pods/finalizers
 E
ttl-after-finished-controller
 delete,get,list,watch batch jobs
 E
ttl-controller
 list,patch,update,watch . nodes
 E
validatingadmissionpolicy-status-controller
 R admissionregistration.k8s.io validatingadmissionpolicies
 get,patch,update admissionregistration.k8s.io validatingadmissionpolicies/status
 E
volumeattributesclass-protection-controller
 R . persistentvolumeclaims
 R . persistentvolumes
 get,list,update,watch storage.k8s.io volumeattributesclasses
 E
`;
