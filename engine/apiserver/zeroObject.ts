/**
 * An object of a kind as Go has it before anything is set: structures that are no pointers are there, and lists that are always written
 * are null. That is what bookmarks carry, and what the first writer's fields are compared with.
 */
import { definitionOf, type FieldType, type KindDefinition } from '../api/index.ts';
import type { Json, JsonObject } from '../base/index.ts';

const made = new Map<string, JsonObject>();

/** Without metadata; custom resources have no such form. */
export function zeroObject({ definition, custom }: KindDefinition): JsonObject {
  if (custom !== undefined) return {};
  let zero = made.get(definition);
  if (zero === undefined) {
    const { metadata: _, apiVersion: __, kind: ___, ...rest } = zeroOf(definition, []);
    zero = rest;
    made.set(definition, zero);
  }
  return zero;
}

function zeroOf(name: string, above: readonly string[]): JsonObject {
  const definition = definitionOf(name);
  if (definition === undefined || above.includes(name)) return {};
  const out: { [field: string]: Json } = {};
  for (const [field, type] of Object.entries(definition.fields)) {
    const value = zeroField(type, definition.required.includes(field), [...above, name]);
    if (value !== undefined) out[field] = value;
  }
  return out;
}

function zeroField(type: FieldType, required: boolean, above: readonly string[]): Json | undefined {
  if (type.shape === 'object') return type.default === undefined ? (required ? null : undefined) : zeroOf(type.definition, above);
  if (!required) return undefined;
  return type.shape === 'scalar' && type.default !== undefined ? type.default : null;
}
