/** A root shell on a node of the recorded world, and what pods see of the node. */
import { createCluster } from './index.ts';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  nodeName: node01
  dnsPolicy: Default
  containers:
  - {name: web, image: nginx:1.27, ports: [{containerPort: 80, hostPort: 28711}], volumeMounts: [{name: m, mountPath: /mem}, {name: d, mountPath: /data}]}
  - {name: bare, image: busybox, command: [sleep, "1000"], securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}, seccompProfile: {type: RuntimeDefault}}}
  volumes: [{name: m, emptyDir: {medium: Memory}}, {name: d, emptyDir: {}}]
`;
const cluster = createCluster({ preset: 'recorded', seed: 'node shell', startTime: '2026-11-21T12:00:00Z' });
const learner = cluster.createComputer({ files: { 'pod.yaml': POD } });
const kubectl = (line: string): string => { const { stdout, stderr } = cluster.runCommand(learner, `kubectl ${line}`); return stdout + stderr; };
const onNode = (name: string, line: string): string => {
  const machine = cluster.nodeMachine(name);
  return machine === undefined ? '' : cluster.runCommand(machine, line).stdout;
};

beforeAll(() => { kubectl('apply -f pod.yaml'); kubectl('wait --for=condition=Ready pod/web'); });

/** @k8s golden cluster/sched-hostport-conflict, cluster/dns-policies, cluster/sec-context-ids-capabilities, cluster/vol-emptydir-lifetime */
test('host ports, the node\'s name server, capabilities, volumes', () => {
  expect(onNode('node01', 'curl -s http://127.0.0.1:28711 | sed -n 4p')).toBe('<title>Welcome to nginx!</title>\n');
  expect(kubectl('exec web -c web -- cat /etc/resolv.conf')).toBe('nameserver 172.30.0.1\n');
  expect(kubectl('exec web -c bare -- grep -E "CapEff|CapBnd|NoNewPrivs|Seccomp:" /proc/1/status')).toBe('CapEff:\t0000000000000000\nCapBnd:\t0000000000000000\nNoNewPrivs:\t1\nSeccomp:\t2\n');
  expect(kubectl('exec web -c bare -- chown 1000 /etc/hosts')).toContain('chown: /etc/hosts: Operation not permitted');
  expect(kubectl('exec web -c web -- ls -ld / /mem /data').replace(/ +\d+ \w{3} .*? (?=\/)/g, ' ')).toMatch(/^drwxrwxrwx +2 .*\/data\ndrwxrwxrwt +2 .*\/mem\ndrwxr-xr-x +1 .*\/\n$|^drwxr-xr-x +1 .*\/\ndrwxrwxrwx +2 .*\/data\ndrwxrwxrwt +2 .*\/mem\n$/);
  expect(kubectl('exec web -c web -- mount')).toMatch(/^\/dev\/vda on \/data type ext4 \(rw,relatime,discard,/m);
});

/** @k8s golden cluster/node-get-describe, cluster/node-drain-bare-pod */
test('system pods, images and events of a node', () => {
  expect(kubectl('get pods -n kube-system -o name')).toMatch(/pod\/metrics-server-/);
  expect(kubectl('describe node node01')).not.toContain('Starting kubelet.');
  expect(kubectl('get node node01 -o jsonpath={.status.images[*].names[*]}')).not.toContain('kube-apiserver');
  expect(kubectl('get node master01 -o jsonpath={.status.images[*].names[*]}')).toContain('registry.k8s.io/kube-apiserver:v1.36.3');
  expect(kubectl('drain node02 --ignore-daemonsets --delete-emptydir-data --dry-run=client')).toContain('ignoring DaemonSet-managed Pods: kube-system/kube-proxy-');
});

/** @k8s golden cluster/node-kubelet-stopped-deployment, cluster/adm-kubeadm-tour */
test('systemctl', () => {
  expect(onNode('node02', 'systemctl is-active kubelet containerd')).toBe('active\nactive\n');
  onNode('node02', 'systemctl stop kubelet');
  expect(onNode('node02', 'systemctl status kubelet.service')).toBe('● kubelet.service - inactive (dead)\n');
  expect(kubectl('wait --for=condition=Ready=Unknown node/node02 --timeout=55s')).toBe('node/node02 condition met\n');
  onNode('node02', 'systemctl restart kubelet');
  expect(kubectl('wait --for=condition=Ready node/node02 --timeout=30s')).toBe('node/node02 condition met\n');
  const machine = cluster.nodeMachine('node02');
  expect(machine === undefined ? '' : cluster.runCommand(machine, 'systemctl start nothing').stderr).toBe('Failed to start nothing.service: Unit nothing.service not found.\n');
});

/** @k8s golden cluster/sched-max-pods */
test('the kubelet reads its configuration when it starts', () => {
  const limit = (): string => kubectl('get node node01 -o jsonpath={.status.allocatable.pods}');
  onNode('node01', "echo 'maxPods: 8' >> /var/lib/kubelet/config.yaml");
  expect(limit()).toBe('110');
  onNode('node01', 'systemctl restart kubelet');
  expect(limit()).toBe('8');
});
