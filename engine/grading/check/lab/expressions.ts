/** Checks against what Kubernetes has: kinds, namespaces, fields, expressions. */
import { definitionBelow, definitionOf, fieldOf, type Definition, type KindDefinition } from '../../../api/index.ts';
import { isList, isObject, type Json, type JsonObject } from '../../../base/index.ts';
import { DYN, listOf, type CelType } from '../../../cel/index.ts';
import { TARGETS, type Check } from '../../format/check.ts';
import type { Path } from '../../format/explain.ts';
import { suggestion } from '../../format/suggest.ts';
import { typeProblems } from '../cel.ts';
import { kindOf } from '../find.ts';
import { expressionsOf, makeJudge, targetOf } from '../judge.ts';
import { typeOfKind } from '../types.ts';
import type { Indexed, Parts, Tell } from './parts.ts';

export function checkProblems({ checks }: Parts, tell: Tell): void {
  for (const check of checks) checkProblem(check, tell);
}

function checkProblem([index, check]: Indexed<Check>, tell: Tell): void {
  // Of which target an expression speaks is not known.
  if (TARGETS.filter((target) => check[target] !== undefined).length !== 1) return;
  const made = makeJudge(check);
  if (!made.ok) {
    for (const { path, message, fix, at } of made.problems) {
      const text = valueAt(check as unknown as Json, path); // a check is JSON
      const key = path[0] === 'resource' && path.length > 2;
      const source = key ? String(path.at(-1)) : typeof text === 'string' ? text : undefined;
      tell(['checks', index, ...path], `check ${check.id}: ${message}`, fix, { ...(key ? { key: true } : {}), ...(at !== undefined && source !== undefined ? { text: source, within: at } : {}) });
    }
  }
  namespaceProblems(index, check, tell);
  const kind = kindOf(check.resource ?? check.select ?? check.list ?? { apiVersion: '', kind: '' });
  if (check.resource !== undefined && kind !== undefined) fieldProblems(check.resource as JsonObject, definitionOf(kind.definition), ['checks', index, 'resource'], kind.kind, tell); // read from YAML
  if (made.ok) typedProblems(index, check, kind, tell);
}

function namespaceProblems(index: number, check: Check, tell: Tell): void {
  const refs = [...(check.select === undefined ? [] : [[check.select, ['select']] as const]), ...(check.list === undefined ? [] : [[check.list, ['list']] as const]),
    ...Object.entries(check.bind).map(([name, ref]) => [ref, ['bind', name]] as const)];
  const metadata = check.resource?.metadata?.namespace;
  const all = [...refs.map(([ref, path]) => [kindOf(ref), ref.namespace, [...path, 'namespace']] as const), [check.resource === undefined ? undefined : kindOf(check.resource), metadata, ['resource', 'metadata', 'namespace']] as const];
  for (const [kind, namespace, path] of all) {
    if (kind !== undefined && !kind.namespaced && namespace !== undefined) tell(['checks', index, ...path], `check ${check.id}: a ${kind.kind} is in no namespace`, 'Take the namespace out');
  }
}

/** Fields of a partial object that no object of the kind has. */
function fieldProblems(value: JsonObject, definition: Definition | undefined, path: Path, kind: string, tell: Tell): void {
  if (definition === undefined || definition.untyped || Object.keys(definition.fields).length === 0) return;
  for (const [key, inner] of Object.entries(value)) {
    if (key.startsWith('(') || key.startsWith('~.(') || inner === undefined) continue;
    const name = key.replace(/^~\./, '');
    const type = fieldOf(definition, name);
    if (type === undefined) {
      const meant = suggestion(name, Object.keys(definition.fields));
      tell([...path, key], `${kind} has no field ${name} here`, meant === undefined ? `kubectl explain ${kind.toLowerCase()} lists what there is` : `Did you mean ${meant}?`, { key: true, warning: true });
      continue;
    }
    const below = definitionBelow(type);
    const entries = isList(inner) ? inner.map((entry, at) => [entry, [...path, key, at]] as const) : [[inner, [...path, key]] as const];
    for (const [entry, place] of entries) if (isObject(entry) && (type.shape !== 'map')) fieldProblems(entry, below, place, kind, tell);
  }
}

/** What an expression reads that its objects cannot have, and what can never be compared. */
function typedProblems(index: number, check: Check, kind: KindDefinition | undefined, tell: Tell): void {
  const target = targetOf(check);
  const type = kind === undefined ? DYN : typeOfKind(kind);
  const own: { readonly [name: string]: CelType } = { resource: { object: type }, select: { object: type }, list: { items: listOf(type) }, load: { load: DYN }, command: { output: DYN, exitCode: DYN } }[target];
  const bound = Object.fromEntries(Object.entries(check.bind).map(([name, ref]) => {
    const found = kindOf(ref);
    const each = found === undefined ? DYN : typeOfKind(found);
    return [name, ref.many ? listOf(each) : each] as const;
  }));
  for (const { path, source: text } of expressionsOf(check)) {
    for (const within of typeProblems(text, { ...own, ...bound })) {
      const field = /^undefined field '(.*)'$/.exec(within.message)?.[1];
      if (field === undefined) continue;
      const meant = suggestion(field, fieldsNear(kind, bound));
      tell(['checks', index, ...path], `check ${check.id}: ${path.join('.')}: ${kind?.kind ?? 'this'} has no field ${field} there`, meant === undefined ? 'kubectl explain shows which fields there are' : `Did you mean ${meant}?`, { text, within, warning: true });
    }
  }
}

/** All names of fields that a kind has anywhere. */
function fieldsNear(kind: KindDefinition | undefined, bound: { readonly [name: string]: CelType }): readonly string[] {
  const names = new Set<string>();
  const seen = new Set<string>();
  const visit = (definition: Definition | undefined): void => {
    if (definition === undefined || seen.has(definition.name)) return;
    seen.add(definition.name);
    for (const [name, type] of Object.entries(definition.fields)) { names.add(name); visit(definitionBelow(type)); }
  };
  visit(kind === undefined ? undefined : definitionOf(kind.definition));
  for (const type of Object.values(bound)) { const object = type.kind === 'list' ? type.item : type; if (object.kind === 'object') visit(definitionOf(object.name)); }
  return [...names];
}

const valueAt = (value: Json | undefined, path: Path): Json | undefined => path.reduce<Json | undefined>((at, step) =>
  (at !== undefined && isList(at) ? at[Number(step)] : at !== undefined && isObject(at) && Object.hasOwn(at, step) ? at[String(step)] : undefined), value);
