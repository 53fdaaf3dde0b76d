/** The network as one machine sees it: names, connections, requests, sockets. */
import type { ConnectFailure, ConnectResult, HttpRequest, HttpResponse, HttpResult } from '../script/index.ts';
import { finished, race, sleep, type Clock, type Running, type Task } from '../time/index.ts';
import { isAddress } from './addresses.ts';
import { resolveName, parseResolvConf, type Ask, type Resolution } from './resolver.ts';
import { outcomeOf, type Caller, type Route } from './route.ts';
import type { Sockets } from './sockets.ts';
import type { Hop, MachineIdentity, MachinePort, Outcome, TracedRequest } from './types.ts';

export type PortContext = {
  readonly clock: Clock;
  readonly sockets: () => Sockets | undefined;
  readonly route: (caller: Caller, address: string, port: number) => Route;
  readonly ask: (caller: Caller) => Ask;
  readonly trace: (request: Omit<TracedRequest, 'id'>) => void;
};

/** A handshake; the answer's way back counts as part of the server's work. */
const LATENCY_MS = 1;
/** What TCP waits for an answer to its first packets if the program has no limit of its own. */
const TCP_TIMEOUT_MS = 127_000;

type Attempt = {
  readonly protocol: 'http' | 'tcp'; readonly host: string; readonly port: number; readonly deadline: number;
  readonly startedAt: number; readonly hops: Hop[]; readonly path?: string; readonly agent?: string;
};
type Connected = { readonly ok: true; readonly address: string; readonly route: Extract<Route, { type: 'open' }>; readonly at: number };

const wait = function* (clock: Clock, ms: number): Task { if (ms > 0) yield sleep(clock, ms); };

export function createPort(context: PortContext, identity: MachineIdentity): MachinePort {
  const { clock } = context;
  const files = (): { hosts: string; resolvConf: string } =>
    ({ hosts: identity.readText('/etc/hosts') ?? '', resolvConf: identity.readText('/etc/resolv.conf') ?? '' });

  const begin = (protocol: 'http' | 'tcp', host: string, port: number, timeoutMs: number): Attempt => ({
    protocol, host, port, startedAt: clock.now, hops: [],
    deadline: clock.now + (Number.isFinite(timeoutMs) && timeoutMs > 0 ? timeoutMs : TCP_TIMEOUT_MS),
  });
  const end = (attempt: Attempt, outcome: Outcome, code?: number): void => {
    const { protocol, host, port, startedAt, hops, path, agent } = attempt;
    context.trace({
      from: identity.party, protocol, host, port, startedAt, endedAt: clock.now, hops, outcome,
      ...(path === undefined ? {} : { path }), ...(agent === undefined ? {} : { agent }), ...(code === undefined ? {} : { code }),
    });
  };
  const addLegs = (attempt: Attempt, route: Route, outcome: Outcome): void => {
    route.legs.forEach((leg, index) => {
      attempt.hops.push({ ...leg, at: clock.now, outcome: index === route.legs.length - 1 ? outcome : 'answered' });
    });
  };

  function* resolve(attempt: Attempt): Task<Resolution> {
    const at = clock.now;
    const answer = yield* resolveName(attempt.host, files(), context.ask(identity));
    if (answer.server !== undefined) {
      attempt.hops.push({ from: identity.party, to: { kind: 'dns', address: answer.server }, via: 'dns', at, outcome: !answer.ok && answer.reason === 'timeout' ? 'timed out' : 'answered' });
    }
    return answer;
  }

  function* open(attempt: Attempt): Task<Connected | ConnectFailure> {
    const resolved = yield* resolve(attempt);
    if (!resolved.ok) { end(attempt, 'refused'); return { ok: false, reason: 'unresolved' }; }
    const address = resolved.addresses[0] ?? '';
    const route = context.route(identity, address, attempt.port);
    const left = Math.max(0, attempt.deadline - clock.now);
    const due = route.type === 'open' ? LATENCY_MS : route.type === 'silent' ? Infinity : Math.max(LATENCY_MS, route.afterMs);
    addLegs(attempt, route, due > left ? 'timed out' : outcomeOf(route));
    const at = attempt.hops.length;
    yield* wait(clock, Math.min(due, left));
    if (due > left) { end(attempt, 'timed out'); return { ok: false, reason: 'timeout', address }; }
    if (route.type !== 'open') {
      end(attempt, 'refused');
      return { ok: false, reason: route.type === 'unreachable' ? 'unreachable' : 'refused', address };
    }
    return { ok: true, address, route, at: at - 1 };
  }

  const settleLast = (attempt: Attempt, index: number, outcome: Outcome): void => {
    const hop = attempt.hops[index];
    if (hop !== undefined) attempt.hops[index] = { ...hop, outcome };
  };

  function* exchange(attempt: Attempt, connected: Connected, request: HttpRequest): Task<HttpResult> {
    const running: Running<HttpResponse> = connected.route.socket.serve({ ...request, from: connected.route.source });
    try {
      if (!running.done) yield race(finished(running), sleep(clock, Math.max(0, attempt.deadline - clock.now)));
      const late = !running.done;
      const response = running.result;
      if (response !== undefined) {
        end(attempt, 'answered', response.code);
        return { ok: true, address: connected.address, response };
      }
      const outcome = late ? 'timed out' : 'reset';
      settleLast(attempt, connected.at, outcome);
      end(attempt, outcome);
      return { ok: false, reason: late ? 'timeout' : 'reset', address: connected.address };
    } finally { running.cancel(); }
  }

  return {
    get addresses() { return [identity.address]; },
    *resolve(name) {
      const answer = yield* resolveName(name, files(), context.ask(identity));
      return answer.ok ? { ok: true, addresses: answer.addresses, name: answer.name } : { ok: false, reason: answer.reason };
    },
    *query({ name, type, server }) {
      const asked = server ?? parseResolvConf(files().resolvConf).servers[0] ?? '127.0.0.1';
      return yield* context.ask(identity)(asked, name.toLowerCase().replace(/\.$/, ''), type);
    },
    *connect(host, port, timeoutMs): Task<ConnectResult> {
      const attempt = begin('tcp', host, port, timeoutMs);
      const result = yield* open(attempt);
      if (!result.ok) return result;
      end(attempt, 'answered');
      return { ok: true, address: result.address };
    },
    *http(request): Task<HttpResult> {
      const agent = Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'user-agent')?.[1];
      const attempt: Attempt = { ...begin('http', request.host, request.port, request.timeoutMs), path: request.path, ...(agent === undefined ? {} : { agent }) };
      const connected = yield* open(attempt);
      return connected.ok ? yield* exchange(attempt, connected, request) : connected;
    },
    listen: (port, handler, address) => context.sockets()?.listen(port, handler, address === undefined || isAddress(address) ? address : undefined),
  };
}
