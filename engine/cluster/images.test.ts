/** Images of the documentation's pages, on a whole cluster. */
import { createCluster } from './index.ts';

function start(): (line: string) => string {
  const cluster = createCluster({ preset: 'three-nodes', seed: 'images', startTime: '2026-11-21T09:00:00Z' });
  const host = cluster.createComputer({});
  return (line) => { const { stdout, stderr } = cluster.runCommand(host, line); return stdout + stderr; };
}
const pod = (name: string, spec: string): string => `cat <<EOF | kubectl apply -f -\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec:\n${spec}\nEOF`;

test('what the documentation\'s Job prints: π', () => {
  const run = start();
  run("kubectl run pi --image=perl:5.34.0 --restart=Never --command -- perl -Mbignum=bpi -wle 'print bpi(2000)'; kubectl wait --for=jsonpath='{.status.phase}'=Succeeded pod/pi --timeout=120s");
  expect(run('kubectl logs pi')).toMatch(/^3\.14159265358979323846\d{1971}80275901\n$/);
});

test('a registry that counts pulls', () => {
  const cluster = createCluster({ preset: 'three-nodes', seed: 'images', startTime: '2026-11-21T09:00:00Z' });
  const host = cluster.createComputer({});
  const run = (line: string): string => cluster.runCommand(host, line).stdout;
  expect(cluster.fault({ fault: 'registry-rate-limit', target: 'docker.io' })).toBeUndefined();
  run('kubectl run web --image=nginx; sleep 10');
  expect(run('kubectl describe pod web')).toContain('toomanyrequests: You have reached your unauthenticated pull rate limit. https://www.docker.com/increase-rate-limit');
  cluster.fault({ fault: 'registry-up', target: 'docker.io' });
  expect(run('kubectl wait --for=condition=Ready pod/web --timeout=120s')).toBe('pod/web condition met\n');
});

test('a private image wants its secret', () => {
  const run = start();
  const spec = (secret: string): string => `  containers: [{name: app, image: "registry.example.com/team/app:1.0"}]${secret === '' ? '' : `\n  imagePullSecrets: [{name: ${secret}}]`}`;
  run('kubectl create secret docker-registry regcred --docker-server=registry.example.com --docker-username=learner --docker-password=s3cret-Peapod');
  run('kubectl create secret docker-registry badcred --docker-server=registry.example.com --docker-username=learner --docker-password=wrong');
  for (const [name, secret] of [['none', ''], ['bad', 'badcred'], ['good', 'regcred']] as const) run(pod(name, spec(secret)));
  run('sleep 10');
  expect(run('kubectl get pods --no-headers | cut -c1-35')).toMatch(/bad +0\/1 +(ErrImagePull|ImagePullBackOff).*\ngood +1\/1 +Running.*\nnone +0\/1 +(ErrImagePull|ImagePullBackOff)/);
  expect(run('kubectl describe pod none')).toContain('failed to authorize: failed to fetch anonymous token: unexpected status from GET request to https://registry.example.com/service/token?scope=repository%3Ateam%2Fapp%3Apull&service=harbor-registry: 401 Unauthorized');
  expect(run('kubectl describe pod bad')).toContain('failed to fetch oauth token');
});

test('a server that listens on 127.0.0.1 only: the Pod itself reaches it, and nobody else', () => {
  const run = start();
  run(pod('shy', '  containers: [{name: app, image: "hashicorp/http-echo:1.0", args: ["-listen=127.0.0.1:5678", "-text=peas"]}]'));
  run('kubectl run client --image=busybox:1.36 -- sleep 1000; kubectl wait --for=condition=Ready pod --all --timeout=60s');
  run('kubectl debug shy -c look --image=busybox:1.36 -- sleep 1000; sleep 3');
  expect(run('kubectl exec shy -c look -- wget -qO- -T 2 localhost:5678')).toBe('peas\n');
  expect(run('kubectl exec client -- wget -qO- -T 2 $(kubectl get pod shy -o jsonpath={.status.podIP}):5678')).toContain('Connection refused');
});

test('memory over the limit, and under it', () => {
  const run = start();
  const stress = (limit: string, bytes: string): string => `  containers:\n  - name: c\n    image: polinux/stress\n    resources: {requests: {memory: 50Mi}, limits: {memory: ${limit}}}\n    command: ["stress"]\n    args: ["--vm", "1", "--vm-bytes", "${bytes}", "--vm-hang", "1"]`;
  run(pod('memory-demo', stress('200Mi', '150M')));
  run(pod('memory-demo-2', stress('100Mi', '250M')));
  run('sleep 15');
  expect(run('kubectl get pods --no-headers')).toMatch(/memory-demo +1\/1 +Running +0.*\nmemory-demo-2 +0\/1 +(OOMKilled|CrashLoopBackOff)/);
  expect(run("kubectl get pod memory-demo-2 -o jsonpath='{.status.containerStatuses[0].lastState.terminated.reason} {.status.containerStatuses[0].lastState.terminated.exitCode}'")).toBe('OOMKilled 137');
});

test('load on a page that computes is held by its limit', () => {
  const cluster = createCluster({ preset: 'three-nodes', seed: 'images', startTime: '2026-11-21T09:00:00Z' });
  const host = cluster.createComputer({});
  const run = (line: string): string => { const { stdout, stderr } = cluster.runCommand(host, line); return stdout + stderr; };
  run(`cat <<EOF | kubectl apply -f -
apiVersion: v1
kind: Pod
metadata: {name: php-apache, labels: {run: php-apache}}
spec:
  containers: [{name: php-apache, image: registry.k8s.io/hpa-example, ports: [{containerPort: 80}], resources: {limits: {cpu: 500m}, requests: {cpu: 200m}}}]
EOF
kubectl expose pod php-apache --port=80; kubectl wait --for=condition=Ready pod/php-apache --timeout=60s`);
  const cores = (): number => {
    const node = run("kubectl get pod php-apache -o jsonpath='{.spec.nodeName}'");
    const [, nano = '0'] = /"cpu":\{"time":"[^"]*","usageNanoCores":(\d+)/.exec(run(`kubectl get --raw /api/v1/nodes/${node}/proxy/stats/summary | jq -c '.pods[] | select(.podRef.name=="php-apache")'`)) ?? [];
    return Number(nano) / 1e9;
  };
  run('sleep 30');
  expect(cores()).toBeLessThan(0.02);
  run('kubectl run load-generator --image=busybox:1.28 --restart=Never -- /bin/sh -c "while sleep 0.01; do wget -q -O- http://php-apache; done"; sleep 50');
  expect(cores()).toBeGreaterThan(0.35);
  expect(cores()).toBeLessThanOrEqual(0.5);
});

test('a gRPC probe', () => {
  const run = start();
  run(pod('etcd-with-grpc', '  containers:\n  - name: etcd\n    image: registry.k8s.io/etcd:3.5.1-0\n    command: ["/usr/local/bin/etcd", "--data-dir", "/var/lib/etcd", "--listen-client-urls", "http://0.0.0.0:2379", "--advertise-client-urls", "http://127.0.0.1:2379", "--log-level", "debug"]\n    ports: [{containerPort: 2379}]\n    livenessProbe: {grpc: {port: 2379}, initialDelaySeconds: 10}'));
  run(pod('agnhost', '  containers:\n  - name: a\n    image: registry.k8s.io/e2e-test-images/agnhost:2.40\n    args: ["grpc-health-checking", "--delay-unhealthy-sec=20"]\n    livenessProbe: {grpc: {port: 5000}, periodSeconds: 5}'));
  for (let i = 0; i < 3; i++) run('sleep 40');
  expect(run('kubectl get pods --no-headers')).toMatch(/agnhost +1\/1 +Running +[1-9].*\netcd-with-grpc +1\/1 +Running +0/);
  expect(run('kubectl describe pod agnhost')).toContain('Liveness probe failed: service unhealthy (responded with "NOT_SERVING")');
});

test('WordPress finds its MySQL', () => {
  const run = start();
  run('kubectl create deployment mysql --image=mysql:8.0; kubectl set env deployment/mysql MYSQL_ROOT_PASSWORD=pw MYSQL_DATABASE=wordpress; kubectl expose deployment mysql --port=3306');
  run('kubectl create deployment wordpress --image=wordpress:6.2.1-apache; kubectl set env deployment/wordpress WORDPRESS_DB_HOST=mysql WORDPRESS_DB_PASSWORD=pw WORDPRESS_DB_USER=root; kubectl expose deployment wordpress --port=80');
  run('kubectl rollout status deployment/wordpress; kubectl rollout status deployment/mysql; sleep 20');
  expect(run('kubectl run c --image=curlimages/curl -i --rm --restart=Never -q -- -s -o /dev/null -w "%{http_code}" http://wordpress/')).toContain('302');
  expect(run("kubectl run m --image=mysql:8.0 -i --rm --restart=Never -q -- mysql -h mysql -ppw -Ne 'SELECT 40+2'")).toContain('42\n');
});

test('the guestbook keeps what is written', () => {
  const run = start();
  run('kubectl create deployment redis-leader --image=redis:6.0.5; kubectl expose deployment redis-leader --port=6379; kubectl create deployment redis-follower --image=us-docker.pkg.dev/google-samples/containers/gke/gb-redis-follower:v2 --replicas=2; kubectl expose deployment redis-follower --port=6379');
  run('kubectl create deployment frontend --image=us-docker.pkg.dev/google-samples/containers/gke/gb-frontend:v5; kubectl expose deployment frontend --port=80; kubectl rollout status deployment/frontend; kubectl rollout status deployment/redis-follower; kubectl rollout status deployment/redis-leader');
  const page = (query: string): string => run(`kubectl run c --image=curlimages/curl -i --rm --restart=Never -q -- -s "http://frontend/guestbook.php?${query}"`);
  expect(page('cmd=set&key=messages&value=hello')).toContain('{"message":"Updated"}');
  expect(page('cmd=get&key=messages')).toContain('{"data":"hello"}');
});
