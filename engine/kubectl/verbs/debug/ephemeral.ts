/** A container more in a running pod. @k8s kubectl/pkg/cmd/debug/debug.go debugByEphemeralContainer */
import type { Pod } from '../../../api/index.ts';
import type { JsonObject } from '../../../base/index.ts';
import type { Task } from '../../../time/index.ts';
import type { KubectlContext } from '../../verb.ts';
import { attachWhenRunning, debugName, environmentOf, wantsAttach } from './container.ts';
import { warnOfUser, withCustom } from './custom.ts';
import { withProfile } from './profiles.ts';

/** The new one comes last. @k8s golden pods/pod-ephemeral-debug */
const orderOf = (pod: Pod, name: string): JsonObject[] =>
  [...new Set([...(pod.spec?.ephemeralContainers ?? []).map((each) => each.name), name])].map((each) => ({ name: each }));

export function* debugWithEphemeral(context: KubectlContext, pod: Pod, command: readonly string[]): Task<number> {
  const { flags } = context;
  const { name = '', namespace = '' } = pod.metadata ?? {};
  const target = flags.text('target');
  if (target !== '' && !flags.on('quiet')) {
    context.out(`Targeting container ${JSON.stringify(target)}. If you don't see processes from this container it may be because the container runtime doesn't support this feature.\n`);
  }
  const container = debugName(context, pod);
  const env = environmentOf(context);
  const policy = flags.text('image-pull-policy');
  const entry: JsonObject = {
    name: container, image: flags.text('image'), terminationMessagePolicy: 'File', resources: {},
    ...(command.length === 0 ? {} : { [flags.on('arguments-only') ? 'args' : 'command']: [...command] }),
    ...(env.length === 0 ? {} : { env }), ...(policy === '' ? {} : { imagePullPolicy: policy }),
    ...(flags.on('stdin') ? { stdin: true } : {}), ...(flags.on('tty') ? { tty: true } : {}), ...(target === '' ? {} : { targetContainerName: target }),
  };
  // The profile goes to the first container of that name. @k8s golden pods/pod-ephemeral-debug
  const before = pod.spec?.ephemeralContainers?.find((each) => each.name === container) as JsonObject | undefined; // plain JSON
  const made = withCustom(context, withProfile(before ?? entry, flags.text('profile')));
  warnOfUser(context, made, pod);
  context.api.call('PATCH', `/api/v1/namespaces/${namespace}/pods/${encodeURIComponent(name)}/ephemeralcontainers`, {
    body: { spec: { '$setElementOrder/ephemeralContainers': orderOf(pod, container), ephemeralContainers: [made] } }, headers: { 'content-type': 'application/strategic-merge-patch+json' },
  });
  return wantsAttach(context) ? yield* attachWhenRunning(context, name, container) : 0;
}
