/** Paths that are about no kind: discovery, version, keys. @k8s golden world/openapi-v3 */
import type { KindDefinition } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import type { Registry } from '../registry.ts';
import { groupWord, tagOf, versionWord } from './names.ts';
import { pathItem, PRODUCES, type Operation } from './operation.ts';
import type { Dialect } from './schemas.ts';

type Path = readonly [string, JsonObject];
/** One document of version 3. */
export type GeneralDocument = { readonly document: string; readonly paths: readonly Path[]; readonly roots: readonly string[] };

const read = (dialect: Dialect, path: string, tag: string, id: string, answer: string, more: Partial<Operation> = {}): Path =>
  [path, pathItem(dialect, [{ method: 'get', id, tag, parameters: [], answer, consumes: PRODUCES, ...more }])];

const OTHER = 'metrics.k8s.io';

export function versionPaths(dialect: Dialect, kind: KindDefinition | undefined): readonly Path[] {
  if (kind === undefined) return [];
  const { group, version } = kind;
  const path = group === '' ? `/api/${version}/` : `/apis/${group}/${version}/`;
  return [read(dialect, path, tagOf(group, version), `get${groupWord(group)}${versionWord(version)}APIResources`, 'meta.v1.APIResourceList', { refuses: group !== OTHER })];
}

const groupPath = (dialect: Dialect, group: string): Path =>
  read(dialect, `/apis/${group}/`, tagOf(group), `get${groupWord(group)}APIGroup`, 'meta.v1.APIGroup', { refuses: group !== OTHER });
const api = (dialect: Dialect): Path => read(dialect, '/api/', 'core', 'getCoreAPIVersions', 'meta.v1.APIVersions');
const apis = (dialect: Dialect): Path => read(dialect, '/apis/', 'apis', 'getAPIVersions', 'meta.v1.APIGroupList');
const JSON_ONLY = ['application/json'];
const version = (dialect: Dialect): Path =>
  read(dialect, '/version/', 'version', 'getCodeVersion', 'version.Info', { produces: JSON_ONLY, consumes: JSON_ONLY });
const text = (dialect: Dialect, path: string, tag: string, id: string, type: string): Path =>
  [path, pathItem(dialect, [{ method: 'get', id, tag, parameters: [], answer: undefined, produces: [type], consumes: [] }])];
const keys = (dialect: Dialect): Path => text(dialect, '/openid/v1/jwks/', 'openid', 'getServiceAccountIssuerOpenIDKeyset', 'application/jwk-set+json');
const issuer = (dialect: Dialect): Path => text(dialect, '/.well-known/openid-configuration/', 'WellKnown', 'getServiceAccountIssuerOpenIDConfiguration', 'application/json');

export const GENERAL = (dialect: Dialect): readonly Path[] => [api(dialect), apis(dialect), version(dialect), keys(dialect), issuer(dialect)];
/** Version 2 leaves out groups of other servers. */
export const groupPaths = (dialect: Dialect, registry: Registry): readonly Path[] =>
  registry.groups.filter(({ name }) => name !== OTHER && !isCustom(registry, name)).map(({ name }) => groupPath(dialect, name));

/** Groups of custom resources have no document of their own. */
const isCustom = (registry: Registry, group: string): boolean => registry.kinds.some((kind) => kind.group === group && kind.custom !== undefined);

export function discoveryPaths(dialect: Dialect, registry: Registry): readonly GeneralDocument[] {
  return [
    { document: '.well-known/openid-configuration', paths: [issuer(dialect)], roots: [] },
    { document: 'api', paths: [api(dialect)], roots: ['meta.v1.APIVersions'] },
    { document: 'apis', paths: [apis(dialect)], roots: ['meta.v1.APIGroupList'] },
    ...registry.groups.filter(({ name }) => !isCustom(registry, name))
      .map(({ name }) => ({ document: `apis/${name}`, paths: [groupPath(dialect, name)], roots: ['meta.v1.APIGroup'] })),
    { document: 'openid/v1/jwks', paths: [keys(dialect)], roots: [] },
    { document: 'version', paths: [version(dialect)], roots: ['version.Info'] },
  ];
}
