/** `/openapi/v2`, `/openapi/v3` and one document per group and version. Made when first asked for, anew when kinds come or go. */
import { apiVersionOf, definitionOf, utf8Bytes, type KindDefinition } from '../../api/index.ts';
import { sha256, type JsonObject } from '../../base/index.ts';
import type { Registry } from '../registry.ts';
import { customSchemas } from './custom.ts';
import { discoveryPaths, GENERAL, groupPaths, versionPaths } from './general.ts';
import { pathOfVersion } from './names.ts';
import { partDefinition, pathsOf } from './paths.ts';
import { schemasFor, type Dialect, type Documentation } from './schemas.ts';

const INFO = { title: 'Kubernetes', version: '1.36' };
const SECURITY = { BearerToken: { type: 'apiKey', description: 'Bearer Token authentication', name: 'authorization', in: 'header' } };

export type OpenApi = {
  readonly v2: () => JsonObject;
  readonly v3Index: () => JsonObject;
  /** @param path `api/v1`, `apis/apps/v1`. */
  readonly v3: (path: string) => JsonObject | undefined;
};

const isBuiltIn = (kind: KindDefinition): boolean => kind.custom === undefined;

/** The schemas that the kinds and their operations need. */
function rootsOf(kinds: readonly KindDefinition[]): string[] {
  const own = kinds.filter(isBuiltIn).flatMap((kind) => [
    kind.definition, `${kind.definition}List`, ...kind.subresources.map((part) => partDefinition(kind, part)),
  ]);
  const verbs = new Set(kinds.flatMap((kind) => kind.verbs));
  return [...own, 'meta.v1.APIResourceList',
    ...(verbs.has('patch') ? ['meta.v1.Patch'] : []), ...(verbs.has('delete') ? ['meta.v1.DeleteOptions', 'meta.v1.Status'] : []),
    ...(verbs.has('watch') ? ['meta.v1.WatchEvent'] : []), ...(kinds.some(({ custom }) => custom !== undefined) ? ['meta.v1.ObjectMeta', 'meta.v1.ListMeta'] : []),
  ].filter((name) => definitionOf(name) !== undefined);
}

const sortedObject = (entries: readonly (readonly [string, JsonObject])[]): JsonObject =>
  Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));

const none: Documentation = () => '';

/** @param about upstream's sentences, where they are at hand. */
export function createOpenApi(registry: Registry, about: Documentation = none): OpenApi {
  const v2: Dialect = { prefix: '#/definitions/', version: 2, about: none };
  const v3: Dialect = { prefix: '#/components/schemas/', version: 3, about };
  const made = new Map<string, JsonObject>();
  let changes = registry.changes;
  const once = (key: string, make: () => JsonObject): JsonObject => {
    if (changes !== registry.changes) { made.clear(); changes = registry.changes; }
    let document = made.get(key);
    if (document === undefined) { document = make(); made.set(key, document); }
    return document;
  };
  const document3 = (paths: JsonObject, schemas: JsonObject): JsonObject =>
    ({ openapi: '3.0.0', info: INFO, paths, components: { ...(Object.keys(schemas).length === 0 ? {} : { schemas }), securitySchemes: SECURITY } });
  const ofVersion = (apiVersion: string): JsonObject => {
    const kinds = registry.kinds.filter((kind) => apiVersionOf(kind) === apiVersion);
    const [first] = kinds;
    const paths = [...versionPaths(v3, first), ...kinds.flatMap((kind) => pathsOf(v3, kind))];
    const everywhere = [...new Set(['/v1', `${first?.group ?? ''}/${first?.version ?? ''}`])];
    return document3(sortedObject(paths), { ...schemasFor(v3, rootsOf(kinds), everywhere), ...customSchemas(v3, kinds) });
  };
  const versions = (): string[] => [...new Set(registry.kinds.map(apiVersionOf))].sort();
  const find3 = (path: string): JsonObject | undefined => {
    const apiVersion = versions().find((candidate) => pathOfVersion(candidate) === path);
    if (apiVersion !== undefined) return once(path, () => ofVersion(apiVersion));
    const general = discoveryPaths(v3, registry).find((entry) => entry.document === path);
    return general === undefined ? undefined : once(path, () => document3(Object.fromEntries(general.paths), schemasFor(v3, general.roots, ['/v1'])));
  };
  return {
    v2: () => once('v2', () => {
      const paths = [...GENERAL(v2), ...groupPaths(v2, registry), ...registry.kinds.flatMap((kind) => pathsOf(v2, kind)),
        ...versions().flatMap((apiVersion) => versionPaths(v2, registry.kinds.find((kind) => apiVersionOf(kind) === apiVersion)))];
      const everywhere = versions().map((apiVersion) => (apiVersion.includes('/') ? apiVersion : `/${apiVersion}`)).sort();
      return {
        swagger: '2.0', info: INFO, paths: sortedObject(paths),
        definitions: { ...schemasFor(v2, [...rootsOf(registry.kinds), 'meta.v1.APIGroupList', 'meta.v1.APIVersions', 'version.Info'], everywhere), ...customSchemas(v2, registry.kinds) },
        securityDefinitions: SECURITY, security: [{ BearerToken: [] }],
      };
    }),
    v3Index: () => once('index', () => {
      const paths = [...versions().map(pathOfVersion), ...discoveryPaths(v3, registry).map(({ document }) => document)].sort();
      return { paths: Object.fromEntries(paths.map((path) => [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hashOf(find3(path) ?? {})}` }])) };
    }),
    v3: find3,
  };
}

const hashOf = (document: JsonObject): string => sha256(Uint8Array.from(utf8Bytes(JSON.stringify(document)))).toUpperCase();
