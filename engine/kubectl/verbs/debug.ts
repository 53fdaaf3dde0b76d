/** `kubectl debug`. @k8s kubectl/pkg/cmd/debug/debug.go; golden pods/pod-ephemeral-debug, pods/pod-debug-copy */
import type { Pod } from '../../api/index.ts';
import { parseReference } from '../../runtime/index.ts';
import { attachablePod, oneObject } from '../resources/attachable.ts';
import { fail } from '../problems.ts';
import type { KubectlContext, Verb } from '../verb.ts';
import { debugWithCopy } from './debug/copy.ts';
import { checkCustom } from './debug/custom.ts';
import { debugWithEphemeral } from './debug/ephemeral.ts';
import { debugNode } from './debug/node.ts';
import { PROFILES } from './debug/profiles.ts';

const POD_TIMEOUT_MS = 60_000;

export const debug: Verb = {
  name: 'debug',
  usage: 'debug (POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ]',
  about: 'Look into a running pod with another container, or into a copy of it',
  flags: [
    { name: 'arguments-only', type: 'bool', about: 'The words after -- are arguments of the entry point' },
    { name: 'attach', type: 'bool', about: 'Connect to the container when it runs' },
    { name: 'container', short: 'c', type: 'string', about: 'Name of the debug container' },
    { name: 'copy-to', type: 'string', about: 'Make a copy of the pod with this name' },
    { name: 'custom', type: 'string', about: 'File with parts of a container that are put over the profile' },
    { name: 'env', type: 'array', about: 'A variable and its value, as key=value' },
    { name: 'image', type: 'string', about: 'Image of the debug container' },
    { name: 'image-pull-policy', type: 'string', about: 'Always, IfNotPresent or Never' },
    { name: 'keep-annotations', type: 'bool', about: 'Keep the annotations in the copy' },
    { name: 'keep-init-containers', type: 'bool', default: 'true', about: 'Keep the init containers in the copy' },
    { name: 'keep-labels', type: 'bool', about: 'Keep the labels in the copy' },
    { name: 'keep-liveness', type: 'bool', about: 'Keep the liveness probes in the copy' },
    { name: 'keep-readiness', type: 'bool', about: 'Keep the readiness probes in the copy' },
    { name: 'keep-startup', type: 'bool', about: 'Keep the startup probes in the copy' },
    { name: 'profile', type: 'string', default: 'general', about: `What the container may do: ${PROFILES.join(', ')}` },
    { name: 'quiet', short: 'q', type: 'bool', about: 'Print only what the container prints' },
    { name: 'replace', type: 'bool', about: 'Delete the pod that is copied' },
    { name: 'same-node', type: 'bool', about: 'Put the copy on the same node' },
    { name: 'set-image', type: 'strings', about: 'Other images in the copy, as container=image' },
    { name: 'share-processes', type: 'bool', default: 'true', about: 'Containers of the copy see the processes of each other' },
    { name: 'stdin', short: 'i', type: 'bool', about: 'Pass stdin to the container' },
    { name: 'target', type: 'string', about: 'The container whose processes to see' },
    { name: 'tty', short: 't', type: 'bool', about: 'Give the container a terminal' },
  ],
  *run(context) {
    const { args, argsBeforeDash } = context;
    const names = argsBeforeDash < 0 ? args : args.slice(0, argsBeforeDash);
    const command = argsBeforeDash < 0 ? [] : args.slice(argsBeforeDash);
    checkFlags(context, names, command);
    let code = 0;
    for (const name of names) {
      const info = yield* oneObject(context, name);
      if (info.resource.kind === 'Node') { code = yield* debugNode(context, info.name, command); continue; }
      if (info.resource.kind !== 'Pod') fail(`${JSON.stringify(`${info.resource.group}/${info.resource.version}, Kind=${info.resource.kind}`)} not supported by debug`);
      const pod: Pod = yield* attachablePod(context, info, POD_TIMEOUT_MS);
      code = yield* (context.flags.text('copy-to') === '' ? debugWithEphemeral(context, pod, command) : debugWithCopy(context, pod, command));
    }
    return code;
  },
};

const POLICIES = ['', 'Always', 'IfNotPresent', 'Never'];
const LEGACY = 'Legacy profile is planned to be deprecated in the near future. It is recommended to specify other profiles such as "--profile=general".\n';

function checkImages({ flags }: KubectlContext, names: readonly string[]): void {
  const image = flags.text('image');
  if (image !== '' && !parseReference(image).ok) fail(`invalid image name ${JSON.stringify(image)}: invalid reference format`);
  if (names.length === 0) fail('NAME or filename is required for debug');
  const policy = flags.text('image-pull-policy');
  if (!POLICIES.includes(policy)) fail(`invalid image pull policy: ${policy}`);
  for (const pair of flags.list('set-image')) {
    const cut = pair.indexOf('=');
    const [container, other] = [pair.slice(0, cut), pair.slice(cut + 1)];
    if (!parseReference(other).ok) fail(`invalid image name ${JSON.stringify(other)} for container ${JSON.stringify(container)}: invalid reference format`);
  }
}

/** @k8s kubectl/pkg/cmd/debug/debug.go Validate */
function checkFlags(context: KubectlContext, names: readonly string[], command: readonly string[]): void {
  const { flags } = context;
  const bad = flags.list('env').find((pair) => pair.indexOf('=') <= 0);
  if (bad !== undefined) fail(`invalid argument ${JSON.stringify(bad)} for "--env" flag: ${bad} must be formatted as key=value\nSee '${context.path} --help' for usage.`);
  const [image, copyTo, images] = [flags.text('image'), flags.text('copy-to'), flags.list('set-image')];
  if (!PROFILES.includes(flags.text('profile'))) fail(`unknown profile: ${flags.text('profile')}`);
  if (copyTo === '') {
    if (flags.on('replace')) fail('--replace may only be used with --copy-to.');
    if (flags.on('same-node')) fail('--same-node may only be used with --copy-to.');
    if (images.length > 0) fail('--set-image may only be used with --copy-to.');
    if (image === '') fail('you must specify --image when not using --copy-to.');
  } else {
    if (image === '' && images.length === 0 && command.length === 0) fail('you must specify --image, --set-image or command arguments.');
    if (command.length > 0 && flags.text('container') === '' && image === '') fail('you must specify an existing container or a new image when specifying args.');
  }
  checkImages(context, names);
  if (copyTo !== '' && flags.text('target') !== '') fail('--target is incompatible with --copy-to. Use --share-processes instead.');
  if (flags.on('tty') && !flags.on('stdin')) fail('-i/--stdin is required for containers with -t/--tty=true');
  checkCustom(context);
  if (flags.text('profile') === 'legacy') context.error(LEGACY);
}
