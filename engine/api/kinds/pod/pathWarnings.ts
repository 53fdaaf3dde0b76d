/** Warnings about files of one volume that are in each other's way. @k8s pkg/api/pod/warnings.go warningsForOverlappingVirtualPaths */
import type { PodSpec, Volume, VolumeProjection } from '../../schema/types.ts';

type Source = { readonly path: string; readonly from: string };
const quoted = (text: string): string => JSON.stringify(text);
const shown = ({ path, from }: Source): string => (from === '' ? quoted(path) : `${quoted(path)} (${from})`);

type Items = readonly { readonly path?: string }[] | undefined;
const pathsOf = (items: Items, from: string): Source[] => (items ?? []).map(({ path = '' }) => ({ path, from }));

/** Only keys that are named have paths that are known. */
function projectedPaths({ configMap, secret, downwardAPI, serviceAccountToken: token }: VolumeProjection): Source[] {
  if (configMap?.items !== undefined) return pathsOf(configMap.items, `ConfigMap ${quoted(configMap.name ?? '')}`);
  if (secret?.items !== undefined) return pathsOf(secret.items, `Secret ${quoted(secret.name ?? '')}`);
  if (downwardAPI?.items !== undefined) return pathsOf(downwardAPI.items, 'DownwardAPI');
  return token === undefined ? [] : [{ path: token.path ?? '', from: 'ServiceAccountToken' }];
}

/** One is the other, or a folder above it. */
const collides = (a: string, b: string): boolean => a !== '' && b !== '' && (`${a}/`.startsWith(`${b}/`) || `${b}/`.startsWith(`${a}/`));

function overlaps(head: string, sources: readonly Source[]): string[] {
  const seen: Source[] = [];
  return sources.flatMap(({ path, from }) => {
    const source = { path: path.replace(/\/+$/, ''), from };
    const texts = seen.filter((other) => collides(other.path, source.path)).map((other) => `${head}: overlapping paths: ${shown(source)} with ${shown(other)}`);
    seen.push(source);
    return texts;
  });
}

function warningsOf({ name, configMap, secret, downwardAPI, projected }: Volume): string[] {
  const head = (what: string): string => `volume ${quoted(name)} (${what})`;
  const sources = projected?.sources ?? [];
  const empty = sources.filter((source) => Object.keys(source).length === 0).map(() => `${head('Projected')} has no sources provided`);
  return [
    ...overlaps(head(`ConfigMap ${quoted(configMap?.name ?? '')}`), pathsOf(configMap?.items, '')),
    ...overlaps(head(`Secret ${quoted(secret?.secretName ?? '')}`), pathsOf(secret?.items, '')),
    ...overlaps(head('DownwardAPI'), pathsOf(downwardAPI?.items, '')),
    ...empty, ...overlaps(head('Projected'), sources.flatMap(projectedPaths)),
  ];
}

export const pathWarnings = ({ volumes = [] }: PodSpec): string[] => volumes.flatMap(warningsOf);
