/** What kubectl checks itself of kinds that the server cannot check for it: those that cannot be patched, such as reviews. @k8s kubectl/pkg/util/openapi/validation */
import { definitionOf, definitionOfKind, fieldOf, type FieldType } from '../../api/index.ts';
import { isList, isObject } from '../../base/index.ts';
import type { Json, JsonObject } from '../../base/index.ts';
import type { Resource } from '../discovery.ts';
import { klogHead } from '../klog.ts';
import { fail } from '../problems.ts';
import type { KubectlContext } from '../verb.ts';
import { fieldValidation } from './fieldValidation.ts';

/** Ends the command, or with `warn` says that nothing was looked at. */
export function validateHere(context: KubectlContext, resource: Resource, object: JsonObject, source: string): void {
  const directive = fieldValidation(context);
  if (resource.verbs.includes('patch') || (directive !== 'Strict' && directive !== 'Warn')) return;
  if (directive === 'Warn') {
    context.error(`${klogHead('W', context.clock.now, context.command.process.pid)} schema.go:145] cannot perform warn validation if server-side field validation is unsupported, skipping validation\n`);
    return;
  }
  const definition = definitionOfKind(resource.group, resource.version, resource.kind)?.name;
  const wrong = definition === undefined ? [] : objectProblems(definition, object, resource.kind);
  if (wrong.length === 0) return;
  fail(`error validating ${JSON.stringify(source)}: error validating data: ${wrong.length === 1 ? wrong[0] ?? '' : `[${wrong.join(', ')}]`}; if you choose to ignore these errors, turn validation off with --validate=false`);
}

/** `io.k8s.api.authorization.v1.ResourceAttributes`. */
const modelName = (definition: string): string => (definition.startsWith('meta.') ? `io.k8s.apimachinery.pkg.apis.${definition}` : `io.k8s.api.${definition}`);

function objectProblems(name: string, value: Json, path: string): string[] {
  const definition = definitionOf(name);
  if (!isObject(value)) return [wrongType(path, modelName(name), value, 'map')];
  if (definition === undefined || Object.keys(definition.fields).length === 0) return [];
  const fields = Object.keys(value).sort().flatMap((key) => {
    const type = fieldOf(definition, key);
    if (type === undefined) return [`ValidationError(${path}): unknown field ${JSON.stringify(key)} in ${modelName(name)}`];
    const each = value[key];
    return each === undefined || each === null ? [] : valueProblems(type, each, `${path}.${key}`, `${modelName(name)}.${key}`);
  });
  const missing = definition.required.filter((key) => value[key] === undefined).map((key) => `ValidationError(${path}): missing required field ${JSON.stringify(key)} in ${modelName(name)}`);
  return [...fields, ...missing];
}

function valueProblems(type: FieldType, value: Json, path: string, model: string): string[] {
  switch (type.shape) {
    case 'object': return objectProblems(type.definition, value, path);
    case 'list': return isList(value) ? value.flatMap((each, index) => valueProblems(type.item, each, `${path}[${index}]`, model)) : [wrongType(path, model, value, 'array')];
    case 'map': return isObject(value) ? Object.keys(value).sort().flatMap((key) => valueProblems(type.item, value[key] ?? null, `${path}.${key}`, model)) : [wrongType(path, model, value, 'map')];
    case 'scalar': return scalarProblems(type.scalar, value, path, model);
  }
}

const wrongType = (path: string, model: string, value: Json, expected: string): string =>
  `ValidationError(${path}): invalid type for ${model}: got ${JSON.stringify(goKind(value))}, expected ${JSON.stringify(expected)}`;

function goKind(value: Json): string {
  if (isList(value)) return 'array';
  if (isObject(value)) return 'map';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function scalarProblems(scalar: string, value: Json, path: string, model: string): string[] {
  const expected = scalar === 'boolean' ? 'boolean' : /^int(?:32|64)$/.test(scalar) ? 'integer' : scalar === 'number' ? 'number' : scalar === 'string' ? 'string' : '';
  const kind = goKind(value);
  // A number may stand where a text is meant, not the other way round.
  const fine = expected === '' || kind === expected || (expected === 'number' && kind === 'integer') || (expected === 'string' && (kind === 'integer' || kind === 'number'));
  return fine ? [] : [wrongType(path, model, value, expected)];
}
