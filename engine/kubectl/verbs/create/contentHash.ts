/** A short hash of what a config map or secret holds. @k8s kubectl/pkg/util/hash/hash.go */
import { sha256, type JsonObject } from '../../../base/index.ts';
import { field, goJson, objectAt, textAt, withField } from '../../objects.ts';

const LENGTH = 10;
/** No vowels and nothing that looks like a letter: no bad words by chance. */
const REPLACED: { readonly [digit: string]: string } = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' };

/**
 * The object with the hash at the end of its name.
 * @param byKustomize what it is called does not count then, and no data is an empty text. @k8s kustomize/api/hasher/hasher.go
 */
export function withHash(object: JsonObject, byKustomize = false): JsonObject {
  const name = textAt(object, 'metadata', 'name');
  const kind = textAt(object, 'kind');
  const binary = field(object, 'binaryData');
  const hashed: JsonObject = {
    kind, name: byKustomize ? '' : name, data: byKustomize && field(object, 'data') === undefined ? '' : objectAt(object, 'data'), ...(kind === 'Secret' ? { type: textAt(object, 'type') } : {}), ...(binary === undefined ? {} : { binaryData: binary }),
  };
  const digits = sha256(new TextEncoder().encode(goJson(hashed))).slice(0, LENGTH);
  return withField(object, ['metadata', 'name'], `${name}-${digits.replace(/[013ae]/g, (digit) => REPLACED[digit] ?? digit)}`);
}
