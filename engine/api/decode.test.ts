import { decode, definitionOfKind, fieldType, schemaOf } from './index.ts';

const pod = (container: object, more: object = {}): never => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [container], ...more } }) as never;

test.each([
  [pod({ name: 'a', ports: [{ containerPort: 'http' }] }), 'json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32'],
  [pod({ name: 'a', args: [1] }), 'json: cannot unmarshal number into Go struct field Container.spec.containers.args of type string'],
  [pod({ name: 'a' }, { containers: {} }), 'json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container'],
  [pod({ name: 'a' }, { hostNetwork: 'yes' }), 'json: cannot unmarshal string into Go struct field PodSpec.spec.hostNetwork of type bool'],
  [pod({ name: 'a' }, { restartPolicy: 5 }), 'json: cannot unmarshal number into Go struct field PodSpec.spec.restartPolicy of type v1.RestartPolicy'],
  [pod({ name: 'a' }, { priority: 1.5 }), 'json: cannot unmarshal number 1.5 into Go struct field PodSpec.spec.priority of type int32'],
  [pod({ name: 'a', resources: { limits: { cpu: 'half' } } }), "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"],
  [{ metadata: { labels: { a: true } } } as never, 'json: cannot unmarshal bool into Go struct field ObjectMeta.metadata.labels of type string'],
  [{ metadata: { labels: [] } } as never, 'json: cannot unmarshal array into Go struct field ObjectMeta.metadata.labels of type map[string]string'],
  ['text' as never, 'json: cannot unmarshal string into Go value of type v1.Pod'],
])('type errors are in the words of Go %#', (body, error) => expect(decode('core.v1.Pod', body)).toEqual({ ok: false, error }));

test('base64 is checked where Go checks it', () => {
  expect(decode('core.v1.Secret', { data: { a: 'YWJj' } })).toMatchObject({ ok: true });
  expect(decode('core.v1.Secret', { data: { a: 'p@ss' } })).toEqual({ ok: false, error: 'illegal base64 data at input byte 1' });
  expect(decode('core.v1.Secret', { data: { a: 'YWJjZA' } })).toEqual({ ok: false, error: 'illegal base64 data at input byte 4' });
});

test('unknown fields are named with their place, and dropped', () => {
  const body = { metadata: { name: 'p', label: {} }, spec: { container: [], containers: [{ name: 'a', imagee: 'x' }], restartPolicyy: 'Never' } };
  expect(decode('core.v1.Pod', body)).toEqual({
    ok: true, object: { metadata: { name: 'p' }, spec: { containers: [{ name: 'a' }] } },
    unknown: ['unknown field "metadata.label"', 'unknown field "spec.container"', 'unknown field "spec.containers[0].imagee"', 'unknown field "spec.restartPolicyy"'],
  });
});

test('what means "not given" goes, what is a zero stays', () => {
  const decoded = decode('core.v1.Pod', pod({ name: 'a', image: '', env: [{ name: 'E', value: '' }], args: [], stdin: false, resources: { limits: { cpu: 1 } } },
    { hostNetwork: false, terminationGracePeriodSeconds: 0, volumes: [{ name: 'v', emptyDir: {} }], nodeSelector: {}, affinity: null }));
  expect(decoded).toMatchObject({ ok: true, object: { spec: {
    containers: [{ name: 'a', env: [{ name: 'E' }], resources: { limits: { cpu: '1' } } }], terminationGracePeriodSeconds: 0, volumes: [{ name: 'v', emptyDir: {} }],
  } } });
  expect(decoded.ok && Object.keys(decoded.object['spec'] as object)).toEqual(['containers', 'terminationGracePeriodSeconds', 'volumes']);
});

test('a moment that never was stays null where Go has no pointer', () => {
  const terminated = { exitCode: 137, startedAt: null, finishedAt: null, reason: null };
  const status = { startTime: null, containerStatuses: [{ name: 'a', image: 'x', imageID: 'y', ready: false, restartCount: 0, state: { terminated } }] };
  const decoded = decode('core.v1.Pod', { metadata: { name: 'p', creationTimestamp: null, deletionTimestamp: null }, status });
  expect(decoded).toEqual({ ok: true, unknown: [], object: { metadata: { name: 'p' }, status: { containerStatuses: [
    { name: 'a', image: 'x', imageID: 'y', ready: false, restartCount: 0, state: { terminated: { exitCode: 137, startedAt: null, finishedAt: null } } }] } } });
});

test('a key of a map may have any name', () => {
  const body = JSON.parse('{"data": {"__proto__": "a", "constructor": "b"}}') as never;
  const decoded = decode('core.v1.ConfigMap', body);
  expect(JSON.stringify(decoded.ok && decoded.object)).toBe('{"data":{"__proto__":"a","constructor":"b"}}');
});
test('the structure tells types and merge keys', () => {
  expect(fieldType('core.v1.Pod', ['spec', 'containers', 'image'])).toMatchObject({ shape: 'scalar', scalar: 'string' });
  expect(fieldType('core.v1.Pod', ['spec', 'containers'])).toMatchObject({ shape: 'list', merge: true, mergeKey: 'name', listType: 'map', mapKeys: ['name'] });
  expect(fieldType('core.v1.Pod', ['spec', 'nope'])).toBeUndefined();
  expect(fieldType('core.v1.Pod', ['spec', 'constructor'])).toBeUndefined();
  expect(definitionOfKind('apps', 'v1', 'Deployment')?.name).toBe('apps.v1.Deployment');
  const ports = schemaOf('core.v1.Container').field('ports');
  expect(ports).toMatchObject({ shape: 'list', merge: true, mergeKey: 'containerPort', apply: 'map', applyKeys: ['containerPort', 'protocol'] });
  expect(schemaOf('core.v1.PodSpec').field('tolerations')).toMatchObject({ shape: 'list', merge: false, apply: 'atomic' });
  expect(schemaOf('core.v1.ObjectMeta').field('labels')).toBeUndefined();
  expect(schemaOf('meta.v1.ObjectMeta').field('labels')).toMatchObject({ shape: 'map', apply: 'granular' });
});

/** What a strategic merge patch has made is a map, not a text. */
const ofMap: readonly [spec: object, error: string][] = [
  [{ replicas: 'three' }, 'unrecognized type: int32'],
  [{ replicas: 1.5 }, 'cannot convert float64 to int32'],
  [{ paused: 'yes' }, 'unrecognized type: bool'],
  [{ paused: 1 }, 'unrecognized type: bool'],
  [{ selector: 'a=b' }, 'cannot restore struct from: string'],
  [{ selector: { matchLabels: ['a'] } }, 'cannot restore map from slice'],
  [{ selector: { matchLabels: { a: 1 } } }, 'cannot convert int64 to string'],
  [{ selector: { matchLabels: { a: true } } }, 'unrecognized type: string'],
  [{ template: { spec: { containers: 'web' } } }, 'cannot restore slice from string'],
  [{ strategy: { type: 3 } }, 'cannot convert int64 to v1.DeploymentStrategyType'],
  [{ strategy: { rollingUpdate: { maxSurge: true } } }, 'json: cannot unmarshal bool into Go value of type int32'],
  [{ strategy: { rollingUpdate: { maxSurge: 99999999999 } } }, 'json: cannot unmarshal number 99999999999 into Go value of type int32'],
];
test.each(ofMap)('a map with %j: %s', (spec, error) => {
  expect(decode('apps.v1.Deployment', { spec } as never, 'map')).toEqual({ ok: false, error });
});

test('a whole number in a map loses the bits that its field has not', () => {
  const decoded = decode('apps.v1.Deployment', { spec: { replicas: 2 ** 31, minReadySeconds: 2 ** 32 + 5 } }, 'map');
  expect(decoded.ok && decoded.object['spec']).toMatchObject({ replicas: -(2 ** 31), minReadySeconds: 5 });
});
