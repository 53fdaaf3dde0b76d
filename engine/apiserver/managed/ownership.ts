/** Who wrote which fields (managedFields), kept beside the objects. */
import type { KubeObject } from '../../api/index.ts';
import type { ResourceRequest } from '../context.ts';

export type Ownership = {
  /** Notes that `request` made `next` of `old`. */
  readonly wrote: (request: ResourceRequest, old: KubeObject | undefined, next: KubeObject) => void;
  /** The object as clients see it, with `metadata.managedFields`. */
  readonly shown: (object: KubeObject) => KubeObject;
};

export function createOwnership(): Ownership {
  return { wrote: () => undefined, shown: (object) => object };
}
