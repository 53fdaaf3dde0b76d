import { createWorld } from '../testing/world.ts';
import { replayed, trimmed } from '../testing/transcript.ts';

test.each([
  // @k8s golden kubectl/version-cluster-info
  ['version and cluster-info', `
    $ kubectl version
    Client Version: v1.36.3
    Kustomize Version: v5.8.1
    Server Version: v1.36.3
    $ kubectl version --client -o yaml
    clientVersion:
      buildDate: "2026-07-22T18:10:35Z"
      compiler: gc
      gitCommit: 0f29094e5b73085e3802ecc1298ecae13866bfe6
      gitTreeState: clean
      gitVersion: v1.36.3
      goVersion: go1.26.5
      major: "1"
      minor: "36"
      platform: linux/amd64
    kustomizeVersion: v5.8.1

    $ kubectl version -o xml
    ! error: --output must be 'yaml' or 'json'
    = 1
    $ kubectl version --server=https://127.0.0.1:1
    Client Version: v1.36.3
    Kustomize Version: v5.8.1
    ! The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?
    = 1
    $ kubectl cluster-info
    Kubernetes control plane is running at https://172.30.0.11:6443

    To further debug and diagnose cluster problems, use 'kubectl cluster-info dump'.
    $ kubectl top pod
    ! error: Metrics API not available
    = 1
  `],
  ['api-resources', `
    $ kubectl api-resources --api-group=apps
    NAME                  SHORTNAMES   APIVERSION   NAMESPACED   KIND
    controllerrevisions                apps/v1      true         ControllerRevision
    daemonsets            ds           apps/v1      true         DaemonSet
    deployments           deploy       apps/v1      true         Deployment
    replicasets           rs           apps/v1      true         ReplicaSet
    statefulsets          sts          apps/v1      true         StatefulSet
    $ kubectl api-resources --api-group=autoscaling -o wide
    NAME                       SHORTNAMES   APIVERSION       NAMESPACED   KIND                      VERBS                                                        CATEGORIES
    horizontalpodautoscalers   hpa          autoscaling/v2   true         HorizontalPodAutoscaler   create,delete,deletecollection,get,list,patch,update,watch   all
    $ kubectl api-resources --api-group=example.com
    NAME   SHORTNAMES   APIVERSION   NAMESPACED   KIND
    $ kubectl api-resources --namespaced=false --api-group=rbac.authorization.k8s.io -o name
    clusterrolebindings.rbac.authorization.k8s.io
    clusterroles.rbac.authorization.k8s.io
    $ kubectl api-resources --sort-by=size
    ! error: --sort-by accepts only name or kind
    = 1
    $ kubectl api-versions
    admissionregistration.k8s.io/v1
    apiextensions.k8s.io/v1
    apiregistration.k8s.io/v1
    apps/v1
    authentication.k8s.io/v1
    authorization.k8s.io/v1
    autoscaling/v1
    autoscaling/v2
    batch/v1
    certificates.k8s.io/v1
    coordination.k8s.io/v1
    discovery.k8s.io/v1
    events.k8s.io/v1
    flowcontrol.apiserver.k8s.io/v1
    networking.k8s.io/v1
    node.k8s.io/v1
    policy/v1
    rbac.authorization.k8s.io/v1
    resource.k8s.io/v1
    scheduling.k8s.io/v1
    storage.k8s.io/v1
    v1
  `],
  // @k8s golden kubectl/explain-fields: the layout; descriptions are not part of the server here
  ['explain', `
    $ kubectl explain deploy.spec.strategy --recursive
    GROUP:      apps
    KIND:       Deployment
    VERSION:    v1

    FIELD: strategy <DeploymentStrategy>


    DESCRIPTION:
        <empty>
    FIELDS:
      rollingUpdate	<RollingUpdateDeployment>
        maxSurge	<IntOrString>
        maxUnavailable	<IntOrString>
      type	<string>
      enum: Recreate, RollingUpdate

    $ kubectl explain pod.metadata.labels
    KIND:       Pod
    VERSION:    v1

    FIELD: labels <map[string]string>


    DESCRIPTION:
        <empty>

    $ kubectl explain pod.spec.nothing
    KIND:       Pod
    VERSION:    v1

    ! error: field "nothing" does not exist
    = 1
    $ kubectl explain foo
    ! the server doesn't have a resource type "foo"
    = 1
    $ kubectl explain pod deployment
    ! error: We accept only this format: explain RESOURCE
    = 1
  `],
  ['config', `
    $ kubectl config get-contexts
    CURRENT   NAME                          CLUSTER      AUTHINFO           NAMESPACE
    *         kubernetes-admin@kubernetes   kubernetes   kubernetes-admin   
    $ kubectl config set-context --current --namespace=kube-system
    Context "kubernetes-admin@kubernetes" modified.
    $ kubectl get pods
    ! No resources found in kube-system namespace.
    $ kubectl config set-context dev --cluster=kubernetes --user=kubernetes-admin
    Context "dev" created.
    $ kubectl config use-context dev
    Switched to context "dev".
    $ kubectl config current-context
    dev
    $ kubectl config set contexts.dev.namespace dev
    Property "contexts.dev.namespace" set.
    $ kubectl config view --minify
    apiVersion: v1
    clusters:
    - cluster:
        certificate-authority-data: DATA+OMITTED
        server: https://172.30.0.11:6443
      name: kubernetes
    contexts:
    - context:
        cluster: kubernetes
        namespace: dev
        user: kubernetes-admin
      name: dev
    current-context: dev
    kind: Config
    users:
    - name: kubernetes-admin
      user:
        client-certificate-data: DATA+OMITTED
        client-key-data: DATA+OMITTED
    $ kubectl config use-context nope
    ! error: no context exists with the name: "nope"
    = 1
    $ kubectl config delete-context dev
    deleted context dev from /home/learner/.kube/config
    ! warning: this removed your active context, use "kubectl config use-context" to select a different one
  `],
])('%s', (_name, text) => {
  expect(replayed(createWorld(), text)).toBe(trimmed(text));
});
