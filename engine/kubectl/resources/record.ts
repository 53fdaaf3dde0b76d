/** `--record`: the command itself becomes an annotation. Deprecated, and still taken. @k8s cli-runtime/pkg/genericclioptions/record_flags.go */
import type { JsonObject } from '../../base/index.ts';
import type { FlagSpec } from '../flags.ts';
import { annotationsOf, withField } from '../objects.ts';
import type { KubectlContext } from '../verb.ts';

export const CHANGE_CAUSE = 'kubernetes.io/change-cause';

export const recordFlag: FlagSpec = { name: 'record', type: 'bool', hidden: true, deprecated: '--record will be removed in the future', about: 'Write the command into an annotation of the object' };

/** `kubectl apply --filename=web.yaml --record=true`; undefined if nothing is to be recorded. */
function changeCause({ path, args, flags }: KubectlContext): string | undefined {
  if (!flags.changed('record') || !flags.on('record')) return undefined;
  return `${[path, ...args].join(' ')}${flags.asGiven}`;
}

/** What is sent after a change that has a request of its own. */
export function causePatch(context: KubectlContext): JsonObject | undefined {
  const cause = changeCause(context);
  return cause === undefined ? undefined : { metadata: { annotations: { [CHANGE_CAUSE]: cause } } };
}

export function recorded(context: KubectlContext, object: JsonObject): JsonObject {
  const cause = changeCause(context);
  return cause === undefined ? object : withField(object, ['metadata', 'annotations'], { ...annotationsOf(object), [CHANGE_CAUSE]: cause });
}
