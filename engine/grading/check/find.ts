/** Which objects a check looks at. */
import { findByKind, type KindDefinition, type KubeObject } from '../../api/index.ts';
import type { ObjectRef } from '../format/common.ts';

/** What a check may ask of a cluster. */
export type World = {
  list(kind: KindDefinition, namespace: string | undefined): readonly KubeObject[];
  /** What a load has seen so far; undefined where no such load was started. */
  load?(id: string): LoadSeen | undefined;
  run?(command: string): { readonly output: string; readonly exitCode: number };
};
export type LoadSeen = {
  readonly sent: number; readonly answered: number; readonly errors: number; readonly refused: number; readonly timedOut: number; readonly reset: number;
  /** Sent and not answered: refused, timed out, reset. */
  readonly dropped: number;
  /** Requests by the Pod that they got to, `namespace/name`. */
  readonly byPod: { readonly [pod: string]: { readonly answered: number; readonly refused: number; readonly timedOut: number; readonly reset: number } };
};

export const kindOf = ({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }): KindDefinition | undefined => findByKind(apiVersion, kind);

type Wanted = { readonly [key in keyof Omit<ObjectRef, 'apiVersion' | 'kind'>]?: ObjectRef[key] | undefined };
/** In the order of their names. */
export function find(world: World, kind: KindDefinition, { namespace = 'default', name, labels = {} }: Wanted): readonly KubeObject[] {
  const wanted = Object.entries(labels);
  return world.list(kind, kind.namespaced ? namespace : undefined).filter(({ metadata }) =>
    (name === undefined || metadata?.name === name) && wanted.every(([key, value]) => metadata?.labels?.[key] === value));
}
