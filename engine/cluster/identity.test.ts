/** Who is who, from the learner's computer and from pods. */
import { createCluster, type Cluster } from './index.ts';
import type { Host } from '../shell/index.ts';

function start(preset: 'three-nodes' | 'minikube' = 'three-nodes'): { cluster: Cluster; host: Host; run: (line: string) => string } {
  const cluster = createCluster({ preset, seed: 'identity', startTime: '2026-11-21T09:00:00Z' });
  const host = cluster.createComputer({});
  return { cluster, host, run: (line) => { const { stdout, stderr } = cluster.runCommand(host, line); return stdout + stderr; } };
}

test('the kubeconfig has certificates that name the administrator', () => {
  const { run } = start();
  expect(run('kubectl config view')).toContain('client-certificate-data: DATA+OMITTED');
  expect(run("kubectl config view --raw -o jsonpath='{.users[0].user.client-certificate-data}' | base64 -d | head -1")).toBe('-----BEGIN CERTIFICATE-----\n');
  expect(run('ls -l ~/.kube/config | cut -c1-10; kubectl auth whoami')).toMatch(/^-rw-------\nATTRIBUTE .*\nUsername +kubernetes-admin\nGroups +\[kubeadm:cluster-admins system:authenticated\]\nExtra: authentication.kubernetes.io\/credential-id +\[X509SHA256=[0-9a-f]{64}\]\n$/);
});

test('minikube has its own names', () => {
  const { run } = start('minikube');
  expect(run('kubectl auth whoami')).toMatch(/Username +minikube-user\nGroups +\[system:masters system:authenticated\]/);
  expect(run('head -1 ~/.minikube/ca.crt; kubectl config current-context')).toBe('-----BEGIN CERTIFICATE-----\nminikube\n');
});

test('a signed request logs a user in', () => {
  const { run } = start();
  run('openssl genrsa -out jane.key 2048; openssl req -new -key jane.key -subj /CN=jane/O=developers -out jane.csr');
  run(`cat <<EOF | kubectl apply -f -
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: jane}
spec:
  request: $(base64 -w0 jane.csr)
  signerName: kubernetes.io/kube-apiserver-client
  usages: [client auth]
EOF`);
  expect(run('kubectl certificate approve jane; sleep 1; kubectl get csr jane --no-headers')).toMatch(/jane +\d+s +kubernetes.io\/kube-apiserver-client +kubernetes-admin +<none> +Approved,Issued\n/);
  run("kubectl get csr jane -o jsonpath='{.status.certificate}' | base64 -d > jane.crt");
  expect(run('kubectl config set-credentials jane --client-certificate=jane.crt --client-key=jane.key --embed-certs=true; kubectl config set-context jane --cluster=kubernetes --user=jane'))
    .toBe('User "jane" set.\nContext "jane" created.\n');
  expect(run('kubectl --context=jane auth whoami')).toMatch(/Username +jane\nGroups +\[developers system:authenticated\]/);
  expect(run('kubectl --context=jane get pods')).toBe('Error from server (Forbidden): pods is forbidden: User "jane" cannot list resource "pods" in API group "" in the namespace "default"\n');
  run('kubectl create rolebinding jane --clusterrole=view --user=jane');
  expect(run('kubectl --context=jane get pods')).toBe('No resources found in default namespace.\n');
});

test('tokens: of a service account, in a pod, and bad ones', () => {
  const { cluster, run } = start();
  const pod = 'kubectl run box --image=curlimages/curl:8.10.1 --command -- sleep 3600; kubectl wait --for=condition=Ready pod/box --timeout=60s';
  expect(run(pod)).toContain('condition met');
  const inPod = (more: string): string => run(`kubectl exec box -- sh -c 'D=/var/run/secrets/kubernetes.io/serviceaccount; curl -s --cacert $D/ca.crt ${more}'`);
  const token = '-H "Authorization: Bearer $(cat $D/token)"';
  expect(inPod(`${token} https://kubernetes.default.svc/api | head -3`)).toBe('{\n  "kind": "APIVersions",\n  "versions": [\n');
  expect(inPod(`${token} https://kubernetes.default.svc/api/v1/nodes | grep message`))
    .toContain('nodes is forbidden: User \\"system:serviceaccount:default:default\\" cannot list resource \\"nodes\\" in API group \\"\\" at the cluster scope');
  expect(inPod('-H "Authorization: Bearer bad" -o /dev/null -w "%{http_code}" https://kubernetes.default.svc/version')).toBe('401');
  expect(run("kubectl exec box -- sh -c 'curl -s https://kubernetes.default.svc/version; echo $?'")).toBe('60\n');
  expect(run('curl -sk https://172.30.0.11:6443/.well-known/openid-configuration | jq -r .issuer')).not.toContain('kubernetes.default.svc.cluster.local');
  const request = run('T=$(kubectl create token default); echo $T > t; kubectl --token=$T auth whoami --kubeconfig=/dev/null --server=https://172.30.0.11:6443 --insecure-skip-tls-verify; kubectl create sa gone; kubectl create token gone > g; kubectl delete sa gone');
  expect(request).toMatch(/Username +system:serviceaccount:default:default\n/);
  const bare = '--kubeconfig=/dev/null --server=https://172.30.0.11:6443 --insecure-skip-tls-verify';
  expect(run(`kubectl ${bare} --token=$(cat g) get pods`)).toBe('error: You must be logged in to the server (Unauthorized)\n');
  cluster.clock.advance(3600_000 + 61_000);
  expect(run(`kubectl ${bare} --token=$(cat t) get pods`)).toBe('error: You must be logged in to the server (Unauthorized)\n');
});

test('kubectl in a pod is its service account', () => {
  const { run } = start();
  run('kubectl run k --image=bitnami/kubectl --command -- sleep 3600; kubectl wait --for=condition=Ready pod/k --timeout=60s');
  expect(run('kubectl exec k -- kubectl auth whoami')).toMatch(/Username +system:serviceaccount:default:default\n[\s\S]*authentication.kubernetes.io\/pod-name +\[k\]/);
  expect(run('kubectl exec k -- kubectl get pods')).toContain('pods is forbidden: User "system:serviceaccount:default:default" cannot list resource "pods" in API group "" in the namespace "default"');
  run('kubectl create rolebinding view --clusterrole=view --serviceaccount=default:default');
  expect(run('kubectl exec k -- kubectl get pods -o name')).toBe('pod/k\n');
});

test('a token in a Secret works until the Secret is gone, and its use is noted', () => {
  const { run } = start();
  run(`kubectl create sa robot; printf '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"t","annotations":{"kubernetes.io/service-account.name":"robot"}},"type":"kubernetes.io/service-account-token"}' | kubectl apply -f -; sleep 2`);
  run("kubectl get secret t -o jsonpath='{.data.token}' | base64 -d > t");
  const bare = '--kubeconfig=/dev/null --server=https://172.30.0.11:6443 --insecure-skip-tls-verify --token=$(cat t)';
  expect(run(`kubectl ${bare} auth whoami`)).toMatch(/Username +system:serviceaccount:default:robot\nUID .*\nGroups +\[system:serviceaccounts system:serviceaccounts:default system:authenticated\]\n$/);
  expect(run("kubectl get secret t -o jsonpath='{.metadata.labels}'; openssl x509 -noout -subject -in <(kubectl get secret t -o jsonpath='{.data.ca\\.crt}' | base64 -d)")).toContain('{"kubernetes.io/legacy-token-last-used":"2026-11-21"}');
  run('kubectl delete secret t');
  expect(run(`kubectl ${bare} get pods`)).toBe('error: You must be logged in to the server (Unauthorized)\n');
});
