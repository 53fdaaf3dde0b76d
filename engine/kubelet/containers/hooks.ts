/** postStart and preStop: the machine says what to do and for how long, here it is done. @k8s pkg/kubelet/lifecycle/handlers.go */
import type { LifecycleHandler } from '../../api/index.ts';
import { goQuote } from '../../base/index.ts';
import { hook as hookDriver, isIn, type HookContext, type HookEffect, type HookEvent } from '../../machines/index.ts';
import { signal, startTask, type Running, type Task } from '../../time/index.ts';
import { cancelTimers, send } from '../lives.ts';
import { fieldPath, fullName } from '../pods/work.ts';
import { runExec } from '../probes/exec.ts';
import { followLocalRedirects, httpTarget, joinHostPort, PLAIN } from '../probes/target.ts';
import type { ContainerWork, HookWork, Kit, PodWork } from '../types.ts';

/** Nothing bounds the request itself; the dialler gives up after half a minute. */
const HTTP_TIMEOUT_MS = 30_000;

type Point = HookWork['point'];

/** Until the hook has ended, or its time has: then it may still be told that its container has. @param limitMs null: no limit */
export function* runHook(kit: Kit, work: PodWork, c: ContainerWork, point: Point, handler: LifecycleHandler, limitMs: number | null): Task<HookWork> {
  const { clock } = kit.context;
  const settled = signal();
  const run: HookWork = { point, life: hookDriver.start({ ...kindOf(handler), limitMs }), timers: undefined };
  c.hook = run;
  let todo: Task<string | undefined> | undefined;
  const tell = (event: HookEvent): void => send(clock, hookDriver, run, event, (effect) => {
    if (effect.type === 'exec') todo = execHook(kit, work, c, handler.exec?.command ?? []);
    else if (effect.type === 'request' && handler.httpGet !== undefined) todo = httpHook(kit, work, c, handler.httpGet);
    else report(kit, work, c, point, effect);
    if (effect.type === 'settle') settled.fire();
  });
  let doing: Running<void> | undefined;
  try {
    tell({ type: 'begin', invalid: `Cannot run handler: invalid handler: ${goHandler(handler)}` });
    if (todo !== undefined) doing = startTask(clock, answer(todo, tell));
    while (isIn(run.life, 'running')) yield settled.wait;
  } finally {
    doing?.cancel();
    cancelTimers(clock, run);
  }
  return run;
}

function* answer(doing: Task<string | undefined>, tell: (event: HookEvent) => void): Task<void> {
  const message = yield* doing;
  tell(message === undefined ? { type: 'succeeded' } : { type: 'failed', message });
}

/** A hook that was cut off is told when its container has died. @k8s golden pods/pod-prestop-fails-or-too-long */
export function endHook(kit: Kit, work: PodWork, c: ContainerWork, run: HookWork): void {
  send(kit.context.clock, hookDriver, run, { type: 'containerEnded' }, (effect) => report(kit, work, c, run.point, effect));
}

/** What went wrong is only in the status: an event could tell secrets. */
function report(kit: Kit, work: PodWork, c: ContainerWork, point: Point, effect: HookEffect): void {
  if (effect.type !== 'report') return;
  const name = point === 'postStart' ? 'PostStart' : 'PreStop';
  kit.recorder.event(work.pod, 'Warning', `Failed${name}Hook`, `${name}Hook failed`, { fieldPath: fieldPath(c) });
}

function kindOf(handler: LifecycleHandler): Partial<HookContext> {
  if (handler.exec !== undefined) return { handler: 'exec' };
  if (handler.httpGet !== undefined) return { handler: 'httpGet' };
  return handler.sleep === undefined ? {} : { handler: 'sleep', sleepMs: handler.sleep.seconds * 1000 };
}

function* execHook(kit: Kit, work: PodWork, c: ContainerWork, command: readonly string[]): Task<string | undefined> {
  const problem = yield* execProblem(kit, c, command);
  return problem === undefined ? undefined : failure(work, c, `Exec lifecycle hook ([${command.join(' ')}])`, problem);
}

function* httpHook(kit: Kit, work: PodWork, c: ContainerWork, action: NonNullable<LifecycleHandler['httpGet']>): Task<string | undefined> {
  const error = yield* httpProblem(kit, work, c, action);
  return error === undefined ? undefined : failure(work, c, `HTTP lifecycle hook (${action.path ?? ''})`, { error });
}

type Problem = { readonly error: string; readonly output?: string };

function failure(work: PodWork, c: ContainerWork, what: string, { error, output }: Problem): string {
  const tail = output === undefined ? '' : `, message: ${goQuote(output)}`;
  return `${what} for Container "${c.name}" in Pod "${fullName(work.pod)}" failed - error: ${error}${tail}`;
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
  // The runtime is asked: the status may not tell the address yet.
  const address = work.address ?? (work.sandbox === undefined ? undefined : kit.runtime.sandbox(work.sandbox)?.ip);
  const target = httpTarget(address, c, action, 'lifecycle');
  if (!target.ok) return target.message;
  const answer = yield* followLocalRedirects(kit, target, HTTP_TIMEOUT_MS);
  // One that asks a plain server over TLS asks again without. @k8s pkg/kubelet/lifecycle/handlers.go isHTTPResponseError
  if (answer.ok || !answer.message.endsWith(PLAIN)) return answer.ok ? undefined : answer.message;
  const { authorization: _, ...headers } = target.request.headers;
  const plain = yield* followLocalRedirects(kit, { url: target.url.replace(/^https/, 'http'), request: { ...target.request, scheme: 'http', headers } }, HTTP_TIMEOUT_MS);
  if (!plain.ok) return answer.message;
  const { host, port } = target.request;
  kit.recorder.event(work.pod, 'Warning', 'LifecycleHTTPFallback', `request to HTTPS lifecycle hook ${joinHostPort(host, port)} got HTTP response, retry with HTTP succeeded`);
  return undefined;
}

/** The old tcpSocket is accepted by the API and run by nobody; it is printed as Go prints the structure. */
function goHandler({ tcpSocket }: LifecycleHandler): string {
  if (tcpSocket === undefined) return '&LifecycleHandler{Exec:nil,HTTPGet:nil,TCPSocket:nil,Sleep:nil,}';
  const port = typeof tcpSocket.port === 'number' ? `{0 ${tcpSocket.port} }` : `{1 0 ${tcpSocket.port}}`;
  return `&LifecycleHandler{Exec:nil,HTTPGet:nil,TCPSocket:&TCPSocketAction{Port:${port},Host:${tcpSocket.host ?? ''},},Sleep:nil,}`;
}
