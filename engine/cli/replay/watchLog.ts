/**
 * What a scenario's watches saw, in the recordings' format: an object when it is first seen, then merge patches on its last
 * version, without managedFields.
 */
import { ALL_KINDS, type KindDefinition } from '../../api/index.ts';
import type { ApiServer } from '../../apiserver/index.ts';
import { createMergePatch, type Json, type JsonObject } from '../../base/index.ts';

export type WatchLine = { readonly t: number; readonly type: string; readonly kind: string; readonly name: string } & ({ readonly object: JsonObject } | { readonly patch: Json });
export type WatchLog = { readonly lines: readonly WatchLine[]; readonly unknown: readonly string[]; stop(): void };

function bare(object: JsonObject): JsonObject {
  const { managedFields: _, ...metadata } = object['metadata'] as JsonObject;
  return { ...object, metadata };
}

/** Kinds that the API server does not serve are named in `unknown` and watch nothing. */
export function watchKinds(api: ApiServer, plurals: readonly string[], namespace: string | undefined, elapsed: () => number): WatchLog {
  const lines: WatchLine[] = [];
  const unknown: string[] = [];
  const stops: (() => void)[] = [];
  for (const plural of plurals) {
    const kind = (ALL_KINDS as readonly KindDefinition[]).find((k) => k.plural === plural && k.group !== 'events.k8s.io');
    if (kind === undefined) { unknown.push(plural); continue; }
    const seen = new Map<string, JsonObject>();
    const record = (type: string, object: JsonObject): void => {
      const now = bare(object);
      const name = String((now['metadata'] as JsonObject)['name']);
      const before = type === 'ADDED' || type === 'EXISTS' ? undefined : seen.get(name);
      if (type === 'DELETED') seen.delete(name); else seen.set(name, now);
      lines.push({ t: elapsed(), type, kind: plural, name, ...(before === undefined ? { object: now } : { patch: createMergePatch(before, now) ?? {} }) });
    };
    const base = `${kind.group === '' ? '/api' : `/apis/${kind.group}`}/${kind.version}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${plural}`;
    const list = api.handle({ method: 'GET', path: base });
    if (list.type !== 'object') continue;
    for (const item of (list.body['items'] as readonly JsonObject[] | undefined) ?? []) {
      record('EXISTS', { ...item, apiVersion: `${kind.group === '' ? '' : `${kind.group}/`}${kind.version}`, kind: kind.kind });
    }
    const revision = String((list.body['metadata'] as JsonObject)['resourceVersion']);
    const watch = api.handle({ method: 'GET', path: `${base}?watch=1&resourceVersion=${revision}` });
    if (watch.type === 'watch') stops.push(watch.listen(({ type, object }) => { if (type !== 'BOOKMARK' && type !== 'ERROR') record(type, object); }, () => undefined));
  }
  return { lines, unknown, stop: () => { for (const stop of stops) stop(); } };
}
