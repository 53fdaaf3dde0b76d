/** Between the version of a kind that a request is about and the one that is stored. Most kinds have one version: nothing to do. */
import { apiVersionOf, schemaOf, type KindDefinition, type KubeObject } from '../api/index.ts';
import type { ObjectSchema } from '../base/index.ts';
import type { ResourceRequest } from './context.ts';

/** The version that admission, validation and the store see. */
export const storedKind = (kind: KindDefinition): KindDefinition => kind.view?.kind ?? kind;

/** What a client sent, decoded, as it is stored; defaults are those of the version that was asked for. */
export function toStored({ asked, kind, namespace }: ResourceRequest, object: KubeObject): KubeObject {
  if (asked.view === undefined) return object;
  const placed = namespace === undefined ? object : { ...object, metadata: { ...object.metadata, namespace } };
  return { ...asked.view.toStored(asked.defaults(placed)), kind: kind.kind, apiVersion: apiVersionOf(kind) };
}

/** A stored object in the version `kind`. */
export function inVersion(kind: KindDefinition, object: KubeObject): KubeObject {
  return kind.view === undefined ? object : { ...kind.view.fromStored(object), kind: kind.kind, apiVersion: apiVersionOf(kind) };
}

export const fromStored = (request: ResourceRequest, object: KubeObject): KubeObject => inVersion(request.asked, object);

/** What patches and server-side apply know of the version's fields. */
export const schemaOfKind = (kind: KindDefinition): ObjectSchema => kind.custom?.patches ?? schemaOf(kind.definition);
