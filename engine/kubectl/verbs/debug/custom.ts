/** `--custom`: a partial container over what the profile made. @k8s kubectl/pkg/cmd/debug/debug.go applyCustomProfile, displayWarning */
import { findByKind, schemaOf, type Pod } from '../../../api/index.ts';
import { applyStrategicPatch, isObject, parseOne } from '../../../base/index.ts';
import type { JsonObject } from '../../../base/index.ts';
import { FileError } from '../../../script/index.ts';
import { listAt, objectAt } from '../../objects.ts';
import { readText } from '../../paths.ts';
import { fail } from '../../problems.ts';
import type { KubectlContext } from '../../verb.ts';

const NOT_MODIFIABLE = ['name', 'command', 'image', 'lifecycle', 'volumeDevices'];

function customOf({ flags, command }: KubectlContext): JsonObject | undefined {
  const path = flags.text('custom');
  if (path === '') return undefined;
  let text = '';
  try { text = readText(command, path); } catch (error) {
    if (!(error instanceof FileError)) throw error;
    fail(`must pass a container spec json file for custom profile: open ${path}: ${error.reason.toLowerCase()}`);
  }
  const parsed = parseOne(text, 1, {});
  if ('message' in parsed || !isObject(parsed.value)) return fail(`${path} does not contain a valid container spec: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal string into Go value of type v1.Container`);
  return parsed.value;
}

/** Asked before anything is sent. */
export function checkCustom(context: KubectlContext): void {
  const custom = customOf(context);
  if (custom !== undefined && NOT_MODIFIABLE.some((field) => custom[field] !== undefined)) {
    fail('name, command, image, lifecycle and volume devices are not modifiable via custom profile');
  }
}

export function withCustom(context: KubectlContext, container: JsonObject): JsonObject {
  const custom = customOf(context);
  const definition = findByKind('v1', 'Pod')?.definition;
  if (custom === undefined || definition === undefined) return container;
  const around = (each: JsonObject): JsonObject => ({ spec: { containers: [each] } });
  const result = applyStrategicPatch(around(container), around({ ...custom, name: container['name'] }), schemaOf(definition));
  if (!result.ok) return fail(`error creating three way patch to add debug container: ${result.error}`);
  const [patched] = listAt(objectAt(result.value, 'spec'), 'containers');
  return isObject(patched) ? patched : container;
}

const WARNING = 'Warning: Non-root user is configured for the entire target Pod, and some capabilities granted by debug profile may not work. '
  + 'Please consider using "--custom" with a custom profile that specifies "securityContext.runAsUser: 0".\n';

/** The pod's user is not root, and the profile gives what only root can use. */
export function warnOfUser(context: KubectlContext, container: JsonObject, pod: Pod): void {
  const user = pod.spec?.securityContext?.runAsUser ?? 0;
  const security = objectAt(container, 'securityContext');
  if (user === 0 || security['runAsUser'] === 0) return;
  if (security['privileged'] === true || listAt(objectAt(security, 'capabilities'), 'add').length > 0) context.error(WARNING);
}
