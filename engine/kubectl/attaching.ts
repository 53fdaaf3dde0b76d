/** Attaching to the main process of a container: `attach`, `run -i`, `debug -i`. @k8s kubectl/pkg/cmd/attach/attach.go */
import type { Pod } from '../api/index.ts';
import { withQuery } from './api.ts';
import { Failure } from './problems.ts';
import type { NamedContainer } from './resources/attachable.ts';
import { runSession, sessionOf, usableTty } from './sessions.ts';
import type { KubectlContext } from './verb.ts';
import type { Task } from '../time/index.ts';

export type AttachOptions = { readonly stdin: boolean; readonly tty: boolean; readonly quiet: boolean };

const RECORDED = 'All commands and output from this session will be recorded in container logs, including credentials and sensitive information passed through the command prompt.\n';

export function* attachTo(context: KubectlContext, pod: Pod, container: NamedContainer, options: AttachOptions): Task<number> {
  const allocated = container.object['tty'] === true;
  if (options.tty && !allocated && !options.quiet) context.error(`error: Unable to use a TTY - container ${container.name} did not allocate one\n`);
  const tty = usableTty(context, allocated && options.stdin, options.stdin, options.quiet);
  if (!options.quiet) context.error(`${RECORDED}If you don't see a command prompt, try pressing enter.\n`);
  const { namespace = '', name = '' } = pod.metadata ?? {};
  const session = sessionOf(context.api.send('GET', withQuery(`/api/v1/namespaces/${namespace}/pods/${encodeURIComponent(name)}/attach`, {
    container: container.name, stdin: options.stdin ? 'true' : undefined, stdout: 'true', ...(allocated ? { tty: 'true' } : { stderr: 'true' }),
  })));
  return yield* runSession(context, session, { stdin: options.stdin, tty });
}

/** Connects to the container; if that cannot be done any more, shows what it has written. @k8s kubectl/pkg/cmd/run/run.go handleAttachPod */
export function* attachOrLogs(context: KubectlContext, pod: Pod, container: NamedContainer, options: AttachOptions): Task<void> {
  const name = pod.metadata?.name ?? '';
  try { yield* attachTo(context, pod, container, options); }
  catch (error) {
    if (!(error instanceof Failure)) throw error;
    context.error(`warning: couldn't attach to pod/${name}, falling back to streaming logs: ${error.message}\n`);
    yield* showLog(context, pod, container.name);
  }
}

export function* showLog(context: KubectlContext, pod: Pod, container: string): Task<void> {
  const { namespace = '', name = '' } = pod.metadata ?? {};
  const response = context.api.send('GET', withQuery(`/api/v1/namespaces/${namespace}/pods/${encodeURIComponent(name)}/log`, { container }));
  if (response.type === 'stream') for (let text = yield* response.body.read(); text !== undefined; text = yield* response.body.read()) context.out(text);
}
