/** What ConfigMap, Secret, downwardAPI and token sources put into a volume. An error is the text after `MountVolume.SetUp failed for volume "x" : `. */
import { KINDS, type DownwardAPIVolumeFile, type KeyToPath, type ServiceAccountTokenProjection, type Volume, type VolumeProjection } from '../../api/index.ts';
import { keyedData } from '../containers/environment.ts';
import { fieldValue, resourceValue } from '../containers/fieldRef.ts';
import { nameOf, namespaceOf, specOf } from '../pods/work.ts';
import type { Kit, PodWork } from '../types.ts';
import type { Content, Payload } from './atomic.ts';

export type PayloadOutcome = { readonly ok: true; readonly payload: Payload } | { readonly ok: false; readonly message: string };
type Entry = [string, { readonly content: Content; readonly mode: number }];
type Part = { readonly ok: true; readonly entries: readonly Entry[] } | { readonly ok: false; readonly message: string };

function keyed(kit: Kit, work: PodWork, kind: 'ConfigMap' | 'Secret', source: { name: string; optional: boolean; items: readonly KeyToPath[] | undefined }, mode: number): Part {
  const found = keyedData(kit, namespaceOf(work.pod), { kind, name: source.name, optional: source.optional });
  if (!found.ok) return found;
  const data = found.data ?? {};
  if (source.items === undefined) return { ok: true, entries: Object.keys(data).sort().map((key): Entry => [key, { content: data[key] ?? '', mode }]) };
  const entries: Entry[] = [];
  for (const item of source.items) {
    const content = data[item.key];
    if (content !== undefined) entries.push([item.path, { content, mode: item.mode ?? mode }]);
    else if (!source.optional) return { ok: false, message: `${kind === 'ConfigMap' ? 'configmap references non-existent config' : 'references non-existent secret'} key: ${item.key}` };
  }
  return { ok: true, entries };
}

function downward(kit: Kit, work: PodWork, items: readonly DownwardAPIVolumeFile[], mode: number): Part {
  const [first] = specOf(work.pod).containers;
  const entries = items.map((item): Entry => {
    const content = item.fieldRef !== undefined ? fieldValue(kit, work, item.fieldRef.fieldPath) ?? ''
      : item.resourceFieldRef !== undefined && first !== undefined ? resourceValue(kit, work, first, item.resourceFieldRef) : '';
    return [item.path, { content, mode: item.mode ?? mode }];
  });
  return { ok: true, entries };
}

function token(kit: Kit, work: PodWork, source: ServiceAccountTokenProjection, mode: number): Part {
  const account = specOf(work.pod).serviceAccountName ?? 'default';
  if (kit.context.client.informer(KINDS.ServiceAccount).get(namespaceOf(work.pod), account) === undefined) {
    return { ok: false, message: `failed to fetch token: serviceaccounts "${account}" not found` };
  }
  return { ok: true, entries: [[source.path, { content: () => requestToken(kit, work, account, source), mode }]] };
}

function requestToken(kit: Kit, work: PodWork, account: string, source: ServiceAccountTokenProjection): string {
  const result = kit.context.client.post(KINDS.ServiceAccount, namespaceOf(work.pod), account, 'token', {
    apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest',
    spec: {
      ...(source.audience === undefined ? {} : { audiences: [source.audience] }), expirationSeconds: source.expirationSeconds ?? 3600,
      boundObjectRef: { apiVersion: 'v1', kind: 'Pod', name: nameOf(work.pod), uid: work.uid },
    },
  }, { by: kit.by, rule: 'a token for the pod', cause: `pods/${work.key}` });
  const status = result.ok ? result.value['status'] as { readonly token?: string } | undefined : undefined;
  return status?.token ?? '';
}

function projection(kit: Kit, work: PodWork, source: VolumeProjection, mode: number): Part {
  if (source.configMap !== undefined) return keyed(kit, work, 'ConfigMap', { name: source.configMap.name ?? '', optional: source.configMap.optional === true, items: source.configMap.items }, mode);
  if (source.secret !== undefined) return keyed(kit, work, 'Secret', { name: source.secret.name ?? '', optional: source.secret.optional === true, items: source.secret.items }, mode);
  if (source.downwardAPI !== undefined) return downward(kit, work, source.downwardAPI.items ?? [], mode);
  if (source.serviceAccountToken !== undefined) return token(kit, work, source.serviceAccountToken, mode);
  return { ok: true, entries: [] };
}

const joined = (parts: readonly Part[]): PayloadOutcome => {
  const payload = new Map<string, Entry[1]>();
  for (const part of parts) {
    if (!part.ok) return part;
    for (const [path, file] of part.entries) payload.set(path, file);
  }
  return { ok: true, payload };
};

/** Undefined for volumes that are not made of such files. */
export function payloadOf(kit: Kit, work: PodWork, volume: Volume): PayloadOutcome | undefined {
  const { configMap, secret, downwardAPI, projected } = volume;
  if (configMap !== undefined) return joined([keyed(kit, work, 'ConfigMap', { name: configMap.name ?? '', optional: configMap.optional === true, items: configMap.items }, configMap.defaultMode ?? 0o644)]);
  if (secret !== undefined) return joined([keyed(kit, work, 'Secret', { name: secret.secretName ?? '', optional: secret.optional === true, items: secret.items }, secret.defaultMode ?? 0o644)]);
  if (downwardAPI !== undefined) return joined([downward(kit, work, downwardAPI.items ?? [], downwardAPI.defaultMode ?? 0o644)]);
  if (projected !== undefined) return joined((projected.sources ?? []).map((source) => projection(kit, work, source, projected.defaultMode ?? 0o644)));
  return undefined;
}
