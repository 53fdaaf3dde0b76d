/** What a learner's controller wants to hear of. */
import type { KindDefinition } from '../api/index.ts';
import { isList, isObject, type Json } from '../base/index.ts';

export type Watch = {
  readonly kind: KindDefinition;
  readonly labels: { readonly [key: string]: string };
  /** Instead of the object itself its controller is looked at: the owner of this kind. @k8s controller-runtime Owns */
  readonly owner: KindDefinition | undefined;
};
export type ReadWatches = { readonly watches: readonly Watch[] } | { readonly problem: string };

const LIKE = "like [{apiVersion: 'v1', kind: 'ConfigMap'}]";
const KEYS = ['apiVersion', 'kind', 'labels', 'owner'];

export function readWatches(value: Json, find: (apiVersion: string, kind: string) => KindDefinition | undefined): ReadWatches {
  if (value === null) return { problem: `nothing is watched: add \`export const watches = …\`, a list ${LIKE}` };
  if (!isList(value) || value.length === 0) return { problem: `watches is a list ${LIKE}, found ${JSON.stringify(value).slice(0, 80)}` };
  const watches: Watch[] = [];
  for (const [index, entry] of (value as readonly Json[]).entries()) {
    const at = `watches[${index}]`;
    if (!isObject(entry)) return { problem: `${at} is an object like {apiVersion: 'v1', kind: 'ConfigMap'}, found ${JSON.stringify(entry).slice(0, 80)}` };
    const other = Object.keys(entry).find((key) => !KEYS.includes(key));
    if (other !== undefined) return { problem: `${at} has ${KEYS.join(', ')}; it has no ${other}` };
    const { apiVersion, kind, labels = {}, owner } = entry;
    const found = typeof apiVersion === 'string' && typeof kind === 'string' ? find(apiVersion, kind) : undefined;
    if (found === undefined) return { problem: `${at}: no matches for kind ${JSON.stringify(kind ?? '')} in version ${JSON.stringify(apiVersion ?? '')} (kubectl api-resources lists what there is)` };
    if (!isObject(labels) || Object.values(labels).some((one) => typeof one !== 'string')) return { problem: `${at}.labels is an object like {team: 'blue'}, found ${JSON.stringify(labels).slice(0, 80)}` };
    let owning: KindDefinition | undefined;
    if (owner !== undefined) {
      owning = isObject(owner) && typeof owner['apiVersion'] === 'string' && typeof owner['kind'] === 'string' ? find(owner['apiVersion'], owner['kind']) : undefined;
      if (owning === undefined) return { problem: `${at}.owner is the kind of the owner, like {apiVersion: 'v1', kind: 'Namespace'}, found ${JSON.stringify(owner).slice(0, 80)}` };
    }
    watches.push({ kind: found, labels: labels as { readonly [key: string]: string }, owner: owning }); // each value was asked
  }
  return { watches };
}
