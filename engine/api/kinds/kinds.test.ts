import { ALL_KINDS, definitionOf, findByKind, findByName, findByPlural, formatFieldError, KINDS, type Service } from '../index.ts';

test.each([
  ['po', 'Pod'], ['pods', 'Pod'], ['Pod', 'Pod'], ['deploy', 'Deployment'], ['deploy.apps', 'Deployment'], ['deployments.v1.apps', 'Deployment'],
  ['svc', 'Service'], ['rs', 'ReplicaSet'], ['no', 'Node'], ['ns', 'Namespace'], ['cm', 'ConfigMap'], ['ev', 'Event'], ['sa', 'ServiceAccount'], ['ep', 'Endpoints'],
])('%s is %s', (text, kind) => expect(findByName(text)?.kind).toBe(kind));

test('nothing answers to a wrong group', () => expect(findByName('pods.apps')).toBeUndefined());

test('every kind is found by its path and by its name, and has a definition', () => {
  for (const kind of ALL_KINDS) {
    expect(findByPlural(kind.group, kind.version, kind.plural)).toBe(kind);
    expect(findByKind(kind.group === '' ? kind.version : `${kind.group}/${kind.version}`, kind.kind)).toBe(kind);
    expect(definitionOf(kind.definition)?.kinds).toContain(`${kind.group}/${kind.version}/${kind.kind}`);
  }
  expect(Object.keys(KINDS)).toEqual(Object.keys(KINDS).sort());
});

const service = (spec: object): Service => {
  const given: Service = { metadata: { name: 's', namespace: 'default' }, spec };
  return KINDS.Service.prepareForCreate?.(KINDS.Service.defaults(given)) ?? given;
};
const update = (next: object, old: Service): Service =>
  KINDS.Service.prepareForUpdate?.(KINDS.Service.defaults({ metadata: { name: 's', namespace: 'default' }, spec: next }), old) ?? {};

test('a service keeps its addresses when they are left out', () => {
  const old = service({ clusterIP: '10.96.1.2', ports: [{ port: 80 }] });
  const next = update({ ports: [{ port: 81 }] }, old);
  expect(next.spec).toMatchObject({ clusterIP: '10.96.1.2', clusterIPs: ['10.96.1.2'], ipFamilies: ['IPv4'] });
  const moved = update({ clusterIP: '10.96.9.9', clusterIPs: ['10.96.1.2'], ports: [{ port: 80 }] }, old);
  expect(KINDS.Service.validateUpdate?.(moved, old).map(formatFieldError)).toEqual(['spec.clusterIPs[0]: Invalid value: ["10.96.9.9"]: may not change once set']);
});

test('node ports stay with their port, and go with the type', () => {
  const old = service({ type: 'NodePort', clusterIP: '10.96.1.2', ports: [{ port: 80, nodePort: 31000 }] });
  expect(update({ type: 'NodePort', ports: [{ port: 80 }] }, old).spec?.ports).toEqual([{ port: 80, protocol: 'TCP', targetPort: 80, nodePort: 31000 }]);
  const plain = update({ type: 'ClusterIP', externalTrafficPolicy: 'Cluster', ports: [{ port: 80, nodePort: 31000 }] }, old);
  expect(plain.spec?.ports).toEqual([{ port: 80, protocol: 'TCP', targetPort: 80 }]);
  expect(plain.spec?.externalTrafficPolicy).toBeUndefined();
});

test('EXTERNAL-IP and PORT(S)', () => {
  const cells = (object: Service): unknown[] => KINDS.Service.columns.slice(1, 5).map((column) => column.cell(object, 0));
  expect(cells(service({ type: 'LoadBalancer', clusterIP: '10.96.1.2', ports: [{ port: 80, nodePort: 31000 }] }))).toEqual(['LoadBalancer', '10.96.1.2', '<pending>', '80:31000/TCP']);
  expect(cells(service({ clusterIP: 'None' }))).toEqual(['ClusterIP', 'None', '<none>', '<none>']);
  expect(cells(service({ type: 'ExternalName', externalName: 'example.com' }))).toEqual(['ExternalName', '<none>', 'example.com', '<none>']);
});

test('lists that Go prints as null', () => {
  const slice = { metadata: { name: 's' }, addressType: 'IPv4', endpoints: [] };
  expect(KINDS.EndpointSlice.wire?.(slice)).toMatchObject({ endpoints: null, ports: null });
});

