/** One check of one probe. @k8s pkg/kubelet/prober/prober.go, pkg/probe */
import { RUNTIME_DOWN } from '../node/runtimeGate.ts';
import { sleep, type Task } from '../../time/index.ts';
import { isTerminating } from '../pods/work.ts';
import type { ContainerWork, Kit, PodWork, ProbeWork } from '../types.ts';
import { runExec } from './exec.ts';
import { expand } from '../containers/expand.ts';
import { dialError, followLocalRedirects, httpTarget, joinHostPort, portNumber } from './target.ts';

/** A success may come with a warning; what is unknown counts for nothing. */
export type Check = { readonly outcome: 'success'; readonly warning?: string } | { readonly outcome: 'failure' | 'unknown'; readonly message: string };
const SUCCESS: Check = { outcome: 'success' };
const failure = (message: string): Check => ({ outcome: 'failure', message });

export function* runCheck(kit: Kit, work: PodWork, c: ContainerWork, p: ProbeWork): Task<Check> {
  const timeoutMs = Math.max(1, p.spec.timeoutSeconds ?? 1) * 1000;
  if (p.spec.exec !== undefined) {
    // Once its containers are being stopped nothing more is run in them. @k8s golden controllers/eps-readiness
    if (isTerminating(work)) return { outcome: 'unknown', message: 'rpc error: code = Canceled desc = context canceled' };
    return yield* execCheck(kit, c, withStaticVariables(c, p.spec.exec.command ?? []), timeoutMs);
  }
  if (p.spec.httpGet !== undefined) return yield* httpCheck(kit, work, c, p.spec.httpGet, timeoutMs);
  if (p.spec.tcpSocket !== undefined) {
    const found = portNumber(c, p.spec.tcpSocket.port);
    if (!found.ok) return { outcome: 'unknown', message: found.message };
    const host = p.spec.tcpSocket.host === undefined || p.spec.tcpSocket.host === '' ? work.address ?? '' : p.spec.tcpSocket.host;
    const result = yield* kit.options.network.connect(host, found.port, timeoutMs);
    return result.ok ? SUCCESS : failure(dialError(host, found.port, result));
  }
  if (p.spec.grpc !== undefined) return yield* grpcCheck(kit, work, p.spec.grpc.port, p.spec.grpc.service ?? '', timeoutMs);
  return SUCCESS;
}

function* execCheck(kit: Kit, c: ContainerWork, command: readonly string[], timeoutMs: number): Task<Check> {
  if (c.id === undefined) return { outcome: 'unknown', message: 'container not found' };
  const result = yield* runExec(kit, c.id, command, timeoutMs);
  if (result.type === 'timedOut') return failure(`command timed out: ${JSON.stringify(command.join(' '))} timed out after ${timeoutMs / 1000}s`);
  // A command that cannot be started counts as neither yes nor no.
  if (result.type === 'error') return { outcome: 'unknown', message: `rpc error: code = ${result.message === RUNTIME_DOWN ? 'Unavailable' : 'Unknown'} desc = ${result.message}` };
  return result.code === 0 ? SUCCESS : failure(result.output);
}

/** `$(NAME)` of variables that have a plain value; no other is known here. @k8s pkg/kubelet/container/helpers.go ExpandContainerCommandOnlyStatic */
function withStaticVariables(c: ContainerWork, command: readonly string[]): readonly string[] {
  const values = new Map((c.spec.env ?? []).map((variable) => [variable.name, variable.value ?? '']));
  return command.map((word) => expand(word, (name) => values.get(name)));
}

const MAX_BODY = 10 * 1024;

function* httpCheck(kit: Kit, work: PodWork, c: ContainerWork, action: NonNullable<ProbeWork['spec']['httpGet']>, timeoutMs: number): Task<Check> {
  const target = httpTarget(work.address, c, action, 'probe');
  if (!target.ok) return { outcome: 'unknown', message: target.message };
  const answer = yield* followLocalRedirects(kit, target, timeoutMs);
  if (!answer.ok) return failure(answer.message);
  const { code, body } = answer.response;
  if (answer.left) return { outcome: 'success', warning: `Probe terminated redirects, Response body: ${body.slice(0, MAX_BODY)}` };
  return code >= 200 && code < 400 ? SUCCESS : failure(`HTTP probe failed with statuscode: ${code}`);
}

const STATUSES: ReadonlySet<string> = new Set(['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN']);
/** Of gRPC's codes those with which a health service answers. */
const CODES: { readonly [status: string]: string } = { '2': 'Unknown', '5': 'NotFound', '14': 'Unavailable' };
const UNIMPLEMENTED = '12';

/**
 * The health service is modelled as an HTTP answer with one word, its errors by their `grpc-status`. Nobody listening, or somebody who
 * speaks another protocol, is noticed only after the timeout. @k8s pkg/probe/grpc/grpc.go
 */
function* grpcCheck(kit: Kit, work: PodWork, port: number, service: string, timeoutMs: number): Task<Check> {
  const { clock } = kit.context;
  const host = work.address ?? '';
  const begun = clock.now;
  const result = yield* kit.options.network.http({
    method: 'POST', scheme: 'http', host, port, path: '/grpc.health.v1.Health/Check', headers: { 'content-type': 'application/grpc', 'user-agent': 'kube-probe/1.36' }, body: service, timeoutMs,
  });
  const answer = result.ok ? result.response.body.trim() : '';
  const status = result.ok ? result.response.headers['grpc-status'] ?? '0' : '0';
  if (status === UNIMPLEMENTED) return failure(`error: this server does not implement the grpc health protocol (grpc.health.v1.Health): ${answer === '' ? 'unknown service grpc.health.v1.Health' : answer}`);
  if (status !== '0') return failure(`error: health rpc probe failed: rpc error: code = ${CODES[status] ?? 'Unknown'} desc = ${answer}`);
  if (!STATUSES.has(answer)) {
    yield sleep(clock, Math.max(0, timeoutMs - (clock.now - begun)));
    if (!result.ok && result.reason === 'timeout') return failure(`timeout: health rpc did not complete within ${timeoutMs / 1000}s`);
    return failure(`timeout: failed to connect service "${joinHostPort(host, port)}" within ${timeoutMs / 1000}s: context deadline exceeded`);
  }
  return answer === 'SERVING' ? SUCCESS : failure(`service unhealthy (responded with "${answer}")`);
}
