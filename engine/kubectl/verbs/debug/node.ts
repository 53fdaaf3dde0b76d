/** A pod on a node that sees what the node sees. @k8s kubectl/pkg/cmd/debug/debug.go generateNodeDebugPod, profiles.go */
import type { JsonObject } from '../../../base/index.ts';
import type { Task } from '../../../time/index.ts';
import type { KubectlContext } from '../../verb.ts';
import { attachWhenRunning, environmentOf, randomSuffix, wantsAttach } from './container.ts';
import { withCustom } from './custom.ts';
import { withProfile } from './profiles.ts';

const ROOT_VOLUME = 'host-root';
const SEES_ROOT = ['legacy', 'general', 'sysadmin'];
const SEES_HOST = [...SEES_ROOT, 'netadmin'];

export function* debugNode(context: KubectlContext, node: string, command: readonly string[]): Task<number> {
  const { flags, api, namespace } = context;
  const container = flags.text('container') === '' ? 'debugger' : flags.text('container');
  const name = `node-debugger-${node}-${randomSuffix(context)}`;
  if (!flags.on('quiet')) context.out(`Creating debugging pod ${name} with container ${container} on node ${node}.\n`);
  api.call('POST', `/api/v1/namespaces/${namespace}/pods`, { body: podOn(context, { node, name, container, command }) });
  return wantsAttach(context) ? yield* attachWhenRunning(context, name, container) : 0;
}

type Wanted = { readonly node: string; readonly name: string; readonly container: string; readonly command: readonly string[] };

function podOn(context: KubectlContext, { node, name, container, command }: Wanted): JsonObject {
  const { flags } = context;
  const profile = flags.text('profile');
  const [env, policy, root] = [environmentOf(context), flags.text('image-pull-policy'), SEES_ROOT.includes(profile)];
  const entry: JsonObject = {
    name: container, image: flags.text('image'), terminationMessagePolicy: 'File', resources: {},
    ...(command.length === 0 ? {} : { [flags.on('arguments-only') ? 'args' : 'command']: [...command] }),
    ...(env.length === 0 ? {} : { env }), ...(policy === '' ? {} : { imagePullPolicy: policy }),
    ...(flags.on('stdin') ? { stdin: true } : {}), ...(flags.on('tty') ? { tty: true } : {}),
    ...(root ? { volumeMounts: [{ mountPath: '/host', name: ROOT_VOLUME }] } : {}),
  };
  return {
    kind: 'Pod', apiVersion: 'v1', metadata: { name },
    spec: {
      ...(root ? { volumes: [{ name: ROOT_VOLUME, hostPath: { path: '/' } }] } : {}),
      // On a node the profile for everyday work needs no capabilities: the pod is in the node's namespaces.
      containers: [withCustom(context, profile === 'general' ? entry : withProfile(entry, profile))],
      nodeName: node, restartPolicy: 'Never', tolerations: [{ operator: 'Exists' }],
      ...(SEES_HOST.includes(profile) ? { hostNetwork: true, hostPID: true, hostIPC: true } : {}),
    },
    status: {},
  };
}
