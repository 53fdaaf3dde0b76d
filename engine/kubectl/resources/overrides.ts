/** `--overrides` of run and expose: a patch on what was generated. @k8s kubectl/pkg/cmd/util/override_options.go */
import { applyJsonPatch, applyMergePatch, applyStrategicPatch, isObject } from '../../base/index.ts';
import type { JsonObject, JsonPatchOperation } from '../../base/index.ts';
import { findByKind, schemaOf } from '../../api/index.ts';
import type { FlagSpec } from '../flags.ts';
import { textAt } from '../objects.ts';
import { fail } from '../problems.ts';
import type { KubectlContext } from '../verb.ts';
import { parseJson } from './json.ts';

export const overrideFlags: readonly FlagSpec[] = [
  { name: 'override-type', type: 'string', default: 'merge', about: 'How --overrides is applied: json, merge or strategic' },
  { name: 'overrides', type: 'string', about: 'JSON that changes the generated object' },
];

export function withOverrides(context: KubectlContext, object: JsonObject): JsonObject {
  const text = context.flags.text('overrides');
  if (text === '') return object;
  const patch = parseJson(text);
  if (patch === undefined) fail('Invalid JSON Patch');
  switch (context.flags.text('override-type')) {
    case 'json': {
      const result = applyJsonPatch(object, patch as unknown as readonly JsonPatchOperation[]); // checked while it is applied
      return result.ok && isObject(result.value) ? result.value : fail(result.ok ? 'Invalid JSON Patch' : result.error);
    }
    case 'strategic': {
      const definition = findByKind(textAt(object, 'apiVersion'), textAt(object, 'kind'))?.definition;
      const result = isObject(patch) && definition !== undefined ? applyStrategicPatch(object, patch, schemaOf(definition)) : undefined;
      return result?.ok === true ? result.value : fail('Invalid JSON Patch');
    }
    case 'merge': {
      const merged = isObject(patch) ? applyMergePatch(object, patch) : undefined;
      return isObject(merged) ? merged : fail('Invalid JSON Patch');
    }
    default: return fail(`invalid override type: ${context.flags.text('override-type')}`);
  }
}
