/** `/openapi/v2`, `/openapi/v3` and one document per group and version. Made when first asked for. */
import { apiVersionOf, type KindDefinition } from '../../api/index.ts';
import type { JsonObject } from '../../base/index.ts';
import { hashJson } from '../../store/index.ts';
import type { Registry } from '../registry.ts';
import { pathsOf } from './paths.ts';
import { schemasFor, type Dialect } from './schemas.ts';

const V2: Dialect = { prefix: '#/definitions/', version: 2 };
const V3: Dialect = { prefix: '#/components/schemas/', version: 3 };
const INFO = { title: 'Kubernetes', version: '1.36' };
const SECURITY = { BearerToken: { type: 'apiKey', description: 'Bearer Token authentication', name: 'authorization', in: 'header' } };

export type OpenApi = {
  readonly v2: () => JsonObject;
  readonly v3Index: () => JsonObject;
  /** @param path `api/v1`, `apis/apps/v1`. */
  readonly v3: (path: string) => JsonObject | undefined;
};

const rootsOf = (kinds: readonly KindDefinition[]): string[] =>
  [...kinds.flatMap(({ definition }) => [definition, `${definition}List`]), 'meta.v1.Patch', 'meta.v1.DeleteOptions', 'meta.v1.Status'];
const pathsFor = (dialect: Dialect, kinds: readonly KindDefinition[]): JsonObject => Object.assign({}, ...kinds.map((kind) => pathsOf(dialect, kind)));

export function createOpenApi(registry: Registry): OpenApi {
  const made = new Map<string, JsonObject>();
  const once = (key: string, make: () => JsonObject): JsonObject => {
    let document = made.get(key);
    if (document === undefined) { document = make(); made.set(key, document); }
    return document;
  };
  const groupVersions = [...new Set(registry.kinds.map(apiVersionOf))].sort();
  const pathOf = (groupVersion: string): string => (groupVersion.includes('/') ? `apis/${groupVersion}` : `api/${groupVersion}`);
  const v3 = (path: string): JsonObject | undefined => {
    const groupVersion = groupVersions.find((candidate) => pathOf(candidate) === path);
    if (groupVersion === undefined) return undefined;
    return once(path, () => {
      const kinds = registry.kinds.filter((kind) => apiVersionOf(kind) === groupVersion);
      return { openapi: '3.0.0', info: INFO, paths: pathsFor(V3, kinds), components: { schemas: schemasFor(V3, rootsOf(kinds)), securitySchemes: SECURITY } };
    });
  };
  return {
    v2: () => once('v2', () => ({
      swagger: '2.0', info: INFO, paths: pathsFor(V2, registry.kinds), definitions: schemasFor(V2, rootsOf(registry.kinds)),
      securityDefinitions: SECURITY, security: [{ BearerToken: [] }],
    })),
    v3Index: () => once('index', () => ({
      paths: Object.fromEntries(groupVersions.map(pathOf).map((path) =>
        [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hashJson(v3(path) ?? {}).toUpperCase()}` }])),
    })),
    v3,
  };
}
