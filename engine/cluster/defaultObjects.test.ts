/**
 * The default objects of the preset `recorded` are those of the recorded cluster: `testdata/defaultObjects.json` has a hash of each
 * object that was recorded, made as `hashOf` does. @k8s golden world/objects
 */
import { canonicalJson, fnv32a } from '../api/index.ts';
import type { Json, JsonObject } from '../base/index.ts';
import { createCluster, type Cluster } from './index.ts';
import recorded from './testdata/defaultObjects.json';

type Hashes = { readonly [name: string]: string };
const RECORDED: { readonly [resource: string]: Hashes } = recorded;
const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const FLOW = '/apis/flowcontrol.apiserver.k8s.io/v1';
const PATHS: { readonly [resource: string]: readonly [path: string, apiVersion: string, kind: string] } = {
  apiservices: ['/apis/apiregistration.k8s.io/v1', 'apiregistration.k8s.io/v1', 'APIService'],
  clusterrolebindings: [RBAC, 'rbac.authorization.k8s.io/v1', 'ClusterRoleBinding'],
  clusterroles: [RBAC, 'rbac.authorization.k8s.io/v1', 'ClusterRole'],
  configmaps: ['/api/v1', 'v1', 'ConfigMap'],
  csinodes: ['/apis/storage.k8s.io/v1', 'storage.k8s.io/v1', 'CSINode'],
  daemonsets: ['/apis/apps/v1', 'apps/v1', 'DaemonSet'],
  flowschemas: [FLOW, 'flowcontrol.apiserver.k8s.io/v1', 'FlowSchema'],
  namespaces: ['/api/v1', 'v1', 'Namespace'],
  priorityclasses: ['/apis/scheduling.k8s.io/v1', 'scheduling.k8s.io/v1', 'PriorityClass'],
  prioritylevelconfigurations: [FLOW, 'flowcontrol.apiserver.k8s.io/v1', 'PriorityLevelConfiguration'],
  rolebindings: [RBAC, 'rbac.authorization.k8s.io/v1', 'RoleBinding'],
  roles: [RBAC, 'rbac.authorization.k8s.io/v1', 'Role'],
  serviceaccounts: ['/api/v1', 'v1', 'ServiceAccount'],
  services: ['/api/v1', 'v1', 'Service'],
};

/** What is another for every cluster. */
const OWN = new Set(['uid', 'resourceVersion', 'creationTimestamp', 'managedFields', 'lastTransitionTime', 'ca.crt', 'client-ca-file', 'requestheader-client-ca-file', 'since']);
/** Addresses that are given out by chance. */
const ADDRESSES = new Set(['clusterIP', 'clusterIPs']);

function plain(value: Json | undefined, resource: string): Json {
  if (Array.isArray(value)) return value.map((each: Json) => plain(each, resource));
  if (typeof value === 'string') return value.replace(/certificate-authority-data: \S+/, 'certificate-authority-data: …');
  if (typeof value !== 'object' || value === null) return value ?? null;
  const entries = Object.entries(value as JsonObject).filter(([key]) => !OWN.has(key) && !(resource === 'services' && ADDRESSES.has(key)));
  return Object.fromEntries(entries.map(([key, each]) => [key, plain(each, resource)]));
}
const hashOf = (object: JsonObject, resource: string): string => fnv32a(canonicalJson(plain(object, resource))).toString(16);

function nameOf(object: JsonObject): string {
  const { name = '', namespace = '' } = object['metadata'] as { name?: string; namespace?: string };
  return `${namespace}/${name}`;
}

describe('default objects', () => {
  let cluster: Cluster;
  beforeAll(() => { cluster = createCluster({ preset: 'recorded', seed: 'default objects', startTime: '2026-11-21T12:00:00Z' }); });

  test.each(Object.entries(PATHS))('%s', (resource, [path, apiVersion, kind]) => {
    const response = cluster.api.handle({ method: 'GET', path: `${path}/${resource}` });
    const items = (response.type === 'object' ? response.body['items'] : []) as readonly JsonObject[];
    expect(Object.fromEntries(items.map((item) => [nameOf(item), hashOf({ apiVersion, kind, ...item }, resource)]))).toEqual(RECORDED[resource]);
  });
});
