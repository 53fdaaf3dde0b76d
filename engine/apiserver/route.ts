/** Path → what is asked for. @k8s apiserver/pkg/endpoints/request/requestinfo.go */
import type { KindDefinition } from '../api/index.ts';
import { decodeSegment } from './query.ts';
import type { Registry } from './registry.ts';
import type { Target } from './request.ts';

export type Route = {
  readonly kind: KindDefinition;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
  readonly rest: string;
};

/** The same for a path that somebody made of its parts. Undefined: look at the path. */
export function routeTo(registry: Registry, { kind, namespace, name, subresource }: Target): Route | undefined {
  const served = registry.served(kind);
  if (served === undefined || (served.namespaced ? namespace === undefined || namespace === '' : namespace !== undefined)) return undefined;
  return { kind: served, namespace, name, subresource, rest: '' };
}

/** Second-level names under a namespace that belong to the namespace itself. */
const NAMESPACE_PARTS = new Set(['status', 'finalize']);

/** @param path without query. Undefined: no such resource is served here. */
export function routeOf(registry: Registry, path: string): Route | undefined {
  const parts = path.split('/').filter((part) => part !== '');
  const core = parts[0] === 'api';
  if (!core && parts[0] !== 'apis') return undefined;
  const group = core ? '' : parts[1] ?? '';
  const version = parts[core ? 1 : 2] ?? '';
  let at = core ? 2 : 3;
  if (parts[at] === 'watch') at++; // the old way of asking for a watch
  let namespace: string | undefined;
  const left = parts.length - at;
  if (parts[at] === 'namespaces' && left >= 3 && !(left === 3 && core && NAMESPACE_PARTS.has(parts[at + 2] ?? ''))) {
    namespace = decodeSegment(parts[at + 1] ?? '');
    at += 2;
  }
  const [plural, name, subresource] = [parts[at], parts[at + 1], parts[at + 2]];
  const kind = plural === undefined ? undefined : registry.byResource(group, version, plural);
  if (kind === undefined) return undefined;
  // A cluster-wide kind below a namespace, or a named object of a namespaced kind without one, has no route.
  if (namespace !== undefined && !kind.namespaced) return undefined;
  if (namespace === undefined && kind.namespaced && name !== undefined) return undefined;
  return {
    kind, namespace,
    name: name === undefined ? undefined : decodeSegment(name),
    subresource,
    rest: parts.length <= at + 3 ? '' : `/${parts.slice(at + 3).join('/')}`,
  };
}
