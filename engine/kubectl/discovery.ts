/** Which resources the server has, and what a word on the command line means. */
import { isObject } from '../base/index.ts';
import type { JsonObject } from '../base/index.ts';
import type { Api } from './api.ts';
import { listAt, textAt } from './objects.ts';
import { fail } from './problems.ts';

export type Resource = {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** Plural, lower case: the path segment. */
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
};

export type Discovery = {
  /** Every resource of every served version, in the server's order of groups; subresources left out. */
  all(): readonly Resource[];
  /** `po`, `pods`, `Pod`, `deploy.apps`, `deployments.v1.apps`; fails as kubectl does. */
  resource(word: string): Resource;
  find(word: string): Resource | undefined;
  /** By what a manifest says. */
  byKind(apiVersion: string, kind: string): Resource | undefined;
  /** Members of a category such as `all`; undefined if there is no such category. */
  category(word: string): readonly Resource[] | undefined;
  /** Group versions as `/apis` names them; preferred versions first inside a group. */
  groupVersions(): readonly string[];
};

export const groupVersionOf = (resource: Pick<Resource, 'group' | 'version'>): string => (resource.group === '' ? resource.version : `${resource.group}/${resource.version}`);
/** `deployments.apps`, `pods`: how errors and results name a resource. */
export const groupResource = (resource: Resource): string => (resource.group === '' ? resource.plural : `${resource.plural}.${resource.group}`);
/** `deployment.apps`, `pod`: the kind in lower case with its group. */
export const groupKind = (resource: Resource): string => (resource.group === '' ? resource.kind.toLowerCase() : `${resource.kind.toLowerCase()}.${resource.group}`);

/** The path of a collection; namespace undefined for cluster-wide. */
export function collectionPath(resource: Resource, namespace: string | undefined): string {
  const root = resource.group === '' ? `/api/${resource.version}` : `/apis/${resource.group}/${resource.version}`;
  return resource.namespaced && namespace !== undefined && namespace !== ''
    ? `${root}/namespaces/${encodeURIComponent(namespace)}/${resource.plural}` : `${root}/${resource.plural}`;
}
/** Fails for names that no path can have. @k8s client-go/rest/request.go Name */
export function objectPath(resource: Resource, namespace: string | undefined, name: string, subresource = ''): string {
  if (name === '') fail('resource name may not be empty');
  const wrong = name === '.' || name === '..' ? `may not be '${name}'` : /[/%]/.test(name) ? ['/', '%'].filter((char) => name.includes(char)).map((char) => `may not contain '${char}'`).join(' ') : '';
  if (wrong !== '') fail(`invalid resource name ${JSON.stringify(name)}: [${wrong}]`);
  return `${collectionPath(resource, namespace)}/${encodeURIComponent(name)}${subresource === '' ? '' : `/${subresource}`}`;
}

function resourcesOf(list: JsonObject, groupVersion: string): Resource[] {
  const slash = groupVersion.indexOf('/');
  const [group, version] = slash < 0 ? ['', groupVersion] : [groupVersion.slice(0, slash), groupVersion.slice(slash + 1)];
  return listAt(list, 'resources').filter(isObject).filter((entry) => !textAt(entry, 'name').includes('/')).map((entry) => ({
    group, version, kind: textAt(entry, 'kind'), plural: textAt(entry, 'name'),
    singular: textAt(entry, 'singularName') || textAt(entry, 'kind').toLowerCase(),
    shortNames: listAt(entry, 'shortNames').map(String), categories: listAt(entry, 'categories').map(String),
    namespaced: entry['namespaced'] === true, verbs: listAt(entry, 'verbs').map(String),
  }));
}

export function createDiscovery(api: Api, warn: (text: string) => void = () => undefined, logHead: () => string = () => ''): Discovery {
  let versions: string[] | undefined;
  let resources: Resource[] | undefined;
  const groupVersions = (): readonly string[] => {
    if (versions !== undefined) return versions;
    complain(api, warn, logHead);
    const core = listAt(api.call('GET', '/api'), 'versions').map(String);
    const groups = listAt(api.call('GET', '/apis'), 'groups').flatMap((group) => {
      const preferred = textAt(group, 'preferredVersion', 'groupVersion');
      const others = listAt(group, 'versions').map((each) => textAt(each, 'groupVersion')).filter((each) => each !== preferred);
      return preferred === '' ? others : [preferred, ...others];
    });
    return (versions = [...core, ...groups]);
  };
  const all = (): readonly Resource[] => {
    if (resources !== undefined) return resources;
    resources = groupVersions().flatMap((groupVersion) => {
      const answer = api.attempt('GET', groupVersion.includes('/') ? `/apis/${groupVersion}` : `/api/${groupVersion}`);
      return answer.ok ? resourcesOf(answer.body, groupVersion) : [];
    });
    return resources;
  };
  const find = (word: string): Resource | undefined => findResource(all(), word);
  return {
    all, find, groupVersions,
    resource(word) {
      const found = find(word);
      if (found !== undefined) for (const other of sharingShortName(all(), word, found)) warn(`Warning: short name ${JSON.stringify(word)} could also match lower priority resource ${groupResource(other)}\n`);
      return found ?? fail(`the server doesn't have a resource type ${JSON.stringify(word.split('.')[0] ?? '')}`);
    },
    // Kinds in lower case are known too: the server then refuses them in its own words.
    byKind: (apiVersion, kind) => all().find((each) => (each.kind === kind || each.kind.toLowerCase() === kind) && groupVersionOf(each) === apiVersion),
    category(word) {
      const preferred = preferredOnly(all());
      const members = preferred.filter((each) => each.categories.includes(word) && each.verbs.includes('list'));
      return members.length === 0 ? undefined : members;
    },
  };
}

/** Every try to reach the server is logged. @k8s client-go/discovery/cached/memory; golden kubectl/unreachable-bad-credentials */
function complain(api: Api, warn: (text: string) => void, logHead: () => string): void {
  const { trouble } = api;
  if (trouble?.cause === undefined) return;
  const cause = JSON.stringify(`couldn't get current server API group list: Get ${JSON.stringify(`${trouble.server}/api?timeout=32s`)}: ${trouble.cause}`);
  for (let attempt = 0; attempt < 5; attempt++) warn(`${logHead()} memcache.go:265] "Unhandled Error" err=${cause}\n`);
}

/** Other resources that a bare short name could mean. @k8s client-go/restmapper/shortcut.go; golden kubectl/events-for */
function sharingShortName(resources: readonly Resource[], word: string, found: Resource): readonly Resource[] {
  if (!found.shortNames.includes(word)) return [];
  return preferredOnly(resources).filter((each) => each.shortNames.includes(word) && groupResource(each) !== groupResource(found));
}

/** One version per resource: the first that is listed. */
export function preferredOnly(resources: readonly Resource[]): Resource[] {
  const seen = new Set<string>();
  return resources.filter((each) => {
    const key = groupResource(each);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** @k8s client-go/restmapper ShortcutExpander, apimachinery/pkg/api/meta DefaultRESTMapper.ResourcesFor, ParseKindArg */
function findResource(resources: readonly Resource[], word: string): Resource | undefined {
  const [head = '', ...rest] = word.split('.');
  const lower = head.toLowerCase();
  const matching = (group: string, version: string | undefined): Resource | undefined => {
    const inVersion = resources.filter((each) => version === undefined || each.version === version);
    const exact = inVersion.filter((each) => each.group === group);
    const candidates = group === '' && version === undefined ? inVersion
      : exact.length > 0 || group === '' ? exact : inVersion.filter((each) => each.group.startsWith(group));
    return candidates.find((each) => each.plural === lower || each.singular === lower)
      ?? candidates.find((each) => each.shortNames.includes(lower))
      ?? candidates.find((each) => each.kind === head);
  };
  if (rest.length === 0) return matching('', undefined);
  // `deployments.v1.apps` first, then the whole rest as a group.
  const versioned = rest.length >= 1 ? matching(rest.slice(1).join('.'), rest[0]) : undefined;
  // A short name stands for the preferred version, whatever else is said. @k8s golden kubectl/hpa-autoscale
  if (versioned?.shortNames.includes(lower) === true) return matching(versioned.group, undefined);
  return versioned ?? matching(rest.join('.'), undefined);
}
