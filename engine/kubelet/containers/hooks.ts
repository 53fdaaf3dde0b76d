/** postStart and preStop: exec, httpGet, sleep. Undefined if the hook did what it should. @k8s pkg/kubelet/lifecycle/handlers.go */
import type { LifecycleHandler } from '../../api/index.ts';
import { goQuote } from '../../base/index.ts';
import { sleep, type Task } from '../../time/index.ts';
import { fullName } from '../pods/work.ts';
import { runExec } from '../probes/exec.ts';
import { followLocalRedirects, httpTarget } from '../probes/target.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';

/** Nothing bounds the request itself; the dialler gives up after half a minute. */
const HTTP_TIMEOUT_MS = 30_000;

/** What the kubelet says of a hook that failed. */
export type HookFailure = { readonly message: string };

export function* runHook(kit: Kit, work: PodWork, c: ContainerWork, hook: LifecycleHandler): Task<HookFailure | undefined> {
  if (hook.exec !== undefined) {
    const command = hook.exec.command ?? [];
    const problem = yield* execProblem(kit, c, command);
    return problem === undefined ? undefined : failed(work, c, `Exec lifecycle hook ([${command.join(' ')}])`, problem);
  }
  if (hook.httpGet !== undefined) {
    const error = yield* httpProblem(kit, work, c, hook.httpGet);
    return error === undefined ? undefined : failed(work, c, `HTTP lifecycle hook (${hook.httpGet.path ?? ''})`, { error });
  }
  if (hook.sleep !== undefined) {
    yield sleep(kit.context.clock, hook.sleep.seconds * 1000);
    return undefined;
  }
  return { message: `Cannot run handler: invalid handler: ${goHandler(hook)}` };
}

type Problem = { readonly error: string; readonly output?: string };

function failed(work: PodWork, c: ContainerWork, what: string, { error, output }: Problem): HookFailure {
  const tail = output === undefined ? '' : `, message: ${goQuote(output)}`;
  return { message: `${what} for Container "${c.name}" in Pod "${fullName(work.pod)}" failed - error: ${error}${tail}` };
}

function* execProblem(kit: Kit, c: ContainerWork, command: readonly string[]): Task<Problem | undefined> {
  if (c.id === undefined) return { error: 'container not found', output: '' };
  const result = yield* runExec(kit, c.id, command, undefined);
  if (result.type === 'error') return { error: `rpc error: code = Unknown desc = ${result.message}`, output: '' };
  if (result.type === 'timedOut' || result.code === 0) return undefined;
  return { error: `command '${command.join(' ')}' exited with ${result.code}: ${result.stderr}`, output: result.output };
}

/** Any answer will do, whatever its code. */
function* httpProblem(kit: Kit, work: PodWork, c: ContainerWork, action: NonNullable<LifecycleHandler['httpGet']>): Task<string | undefined> {
  const target = httpTarget(work, c, action, 'lifecycle');
  if (!target.ok) return target.message;
  const answer = yield* followLocalRedirects(kit, target, HTTP_TIMEOUT_MS);
  return answer.ok ? undefined : answer.message;
}

/** The old tcpSocket is accepted by the API and run by nobody; it is printed as Go prints the structure. */
function goHandler({ tcpSocket }: LifecycleHandler): string {
  if (tcpSocket === undefined) return '&LifecycleHandler{Exec:nil,HTTPGet:nil,TCPSocket:nil,Sleep:nil,}';
  const port = typeof tcpSocket.port === 'number' ? `{0 ${tcpSocket.port} }` : `{1 0 ${tcpSocket.port}}`;
  return `&LifecycleHandler{Exec:nil,HTTPGet:nil,TCPSocket:&TCPSocketAction{Port:${port},Host:${tcpSocket.host ?? ''},},Sleep:nil,}`;
}
