/** `storageVersionHash`: tells clients when a resource begins to be stored in another version. @k8s apiserver/pkg/endpoints/discovery/storageversionhash.go */
import { bytesToBase64, utf8Bytes, type KindDefinition } from '../../api/index.ts';
import { sha256 } from '../../base/index.ts';
import { storedKind } from '../view.ts';

/** Kinds that are still stored in the version before the one that is served. @k8s golden world/discovery */
const OLDER: { readonly [kind: string]: string } = {
  CustomResourceDefinition: 'v1beta1', MutatingAdmissionPolicy: 'v1beta1', MutatingAdmissionPolicyBinding: 'v1beta1',
};

const known = new Map<string, string>();

/** Undefined for what is not stored: reviews, metrics. */
export function storageVersionHash(kind: KindDefinition): string | undefined {
  if (kind.virtual) return undefined;
  const stored = storedKind(kind);
  const name = `${stored.group}/${kind.custom === undefined ? OLDER[stored.kind] ?? stored.version : stored.version}/${stored.kind}`;
  let hash = known.get(name);
  if (hash === undefined) {
    const digest = sha256(Uint8Array.from(utf8Bytes(name)));
    hash = bytesToBase64(Array.from({ length: 8 }, (_, index) => parseInt(digest.slice(2 * index, 2 * index + 2), 16)));
    known.set(name, hash);
  }
  return hash;
}
