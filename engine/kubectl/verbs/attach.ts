/** `kubectl attach`. @k8s kubectl/pkg/cmd/attach/attach.go */
import { attachTo } from '../attaching.ts';
import type { Pod } from '../../api/index.ts';
import { Failure, fail } from '../problems.ts';
import { attachablePod, chooseContainer, oneObject } from '../resources/attachable.ts';
import type { KubectlContext, Verb } from '../verb.ts';

export const attach: Verb = {
  name: 'attach',
  usage: 'attach (POD | TYPE/NAME) -c CONTAINER [options]',
  about: 'Connect to the process that runs in a container',
  flags: [
    { name: 'container', short: 'c', type: 'string', about: 'Name of the container' },
    { name: 'detach-keys', type: 'string', about: 'Not used by this kubectl', hidden: true },
    { name: 'pod-running-timeout', type: 'duration', default: '1m0s', about: 'How long to wait for a pod' },
    { name: 'quiet', short: 'q', type: 'bool', about: 'Print only what the process prints' },
    { name: 'stdin', short: 'i', type: 'bool', about: 'Pass stdin to the process' },
    { name: 'tty', short: 't', type: 'bool', about: 'Stdin is a terminal' },
  ],
  *run(context) {
    const { flags, args } = context;
    if (args.length === 0) fail('at least 1 argument is required for attach');
    if (args.length > 2) fail('expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ' + `${args.length}: [${args.join(' ')}]`);
    const info = yield* oneObject(context, args.length === 2 ? args.join('/') : args[0] ?? '');
    const pod = yield* attachablePod(context, info, flags.durationMs('pod-running-timeout'));
    const phase = pod.status?.phase ?? '';
    if (phase === 'Succeeded' || phase === 'Failed') fail(`cannot attach a container in a completed pod; current phase is ${phase}`);
    const container = chosen(context, pod);
    const stdin = flags.on('stdin');
    yield* attachTo(context, pod, container, { stdin, tty: flags.on('tty'), quiet: flags.on('quiet') });
    if (stdin && container.object['tty'] === true && pod.spec?.restartPolicy === 'Always') {
      const { name = '', namespace = '' } = pod.metadata ?? {};
      context.out(`Session ended, resume using '${context.path} ${name} -c ${container.name} -n ${namespace} -i -t' command when the pod is running\n`);
    }
    return 0;
  },
};

function chosen(context: KubectlContext, pod: Pod): ReturnType<typeof chooseContainer> {
  try { return chooseContainer(context, pod, context.flags.text('container'), context.flags.on('quiet')); } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return fail(`cannot attach to the container: ${error.message}`);
  }
}
