/** Loud limits: warnings for accepted fields that have no effect here. */
import type { Json, JsonObject } from '../../base/index.ts';
import type { KindDefinition, KubeObject } from '../kindDefinition.ts';
import { definitionOf, fieldOf, type Definition, type FieldType } from '../schema/structure.ts';
import stored from './stored.json';

/** Fields by definition that are kept without effect. Made by `npm run gen` from `verdicts.json`. */
const STORED = stored as { readonly [definition: string]: readonly string[] };

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);

/** Given fields that are only stored, each once, without indices, and not what lies below them. */
function storedFields(definition: Definition | undefined, object: JsonObject, path: string, found: Set<string>): void {
  if (definition === undefined) return;
  const kept = Object.hasOwn(STORED, definition.name) ? STORED[definition.name] : undefined;
  for (const [field, value] of Object.entries(object)) {
    const type = fieldOf(definition, field);
    if (type === undefined || value === undefined || isEmpty(value)) continue;
    const here = path === '' ? field : `${path}.${field}`;
    if (kept?.includes(field) === true) found.add(here);
    else storedBelow(type, value, here, found);
  }
}

function storedBelow(type: FieldType, value: Json, path: string, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  switch (type.shape) {
    case 'scalar': return;
    case 'object': storedFields(definitionOf(type.definition), value as JsonObject, path, found); return;
    case 'list': case 'map':
      if (type.item.shape === 'scalar') return;
      for (const item of Object.values(value)) storedBelow(type.item, item as Json, path, found);
  }
}

/**
 * One sentence per field, sorted; the API server asks only when it is set up to warn. Status and metadata are not looked at: the
 * server and its components write them.
 */
export function limitWarnings(kind: KindDefinition, object: KubeObject): string[] {
  if (kind.custom !== undefined) return [];
  const found = new Set<string>();
  const { metadata: _, status: __, ...asked } = object as KubeObject & JsonObject;
  storedFields(definitionOf(kind.definition), asked, '', found);
  return [...found].sort().map((path) => (path === 'spec' || path === 'webhooks'
    ? `${kind.kind}: stored, not simulated by Peapod: nothing acts on its ${path} yet` : `${path}: stored, not simulated by Peapod`));
}
