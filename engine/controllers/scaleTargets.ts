/** Where the `scale` of an object is found: built-in kinds and custom resources alike. @k8s client-go/scale/client.go */
import { ALL_KINDS, conditionIs, KINDS, type KindDefinition } from '../api/index.ts';
import { isObject, type JsonObject } from '../base/index.ts';
import type { Client } from '../client/index.ts';

export type ScaleTarget = {
  /** `deployments.apps`. */
  readonly resource: string;
  /** `/apis/apps/v1/namespaces/default/deployments/web/scale`. */
  readonly pathOf: (namespace: string, name: string) => string;
  readonly hasScale: boolean;
};
/** A kind and its group, in a version if it is named. */
export type KindAsked = { readonly group: string; readonly kind: string; readonly version?: string };

type Found = { readonly group: string; readonly version: string; readonly plural: string; readonly hasScale: boolean };

function builtIn({ group, kind, version }: KindAsked): Found | undefined {
  const kinds = ALL_KINDS as readonly KindDefinition[];
  const found = kinds.find((each) => each.group === group && each.kind === kind && (version === undefined || each.version === version));
  return found === undefined ? undefined : { group, version: found.version, plural: found.plural, hasScale: found.subresources.some(({ name }) => name === 'scale') };
}

function custom(client: Client, { group, kind, version }: KindAsked): Found | undefined {
  for (const definition of client.informer(KINDS.CustomResourceDefinition).list()) {
    const { spec } = definition;
    if (spec?.group !== group || spec.names.kind !== kind || !conditionIs(definition, 'Established')) continue;
    const served = spec.versions.find((each) => each.served && (version === undefined || each.name === version));
    if (served !== undefined) return { group, version: served.name, plural: spec.names.plural, hasScale: served.subresources?.scale !== undefined };
  }
  return undefined;
}

/** undefined: the cluster has no such kind. */
export function scaleTargetOf(client: Client, asked: KindAsked): ScaleTarget | undefined {
  const found = builtIn(asked) ?? custom(client, asked);
  if (found === undefined) return undefined;
  const { group, version, plural, hasScale } = found;
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  return {
    resource: group === '' ? plural : `${plural}.${group}`, hasScale,
    pathOf: (namespace, name) => `${root}/namespaces/${namespace}/${plural}/${name}/scale`,
  };
}

/** What a Scale says: how many are wanted, how many there are, and whom it selects. */
export type Scale = { readonly uid: string; readonly wanted: number; readonly running: number; readonly selector: string; readonly object: JsonObject };

export function readScale(object: JsonObject): Scale {
  const part = (name: string): JsonObject => { const value = object[name]; return isObject(value) ? value : {}; };
  const whole = (value: unknown): number => (typeof value === 'number' ? value : 0);
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const { metadata, spec, status } = { metadata: part('metadata'), spec: part('spec'), status: part('status') };
  return { uid: text(metadata['uid']), wanted: whole(spec['replicas']), running: whole(status['replicas']), selector: text(status['selector']), object };
}
