/** What kubectl itself decodes of a manifest: its metadata. */
import { isList, isObject } from '../../base/index.ts';
import type { Json, JsonObject } from '../../base/index.ts';

const TEXTS = ['generateName', 'name', 'namespace'];
const MAPS = ['annotations', 'labels'];

const goKind = (value: Json): string => (isList(value) ? 'array' : isObject(value) ? 'object' : typeof value === 'boolean' ? 'bool' : typeof value);

/** The words of Go's JSON decoder for the first field of a wrong type; fields come in alphabetical order. @k8s golden kubectl/unknown-fields-validate */
export function metadataProblem(object: JsonObject): string | undefined {
  const { metadata } = object;
  if (metadata === undefined || metadata === null) return undefined;
  if (!isObject(metadata)) return `cannot unmarshal ${goKind(metadata)} into Go struct field metadataOnlyObject.metadata of type v1.ObjectMeta`;
  for (const key of [...TEXTS, ...MAPS].sort()) {
    const problem = fieldProblem(key, metadata[key]);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function fieldProblem(key: string, value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  const wrong = (each: Json, type: string): string => `cannot unmarshal ${goKind(each)} into Go struct field ObjectMeta.metadata.${key} of type ${type}`;
  if (TEXTS.includes(key)) return typeof value === 'string' ? undefined : wrong(value, 'string');
  if (!isObject(value)) return wrong(value, 'map[string]string');
  const odd = Object.keys(value).sort().map((name) => value[name]).find((each) => each !== undefined && each !== null && typeof each !== 'string');
  return odd === undefined ? undefined : wrong(odd, 'string');
}
