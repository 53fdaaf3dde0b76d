/** Resources inside of custom resources. @k8s apiextensions-apiserver/pkg/apiserver/schema/objectmeta/validation.go */
import { dns1035LabelProblems, isList, isObject, type Json, type JsonObject } from '../../../../base/index.ts';
import { invalid, required } from '../../../fieldError.ts';
import type { FieldError, KubeObject } from '../../../kindDefinition.ts';
import { pathSegmentName, validateMeta } from '../../../meta/objectMeta.ts';
import { childPath, isEmbedded, itemsOf, keysOf, propertyOf, valuesOf, type Schema } from './schema.ts';

export function validateEmbedded(schema: Schema | undefined, value: Json | undefined, path: string): FieldError[] {
  if (schema === undefined || value === undefined) return [];
  if (isList(value)) return value.flatMap((item, index) => validateEmbedded(itemsOf(schema), item, `${path}[${index}]`));
  if (!isObject(value)) return [];
  const own = isEmbedded(schema) ? resourceErrors(value, path) : [];
  return [...own, ...keysOf(value).sort().flatMap((key) => {
    const property = propertyOf(schema, key);
    return property === undefined ? validateEmbedded(valuesOf(schema), value[key], `${path}[${key}]`) : validateEmbedded(property, value[key], childPath(path, key));
  })];
}

function resourceErrors(object: JsonObject, path: string): FieldError[] {
  const { apiVersion, kind, metadata } = object;
  const at = (name: string): string => childPath(path, name);
  return [
    ...textErrors(at('apiVersion'), apiVersion, (text) => (text.split('/').length > 2 ? [`unexpected GroupVersion string: ${text}`] : [])),
    ...textErrors(at('kind'), kind, (text) => {
      const problems = dns1035LabelProblems(text.toLowerCase());
      return problems.length === 0 ? [] : [`may have mixed case, but should otherwise match: ${problems.join(',')}`];
    }),
    ...(isObject(metadata) ? metaErrors(metadata, at('metadata')) : []),
  ];
}

function textErrors(path: string, value: Json | undefined, problems: (text: string) => readonly string[]): FieldError[] {
  if (value === undefined) return [required(path)];
  if (typeof value !== 'string') return [invalid(path, value, 'must be a string')];
  if (value === '') return [invalid(path, value, 'must not be empty')];
  return problems(value).map((text) => invalid(path, value, text));
}

function metaErrors(metadata: JsonObject, path: string): FieldError[] {
  const name = metadata['name'];
  const object = { metadata: { ...metadata, name: typeof name === 'string' && name !== '' ? name : 'fakename' } } as KubeObject; // types were checked by the decoder
  const errors = validateMeta(object, pathSegmentName, (object.metadata?.namespace ?? '') !== '');
  return errors.map((error) => ({ ...error, path: error.path.replace(/^metadata/, path) }));
}
