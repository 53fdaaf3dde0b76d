/** Names of a resource and what may be shown of it. @k8s apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go */
import { dns1035LabelProblems } from '../../../../base/index.ts';
import { duplicate, invalid, required, tooMany } from '../../../fieldError.ts';
import type { FieldError } from '../../../kindDefinition.ts';
import type { CustomResourceColumnDefinition, CustomResourceDefinitionNames, CustomResourceSubresources, SelectableField } from '../../../schema/types.ts';
import { fieldPathIn } from '../schema/fieldPath.ts';
import type { Schema } from '../schema/schema.ts';

const label = (path: string, text: string, prefix = '', tested = text): FieldError[] => {
  const problems = text === '' ? [] : dns1035LabelProblems(tested);
  return problems.length === 0 ? [] : [invalid(path, text, prefix + problems.join(','))];
};
const MIXED = 'may have mixed case, but should otherwise match: ';

export function validateNames(names: Partial<CustomResourceDefinitionNames>, path: string): FieldError[] {
  const { plural = '', singular = '', kind = '', listKind = '', shortNames = [], categories = [] } = names;
  const each = (field: string, list: readonly string[]): FieldError[] => list.flatMap((text, index) => {
    const problems = dns1035LabelProblems(text);
    return problems.length === 0 ? [] : [invalid(`${path}.${field}[${index}]`, text, problems.join(','))];
  });
  return [
    ...label(`${path}.plural`, plural), ...label(`${path}.singular`, singular),
    ...label(`${path}.kind`, kind, MIXED, kind.toLowerCase()), ...label(`${path}.listKind`, listKind, MIXED, listKind.toLowerCase()),
    ...each('shortNames', shortNames),
    ...(kind !== '' && kind === listKind ? [invalid(`${path}.listKind`, listKind, 'kind and listKind may not be the same')] : []),
    ...each('categories', categories),
  ];
}

const COLUMN_TYPES = ['boolean', 'date', 'integer', 'number', 'string'];
const COLUMN_FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];

export function validateColumn(column: CustomResourceColumnDefinition, path: string): FieldError[] {
  const given: Partial<CustomResourceColumnDefinition> = column;
  const { name = '', type = '', format = '', jsonPath = '' } = given;
  const types = `must be one of ${COLUMN_TYPES.join(',')}`;
  return [
    ...(name === '' ? [required(`${path}.name`)] : []),
    ...(type === '' ? [required(`${path}.type`, types)] : COLUMN_TYPES.includes(type) ? [] : [invalid(`${path}.type`, type, types)]),
    ...(format !== '' && !COLUMN_FORMATS.includes(format) ? [invalid(`${path}.format`, format, `must be one of ${COLUMN_FORMATS.join(',')}`)] : []),
    ...(jsonPath === '' ? [required(`${path}.JSONPath`)] : simplePath(jsonPath, `${path}.JSONPath`)),
  ];
}

const simplePath = (text: string, path: string): FieldError[] =>
  (text.startsWith('.') ? [] : [invalid(path, text, 'must be a simple json path starting with .')]);

export function validateSubresources(subresources: CustomResourceSubresources | undefined, path: string): FieldError[] {
  const scale = subresources?.scale;
  if (scale === undefined) return [];
  const below = (field: string, text: string, roots: readonly string[], words: string): FieldError[] => {
    const at = `${path}.scale.${field}`;
    const wrong = simplePath(text, at);
    return wrong.length > 0 || roots.some((root) => text.startsWith(root)) ? wrong : [invalid(at, text, words)];
  };
  const given: Partial<typeof scale> = scale;
  const { specReplicasPath = '', statusReplicasPath = '', labelSelectorPath = '' } = given;
  return [
    ...(specReplicasPath === '' ? [required(`${path}.scale.specReplicasPath`)] : below('specReplicasPath', specReplicasPath, ['.spec.'], 'should be a json path under .spec')),
    ...(statusReplicasPath === '' ? [required(`${path}.scale.statusReplicasPath`)]
      : below('statusReplicasPath', statusReplicasPath, ['.status.'], 'should be a json path under .status')),
    ...(labelSelectorPath === '' ? [] : below('labelSelectorPath', labelSelectorPath, ['.spec.', '.status.'], 'should be a json path under either .spec or .status')),
  ];
}

const MAX_SELECTABLE = 8;

export function validateSelectable(fields: readonly Partial<SelectableField>[], schema: Schema, path: string): FieldError[] {
  const seen = new Set<string>();
  const errors = fields.flatMap(({ jsonPath = '' }, index): FieldError[] => {
    const at = `${path}[${index}].jsonPath`;
    if (jsonPath === '') return [required(at)];
    const found = fieldPathIn(schema, jsonPath, false);
    if (!found.ok) return [invalid(at, jsonPath, `is an invalid path: ${found.error}`)];
    const own: FieldError[] = [];
    if (found.names[0] === 'metadata') own.push(invalid(at, jsonPath, 'must not point to fields in metadata'));
    if (!['string', 'boolean', 'integer'].includes(found.schema?.type ?? '')) {
      own.push(invalid(at, jsonPath, 'must point to a field of type string, boolean or integer. Enum string fields and strings with formats are allowed.'));
    }
    if (seen.has(found.path)) own.push(duplicate(at, jsonPath));
    seen.add(found.path);
    return own;
  });
  return seen.size > MAX_SELECTABLE ? [...errors, tooMany(path, seen.size, MAX_SELECTABLE)] : errors;
}
