/** What kubectl itself decodes of a manifest: its metadata. */
import { decode } from '../../api/index.ts';
import { isList, isObject } from '../../base/index.ts';
import type { Json, JsonObject } from '../../base/index.ts';

const goKind = (value: Json): string => (isList(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value);

/** The words of Go's JSON decoder for the first field of a wrong type; fields come in alphabetical order. @k8s golden kubectl/unknown-fields-validate */
export function metadataProblem(object: JsonObject): string | undefined {
  const { metadata } = object;
  if (metadata === undefined || metadata === null) return undefined;
  if (!isObject(metadata)) return `json: cannot unmarshal ${goKind(metadata)} into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta`;
  const decoded = decode('meta.v1.ObjectMeta', metadata);
  return decoded.ok ? undefined : decoded.error.replace(/(?<= Go struct field \w+\.)/, 'metadata.');
}
