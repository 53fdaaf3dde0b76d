/** What ConfigMap, Secret, downwardAPI and token sources put into a volume. An error is the text after `MountVolume.SetUp failed for volume "x" : `. */
import { base64ToBytes, KINDS, type DownwardAPIVolumeFile, type KeyToPath, type ServiceAccountTokenProjection, type Volume, type VolumeProjection } from '../../api/index.ts';
import { fromBytes } from '../../script/index.ts';
import { fieldValue, resourceValue } from '../containers/fieldRef.ts';
import { namespaceOf, specOf } from '../pods/work.ts';
import type { Kit, PodWork } from '../types.ts';
import type { Payload, PayloadFile } from './atomic.ts';
import { accountOf, tokenOwner, type Tokens } from './tokens.ts';

export type PayloadOutcome = { readonly ok: true; readonly payload: Payload } | { readonly ok: false; readonly message: string };
type Entry = [string, PayloadFile];
type Part = { readonly ok: true; readonly entries: readonly Entry[] } | { readonly ok: false; readonly message: string };
type Keyed = { readonly kind: 'ConfigMap' | 'Secret'; readonly name: string; readonly optional: boolean; readonly items: readonly KeyToPath[] | undefined };
export type Collecting = { readonly kit: Kit; readonly work: PodWork; readonly tokens: Tokens };

/** Binary data too, which environment variables do not see. Undefined: there is no such object. */
function dataOf(kit: Kit, namespace: string, { kind, name }: Keyed): { readonly [key: string]: string } | undefined {
  const decoded = (data: { readonly [key: string]: string } | undefined): { readonly [key: string]: string } =>
    Object.fromEntries(Object.entries(data ?? {}).map(([key, value]) => [key, fromBytes(Uint8Array.from(base64ToBytes(value)))]));
  if (kind === 'Secret') {
    const secret = kit.context.client.informer(KINDS.Secret).get(namespace, name);
    return secret === undefined ? undefined : decoded(secret.data);
  }
  const map = kit.context.client.informer(KINDS.ConfigMap).get(namespace, name);
  if (map === undefined) return undefined;
  return map.binaryData === undefined ? map.data ?? {} : { ...map.data, ...decoded(map.binaryData) };
}

function keyed({ kit, work }: Collecting, source: Keyed, mode: number): Part {
  const found = dataOf(kit, namespaceOf(work.pod), source);
  if (found === undefined && !source.optional) return { ok: false, message: `${source.kind.toLowerCase()} "${source.name}" not found` };
  const data = found ?? {};
  if (source.items === undefined || source.items.length === 0) return { ok: true, entries: Object.keys(data).sort().map((key): Entry => [key, { content: data[key] ?? '', mode }]) };
  const entries: Entry[] = [];
  for (const item of source.items) {
    const content = data[item.key];
    if (content !== undefined) entries.push([item.path, { content, mode: item.mode ?? mode }]);
    else if (!source.optional) return { ok: false, message: `${source.kind === 'ConfigMap' ? 'configmap references non-existent config' : 'references non-existent secret'} key: ${item.key}` };
  }
  return { ok: true, entries };
}

function downward({ kit, work }: Collecting, items: readonly DownwardAPIVolumeFile[], mode: number): Part {
  const [first] = specOf(work.pod).containers;
  const entries = items.map((item): Entry => {
    const content = item.fieldRef !== undefined ? fieldValue(kit, work, item.fieldRef.fieldPath) ?? ''
      : item.resourceFieldRef !== undefined && first !== undefined ? resourceValue(kit, work, first, item.resourceFieldRef) : '';
    return [item.path, { content, mode: item.mode ?? mode }];
  });
  return { ok: true, entries };
}

/** For one user or for a group the token is not for everybody. */
function token({ kit, work, tokens }: Collecting, source: ServiceAccountTokenProjection, mode: number): Part {
  const account = accountOf(work);
  if (kit.context.client.informer(KINDS.ServiceAccount).get(namespaceOf(work.pod), account) === undefined) {
    return { ok: false, message: `failed to fetch token: serviceaccounts "${account}" not found` };
  }
  const owner = tokenOwner(work);
  const guarded = owner !== undefined || specOf(work.pod).securityContext?.fsGroup !== undefined;
  return { ok: true, entries: [[source.path, { content: () => tokens.read(source), mode: guarded ? 0o600 : mode, ...(owner === undefined ? {} : { owner }) }]] };
}

function projection(collecting: Collecting, source: VolumeProjection, mode: number): Part {
  const { configMap, secret, downwardAPI, serviceAccountToken } = source;
  if (secret !== undefined) return keyed(collecting, { kind: 'Secret', name: secret.name ?? '', optional: secret.optional === true, items: secret.items }, mode);
  if (configMap !== undefined) return keyed(collecting, { kind: 'ConfigMap', name: configMap.name ?? '', optional: configMap.optional === true, items: configMap.items }, mode);
  if (downwardAPI !== undefined) return downward(collecting, downwardAPI.items ?? [], mode);
  if (serviceAccountToken !== undefined) return token(collecting, serviceAccountToken, mode);
  return { ok: true, entries: [] };
}

/** All that is wrong is told at once, in brackets if it is more than one thing. @k8s apimachinery/pkg/util/errors NewAggregate */
function joined(parts: readonly Part[]): PayloadOutcome {
  const payload = new Map<string, PayloadFile>();
  const wrong = new Set<string>();
  for (const part of parts) {
    if (!part.ok) { wrong.add(part.message); continue; }
    for (const [path, file] of part.entries) payload.set(path, file);
  }
  if (wrong.size === 0) return { ok: true, payload };
  const messages = [...wrong];
  return { ok: false, message: messages.length === 1 ? messages[0] ?? '' : `[${messages.join(', ')}]` };
}

/** Undefined for volumes that are not made of such files. */
export function payloadOf(collecting: Collecting, volume: Volume): PayloadOutcome | undefined {
  const { configMap, secret, downwardAPI, projected } = volume;
  if (configMap !== undefined) return joined([keyed(collecting, { kind: 'ConfigMap', name: configMap.name ?? '', optional: configMap.optional === true, items: configMap.items }, configMap.defaultMode ?? 0o644)]);
  if (secret !== undefined) return joined([keyed(collecting, { kind: 'Secret', name: secret.secretName ?? '', optional: secret.optional === true, items: secret.items }, secret.defaultMode ?? 0o644)]);
  if (downwardAPI !== undefined) return joined([downward(collecting, downwardAPI.items ?? [], downwardAPI.defaultMode ?? 0o644)]);
  if (projected !== undefined) return joined((projected.sources ?? []).map((source) => projection(collecting, source, projected.defaultMode ?? 0o644)));
  return undefined;
}
