/** The network as one machine sees it: names, connections, requests, sockets. */
import type { ByteHandler, ByteStream, ConnectFailure, ConnectResult, HttpHandler, HttpRequest, HttpResponse, HttpResult } from '../script/index.ts';
import { finished, race, sleep, startTask, type Clock, type Running, type Task } from '../time/index.ts';
import { isAddress } from './addresses.ts';
import { resolveName, parseResolvConf, type Ask, type Resolution } from './resolver.ts';
import { outcomeOf, type Caller, type Route } from './route.ts';
import type { Sockets } from './sockets.ts';
import type { Hop, MachineIdentity, MachinePort, Outcome, TracedRequest } from './types.ts';

export type PortContext = {
  readonly clock: Clock;
  readonly sockets: (address: string) => Sockets | undefined;
  readonly route: (caller: Caller, address: string, port: number) => Route;
  readonly ask: (caller: Caller) => Ask;
  readonly trace: (request: Omit<TracedRequest, 'id'>) => void;
};

const LOOPBACK = '127.0.0.1';
/** A handshake; the answer's way back counts as part of the server's work. */
const LATENCY_MS = 1;
/** @k8s golden docker/network-isolation-connect (0.05 to 0.07) */
const ECHO_MS = 0.06;
/** An echo asks for no port; rules for ports do not apply to it, so a Service's own address answers none. */
const NO_PORT = 0;
/** What TCP waits for an answer to its first packets if the program has no limit of its own. */
const TCP_TIMEOUT_MS = 127_000;

type Attempt = {
  readonly protocol: 'http' | 'tcp'; readonly host: string; readonly port: number; readonly deadline: number;
  readonly startedAt: number; readonly hops: Hop[]; readonly path?: string; readonly agent?: string;
  /** The deadline counts for names too. */
  readonly limitsNames?: boolean;
};
type Connected = { readonly ok: true; readonly address: string; readonly route: Extract<Route, { type: 'open' }>; readonly at: number };

type Machine = { readonly context: PortContext; readonly identity: MachineIdentity };

const wait = function* (clock: Clock, ms: number): Task { if (ms > 0) yield sleep(clock, ms); };
const filesOf = ({ readText }: MachineIdentity): { readonly hosts: string; readonly resolvConf: string } =>
  ({ hosts: readText('/etc/hosts') ?? '', resolvConf: readText('/etc/resolv.conf') ?? '' });

const begin = ({ context: { clock } }: Machine, protocol: 'http' | 'tcp', host: string, port: number, timeoutMs: number): Attempt => ({
  protocol, host, port, startedAt: clock.now, hops: [],
  deadline: clock.now + (Number.isFinite(timeoutMs) && timeoutMs > 0 ? timeoutMs : TCP_TIMEOUT_MS),
});

function end({ context, identity }: Machine, attempt: Attempt, outcome: Outcome, code?: number): void {
  const { protocol, host, port, startedAt, hops, path, agent } = attempt;
  context.trace({
    from: identity.party, protocol, host, port, startedAt, endedAt: context.clock.now, hops, outcome,
    ...(path === undefined ? {} : { path }), ...(agent === undefined ? {} : { agent }), ...(code === undefined ? {} : { code }),
  });
}

function* resolve({ context, identity }: Machine, attempt: Attempt): Task<Resolution> {
  const at = context.clock.now;
  const answer = yield* inTime(context.clock, attempt, resolveName(attempt.host, filesOf(identity), context.ask(identity)));
  if (answer.server !== undefined) {
    const outcome = !answer.ok && answer.reason === 'timeout' ? 'timed out' : 'answered';
    attempt.hops.push({ from: identity.party, to: { kind: 'dns', address: answer.server }, via: 'dns', at, outcome });
  }
  return answer;
}

function* inTime(clock: Clock, { limitsNames, deadline }: Attempt, task: Task<Resolution>): Task<Resolution> {
  if (limitsNames !== true) return yield* task;
  const running = startTask(clock, task);
  if (!running.done) yield race(finished(running), sleep(clock, Math.max(0, deadline - clock.now)));
  running.cancel();
  return running.result ?? { ok: false, reason: 'timeout', server: undefined };
}

function* open(machine: Machine, attempt: Attempt): Task<Connected | ConnectFailure> {
  const { clock, route: findRoute } = machine.context;
  const resolved = yield* resolve(machine, attempt);
  if (!resolved.ok) { end(machine, attempt, resolved.reason === 'timeout' ? 'timed out' : 'refused'); return { ok: false, reason: attempt.limitsNames === true && clock.now >= attempt.deadline ? 'timeout' : 'unresolved' }; }
  const address = resolved.addresses[0] ?? '';
  const route = findRoute(machine.identity, address, attempt.port);
  const left = Math.max(0, attempt.deadline - clock.now);
  const due = route.type === 'open' ? LATENCY_MS : route.type === 'silent' ? Infinity : Math.max(LATENCY_MS, route.afterMs);
  const outcome = due > left ? 'timed out' : outcomeOf(route);
  route.legs.forEach((leg, index) => {
    attempt.hops.push({ ...leg, at: clock.now, outcome: index === route.legs.length - 1 ? outcome : 'answered' });
  });
  yield* wait(clock, Math.min(due, left));
  if (due > left) { end(machine, attempt, 'timed out'); return { ok: false, reason: 'timeout', address }; }
  if (route.type === 'open') return { ok: true, address, route, at: attempt.hops.length - 1 };
  end(machine, attempt, 'refused');
  return { ok: false, reason: route.type === 'unreachable' ? 'unreachable' : 'refused', address };
}

function* exchange(machine: Machine, attempt: Attempt, connected: Connected, request: HttpRequest): Task<HttpResult> {
  const { clock } = machine.context;
  // The server sees its own port, whatever Service or host port led there. @k8s golden cluster/sched-hostport-conflict
  const running: Running<HttpResponse> = connected.route.socket.serve({ ...request, port: connected.route.socket.port, from: connected.route.source });
  try {
    if (!running.done) yield race(finished(running), sleep(clock, Math.max(0, attempt.deadline - clock.now)));
    const late = !running.done;
    const response = running.result;
    if (response !== undefined) {
      end(machine, attempt, 'answered', response.code);
      return { ok: true, address: connected.address, response };
    }
    const outcome = late ? 'timed out' : 'reset';
    const hop = attempt.hops[connected.at];
    if (hop !== undefined) attempt.hops[connected.at] = { ...hop, outcome };
    end(machine, attempt, outcome);
    return { ok: false, reason: late ? 'timeout' : 'reset', address: connected.address };
  } finally { running.cancel(); }
}

/** A class: every pod has one, and mostly nobody goes out. */
class Port implements MachinePort {
  private readonly machine: Machine;
  constructor(machine: Machine) { this.machine = machine; }
  private sockets(): Sockets | undefined { return this.machine.context.sockets(this.machine.identity.address); }
  get addresses(): readonly string[] { return [this.machine.identity.address]; }
  *resolve(name: string): ReturnType<MachinePort['resolve']> {
    const { context, identity } = this.machine;
    const answer = yield* resolveName(name, filesOf(identity), context.ask(identity));
    return answer.ok ? { ok: true, addresses: answer.addresses, name: answer.name } : { ok: false, reason: answer.reason };
  }
  *query({ name, type, server }: Parameters<MachinePort['query']>[0]): ReturnType<MachinePort['query']> {
    const { context, identity } = this.machine;
    const asked = server ?? parseResolvConf(filesOf(identity).resolvConf).servers[0] ?? '127.0.0.1';
    return yield* context.ask(identity)(asked, name.toLowerCase().replace(/\.$/, ''), type);
  }
  *connect(host: string, port: number, timeoutMs: number): Task<ConnectResult> {
    const attempt = begin(this.machine, 'tcp', host, port, timeoutMs);
    const result = yield* open(this.machine, attempt);
    if (!result.ok) return result;
    end(this.machine, attempt, 'answered');
    return { ok: true, address: result.address };
  }
  *ping(host: string, timeoutMs: number): ReturnType<NonNullable<MachinePort['ping']>> {
    const { context, identity } = this.machine;
    const route = context.route(identity, host, NO_PORT);
    // Whoever refuses a connection is there.
    if (route.type === 'open' || route.type === 'refused') return { ok: true, address: host, ms: ECHO_MS };
    yield* wait(context.clock, timeoutMs);
    return { ok: false, reason: route.type === 'unreachable' ? 'unreachable' : 'timeout', address: host };
  }
  *http(request: Parameters<MachinePort['http']>[0]): Task<HttpResult> {
    const agent = Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'user-agent')?.[1];
    const attempt: Attempt = { ...begin(this.machine, 'http', request.host, request.port, request.timeoutMs), path: request.path, ...(request.limitsNames === true ? { limitsNames: true } : {}), ...(agent === undefined ? {} : { agent }) };
    const connected = yield* open(this.machine, attempt);
    return connected.ok ? yield* exchange(this.machine, attempt, connected, request) : connected;
  }
  *open(host: string, port: number, timeoutMs: number): ReturnType<NonNullable<MachinePort['open']>> {
    const attempt = begin(this.machine, 'tcp', host, port, timeoutMs);
    const result = yield* open(this.machine, attempt);
    if (!result.ok) return result;
    end(this.machine, attempt, 'answered');
    return { ok: true, address: result.address, stream: result.route.socket.connect(result.route.source) };
  }
  openLocal(port: number): ByteStream | undefined { return this.sockets()?.find(port, LOOPBACK)?.connect(LOOPBACK); }
  listen(port: number, handler: HttpHandler, address?: string, bytes?: ByteHandler): ReturnType<MachinePort['listen']> {
    return this.sockets()?.listen(port, handler, address === undefined || isAddress(address) ? address : undefined, bytes);
  }
  isFree(port: number, address?: string): boolean { return this.sockets()?.isFree(port, address === undefined || isAddress(address) ? address : undefined) ?? false; }
}

export const createPort = (context: PortContext, identity: MachineIdentity): MachinePort => new Port({ context, identity });
