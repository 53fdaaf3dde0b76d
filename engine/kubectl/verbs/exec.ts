/** `kubectl exec`. @k8s kubectl/pkg/cmd/exec/exec.go; golden pods/pod-exec */
import type { Task } from '../../time/index.ts';
import { fail, usageFail } from '../problems.ts';
import { attachablePod, chooseContainer, oneObject } from '../resources/attachable.ts';
import { runSession, sessionOf, usableTty } from '../sessions.ts';
import type { KubectlContext, Verb } from '../verb.ts';

export const exec: Verb = {
  name: 'exec',
  usage: 'exec (POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
  about: 'Run a command in a container',
  flags: [
    { name: 'container', short: 'c', type: 'string', about: 'Name of the container' },
    { name: 'filename', short: 'f', type: 'strings', about: 'File with the object to run the command in' },
    { name: 'pod-running-timeout', type: 'duration', default: '1m0s', about: 'How long to wait for a pod' },
    { name: 'quiet', short: 'q', type: 'bool', about: 'Print only what the command prints' },
    { name: 'stdin', short: 'i', type: 'bool', about: 'Pass stdin to the command' },
    { name: 'tty', short: 't', type: 'bool', about: 'Give the command a terminal' },
  ],
  *run(context) {
    const { flags, args, argsBeforeDash } = context;
    const fromFile = flags.list('filename').length > 0;
    if (argsBeforeDash < 0 && args.length > (fromFile ? 0 : 1)) usageFail(context, 'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead');
    const word = fromFile ? '' : argsBeforeDash === 0 ? '' : args[0] ?? '';
    if (word === '' && !fromFile) fail('pod, type/name or --filename must be specified');
    const command = argsBeforeDash < 0 ? [] : args.slice(argsBeforeDash);
    if (command.length === 0) fail('you must specify at least one command for the container');
    return yield* execIn(context, word, command);
  },
};

function* execIn(context: KubectlContext, word: string, command: readonly string[]): Task<number> {
  const { flags } = context;
  const quiet = flags.on('quiet');
  const info = yield* oneObject(context, word);
  const pod = yield* attachablePod(context, info, flags.durationMs('pod-running-timeout'));
  const phase = pod.status?.phase ?? '';
  if (phase === 'Succeeded' || phase === 'Failed') fail(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  const container = chooseContainer(context, pod, flags.text('container'), quiet);
  const stdin = flags.on('stdin');
  const tty = usableTty(context, flags.on('tty'), stdin, quiet);
  const code = yield* execCommand(context, { namespace: pod.metadata?.namespace ?? '', pod: pod.metadata?.name ?? '', container: container.name, command, stdin, tty });
  if (code !== 0) context.error(`command terminated with exit code ${code}\n`);
  return code;
}

export type ExecTarget = {
  readonly namespace: string; readonly pod: string; readonly container: string;
  readonly command: readonly string[]; readonly stdin: boolean; readonly tty: boolean;
};

export function execPath({ namespace, pod, container, command, stdin, tty }: ExecTarget): string {
  const query = [...command.map((word) => `command=${encodeURIComponent(word)}`), `container=${encodeURIComponent(container)}`, ...(stdin ? ['stdin=true'] : []), 'stdout=true', tty ? 'tty=true' : 'stderr=true'];
  return `/api/v1/namespaces/${namespace}/pods/${encodeURIComponent(pod)}/exec?${query.join('&')}`;
}

export function* execCommand(context: KubectlContext, target: ExecTarget): Task<number> {
  const session = sessionOf(context.api.send('GET', execPath(target)));
  return yield* runSession(context, session, target);
}
