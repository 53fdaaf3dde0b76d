/**
 * The keys under which kube-apiserver keeps objects in etcd: `/registry/pods/default/web-0`.
 * @k8s pkg/kubeapiserver/default_storage_factory_builder.go SpecialDefaultResourcePrefixes; golden cluster/adm-etcd-read
 */
import { ALL_KINDS } from '../api/index.ts';

const ROOT = '/registry/';
/** Places that are not called as their resource is. */
const SPECIAL: { readonly [resource: string]: string } = {
  nodes: 'minions', services: 'services/specs', endpoints: 'services/endpoints', replicationcontrollers: 'controllers',
  'ingresses.networking.k8s.io': 'ingress', 'apiservices.apiregistration.k8s.io': 'apiregistration.k8s.io/apiservices',
  'customresourcedefinitions.apiextensions.k8s.io': 'apiextensions.k8s.io/customresourcedefinitions',
};

let places: ReadonlyMap<string, string> | undefined;
/** Places of the kinds that are built in, by the store's name of the resource. */
const builtIn = (): ReadonlyMap<string, string> => (places ??= new Map(ALL_KINDS.filter(({ view, virtual }) => view === undefined && virtual !== true)
  .map(({ plural, group }) => (group === '' ? plural : `${plural}.${group}`)).map((resource) => [resource, SPECIAL[resource] ?? resource.split('.')[0] ?? ''])));

/** @param resource `pods`, `deployments.apps`, also of custom resources. @param key `default/web-0` or a name; '' for all of them. */
export function registryKey(resource: string, key: string): string {
  const known = builtIn().get(resource);
  const dot = resource.indexOf('.');
  // Custom resources stand under their group. @k8s apiextensions-apiserver/pkg/apiserver CRDRESTOptionsGetter
  const place = known ?? (dot < 0 ? resource : `${resource.slice(dot + 1)}/${resource.slice(0, dot)}`);
  return `${ROOT}${place}/${key}`;
}

/** Undefined: no object has such a key. */
export function resourceAt(registry: string): { readonly resource: string; readonly key: string } | undefined {
  if (!registry.startsWith(ROOT)) return undefined;
  const path = registry.slice(ROOT.length);
  for (const [resource, place] of builtIn()) if (path.startsWith(`${place}/`)) return { resource, key: path.slice(place.length + 1) };
  const [, group, plural, key] = /^([^/]+\.[^/]+)\/([^/]+)\/(.*)$/.exec(path) ?? [];
  return group === undefined || plural === undefined ? undefined : { resource: `${plural}.${group}`, key: key ?? '' };
}
