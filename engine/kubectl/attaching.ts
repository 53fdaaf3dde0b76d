/** Attaching to the main process of a container: `attach`, `run -i`, `debug -i`. @k8s kubectl/pkg/cmd/attach/attach.go */
import type { Pod } from '../api/index.ts';
import { withQuery } from './api.ts';
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
