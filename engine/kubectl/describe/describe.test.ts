import { createWorld } from '../testing/world.ts';

const world = createWorld();
const apply = (...objects: object[]): void => {
  world.files.write('/home/learner/work/o.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }));
  world.run('kubectl create -f o.json');
};
/** Lines that begin with one of the words, blanks run together. */
const lines = (what: string, words: RegExp): string[] =>
  world.run(`kubectl describe ${what}`).out.split('\n').filter((line) => words.test(line)).map((line) => line.trim().replace(/ +/g, ' '));

/** @k8s golden cluster/svc-targetport, cluster/svc-without-selector, kubectl/create-service-types */
test('endpoints of a service: none, without ports, by port', () => {
  const service = (name: string, spec: object): object => ({ apiVersion: 'v1', kind: 'Service', metadata: { name }, spec });
  const slice = (name: string, more: object): object => ({
    apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata: { name: `${name}-1`, labels: { 'kubernetes.io/service-name': name } }, addressType: 'IPv4',
    endpoints: [{ addresses: ['10.244.1.9'], conditions: { ready: true } }, { addresses: ['10.244.1.8'], conditions: { ready: false } }], ...more,
  });
  const ports = [{ port: 80 }];
  apply(service('none', { ports }), service('bare', { ports }), service('full', { ports }), service('ext', { type: 'ExternalName', externalName: 'example.com' }),
    slice('bare', {}), slice('full', { ports: [{ name: '', port: 8080 }] }));
  expect(lines('svc none', /^Endpoints/)).toEqual(['Endpoints: <none>']);
  expect(lines('svc bare', /^Endpoints/)).toEqual(['Endpoints: 10.244.1.9']);
  expect(lines('svc full', /^Endpoints/)).toEqual(['Endpoints: 10.244.1.9:8080']);
  expect(lines('svc ext', /^IP Fam/)).toEqual(['IP Families: <none>']);
});

/** @k8s golden cluster/cfg-secret-types: only a token of its own type is shown */
test('secrets', () => {
  const data = { token: 'c2VjcmV0', other: 'eHg=' };
  apply({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'plain' }, data },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'sa', annotations: { 'kubernetes.io/service-account.name': 'default' } }, type: 'kubernetes.io/service-account-token', data });
  expect(lines('secret plain', /^(token|other)/)).toEqual(['other: 2 bytes', 'token: 6 bytes']);
  expect(lines('secret sa', /^(token|other)/)).toEqual(['other: 2 bytes', 'token: secret']);
});

/** @k8s golden kubectl/events-for */
test('kinds without a describer: every field in order, Go\'s nulls too', () => {
  apply({ apiVersion: 'v1', kind: 'Event', metadata: { name: 'by-hand' }, involvedObject: { kind: 'Pod', name: 'x', namespace: 'default' }, reason: 'Tested', count: 3 });
  expect(lines('event by-hand', /^(API|Count|Event Time|Kind|Reporting|Type|Reason)/)).toEqual(['API Version: v1', 'Count: 3', 'Event Time: <nil>', 'Kind: Event', 'Reason: Tested', 'Reporting Component:', 'Reporting Instance:']);
});

/** @k8s golden cluster/node-get-describe, cluster/node-kubelet-stopped-deployment */
test('a node\'s events are those that know its uid; tolerations are sorted', () => {
  apply({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'node01' } });
  const uid = world.run('kubectl get node node01 -o jsonpath={.metadata.uid}').out;
  const event = (name: string, id: string): object => ({ apiVersion: 'v1', kind: 'Event', metadata: { name }, involvedObject: { kind: 'Node', name: 'node01', uid: id }, reason: name, type: 'Normal', message: 'm' });
  apply(event('starting', 'node01'), event('registered', uid));
  expect(lines('node node01', /^ +Normal/)).toEqual(['Normal registered <unknown> m']);
  const tolerations = [{ key: 'node.kubernetes.io/unreachable', operator: 'Exists' }, { key: 'node.kubernetes.io/not-ready', operator: 'Exists' }];
  apply({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [{ name: 'c', image: 'nginx' }], tolerations } });
  expect(lines('pod p', /op=Exists/)).toEqual(['Tolerations: node.kubernetes.io/not-ready op=Exists', 'node.kubernetes.io/unreachable op=Exists']);
});

/** @k8s kubectl/pkg/describe describeContainerBasicInfo, describeContainerVolumes, describeContainerEnvVars, DescribeProbe */
test('what containers have beside their image', () => {
  apply({
    apiVersion: 'v1', kind: 'Pod', metadata: { name: 'odd' }, spec: {
      volumes: [{ name: 'raw', persistentVolumeClaim: { claimName: 'raw' } }],
      containers: [{
        name: 'c', image: 'a', securityContext: { seccompProfile: { type: 'Localhost', localhostProfile: 'p.json' } },
        volumeDevices: [{ name: 'raw', devicePath: '/dev/x' }],
        env: [{ name: 'LIMIT', valueFrom: { resourceFieldRef: { resource: 'limits.cpu' } } }],
        livenessProbe: { httpGet: { path: 'health?x (y)', port: 80, host: '::1' } },
      }],
    },
  });
  expect(lines('pod odd', /SeccompProfile|LocalhostProfile|Devices|\/dev\/x|LIMIT|Liveness/)).toEqual([
    'SeccompProfile: Localhost', 'LocalhostProfile: p.json', 'Liveness: http-get http://[::1]:80/health%3Fx%20%28y%29 delay=0s timeout=1s period=10s #success=1 #failure=3',
    'LIMIT: node allocatable (limits.cpu)', 'Devices:', '/dev/x from raw',
  ]);
});

/** @k8s kubectl/pkg/describe smartLabelFor, describerMap: a custom kind that is called like a built-in one */
test('custom kinds by their group; words of their fields', () => {
  world.files.write('/home/learner/work/crd.json', JSON.stringify({
    apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'roles.odd.example.com' }, spec: {
      group: 'odd.example.com', names: { kind: 'Role', plural: 'roles' }, scope: 'Namespaced',
      versions: [{ name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } } }],
    },
  }));
  world.run('kubectl create -f crd.json');
  world.run('kubectl wait --for=condition=Established crd/roles.odd.example.com --timeout=30s');
  apply({ apiVersion: 'odd.example.com/v1', kind: 'Role', metadata: { name: 'r' }, clusterIPs: ['x', ['y', 'z']], podCIDRs: 1, lastHTTPError: 'no', baseURL: 'u' });
  expect(lines('roles.odd.example.com r', /^(Cluster|Pod|Last|Base| +x| +\[)/)).toEqual(['Base URL: u', 'Cluster I Ps:', 'x', '[y z]', 'Last HTTPError: no', 'Pod CIDRs: 1']);
});
