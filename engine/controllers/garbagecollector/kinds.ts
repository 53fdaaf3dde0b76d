/**
 * Every kind that can be listed, watched and deleted: what the graph is made of.
 * @k8s pkg/controller/garbagecollector/garbagecollector.go GetDeletableResources
 */
import { ALL_KINDS, apiVersionOf, parseApiVersion, type KindDefinition } from '../../api/index.ts';
import type { Client } from '../../client/index.ts';
import { createCustomKinds } from '../customKinds.ts';

/** Events have no owners and are many. */
const isWatched = ({ kind, verbs, view, virtual }: KindDefinition): boolean =>
  kind !== 'Event' && view === undefined && virtual === undefined && ['delete', 'list', 'watch'].every((verb) => verbs.some((other) => other === verb));

export type GarbageKinds = {
  builtIn(): readonly KindDefinition[];
  custom(): readonly KindDefinition[];
  /** The kind of a reference; undefined if it is not served. */
  find(apiVersion: string, kind: string): KindDefinition | undefined;
  onChange(tell: () => void): () => void;
};

export function createGarbageKinds(client: Client): GarbageKinds {
  const known = new Map<string, KindDefinition>((ALL_KINDS as readonly KindDefinition[]).map((kind) => [`${apiVersionOf(kind)}/${kind.kind}`, kind]));
  const custom = createCustomKinds(client);
  return {
    builtIn: () => ALL_KINDS.filter(isWatched),
    custom: () => custom.all(),
    find(apiVersion, kind) {
      const { group, version } = parseApiVersion(apiVersion);
      return known.get(`${apiVersion}/${kind}`) ?? custom.find(group, version, kind);
    },
    onChange: (tell) => custom.onChange(tell),
  };
}
