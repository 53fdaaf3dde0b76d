/**
 * One load source: a client that sends a request at fixed moments whether or not the ones before it were answered, each over a new
 * connection. It looks its host up once a second and keeps the last answer, as clients with a small cache of names do.
 */
import type { MachinePort, Network, Party, TracedRequest } from '../../network/index.ts';
import type { HttpRequest } from '../../script/index.ts';
import { startTask, type Clock, type TimerId } from '../../time/index.ts';
import { createTally, type LoadReport } from './report.ts';
import { targetOf, type LoadSpec, type LoadTarget } from './spec.ts';

export type LoadPlace = { readonly party: Party; readonly node: string | undefined; readonly address: string; readonly resolvConf: string; /** Why it is no more, once it is not. */ readonly gone?: () => string | undefined };
export type LoadSource = { stop(problem?: string): void; report(): LoadReport; readonly running: boolean };

const NAMES_MS = 1000;
const SECOND = 1000;
const AGENT = 'peapod-load';
const IS_ADDRESS = /^[\d.]+$/;

type Names = { addresses: readonly string[]; failure: 'refused' | 'timed out' | undefined; askedAt: number; asking: boolean };

function requestTo({ host, port, path }: LoadTarget, timeoutMs: number): HttpRequest {
  const headers = { Host: port === 80 ? host : `${host}:${port}`, 'User-Agent': AGENT, Accept: '*/*' };
  return { method: 'GET', scheme: 'http', host, port, path, headers, body: '', timeoutMs };
}

export function startLoad(clock: Clock, network: Network, spec: LoadSpec, place: LoadPlace): LoadSource {
  const target = targetOf(spec.url) ?? { host: '', port: 80, path: '/' };
  const party: Party = { ...place.party };
  const port: MachinePort = network.portFor({ party, node: place.node, address: place.address, readText: (path) => (path === '/etc/resolv.conf' ? place.resolvConf : undefined) });
  const startedAt = clock.now;
  const tally = createTally(startedAt);
  const request = requestTo(target, spec.timeoutMs);
  const names: Names = { addresses: IS_ADDRESS.test(target.host) ? [target.host] : [], failure: undefined, askedAt: -Infinity, asking: false };
  let sent = 0;
  let timer: TimerId | undefined;
  let endedAt: number | undefined;
  let problem: string | undefined;

  const isOurs = ({ from }: TracedRequest): boolean => from === party;
  const stopListening = network.onRequest((traced) => {
    if (isOurs(traced)) tally.ended(traced.startedAt, traced.endedAt - traced.startedAt, traced.outcome, traced.code, traced.hops);
  });
  const stop = (why?: string): void => {
    if (endedAt !== undefined) return;
    endedAt = clock.now;
    problem = why;
    if (timer !== undefined) clock.cancel(timer);
    // What is under way is still counted.
    clock.after(spec.timeoutMs + 1, stopListening);
  };
  const lookUp = (): void => {
    names.asking = true;
    names.askedAt = clock.now;
    const looking = startTask(clock, port.resolve(target.host));
    looking.onDone((found) => {
      names.asking = false;
      if (found === undefined) return;
      names.addresses = found.ok ? found.addresses : [];
      names.failure = found.ok ? undefined : found.reason === 'timeout' ? 'timed out' : 'refused';
    });
  };
  const send = (): void => {
    if (!IS_ADDRESS.test(target.host) && !names.asking && clock.now - names.askedAt >= NAMES_MS) lookUp();
    const address = names.addresses[sent % Math.max(1, names.addresses.length)];
    tally.sent(clock.now);
    // Without an address there is nobody to ask: at once where the name is unknown, else when patience is over.
    if (address !== undefined) startTask(clock, port.http({ ...request, host: address }));
    else if (names.failure === 'refused') tally.ended(clock.now, 0, 'refused');
    else wait(clock.now);
    sent++;
  };
  /** The first answer of the name server may still be on its way. */
  const wait = (begun: number): void => {
    const again = (): void => {
      const [address] = names.addresses;
      const left = begun + spec.timeoutMs - clock.now;
      if (names.failure === 'refused') tally.ended(begun, clock.now - begun, 'refused');
      else if (left <= 0) tally.ended(begun, clock.now - begun, 'timed out');
      else if (address !== undefined) startTask(clock, port.http({ ...request, host: address, timeoutMs: left }));
      else clock.after(Math.min(left, 10), again);
    };
    clock.after(1, again);
  };
  const next = (): void => {
    const due = startedAt + Math.trunc((sent * SECOND) / spec.rate);
    timer = clock.after(due - clock.now, () => {
      const gone = place.gone?.();
      if (gone !== undefined) { stop(gone); return; }
      if (spec.forMs !== undefined && clock.now - startedAt >= spec.forMs) { stop(); return; }
      send();
      next();
    });
  };
  next();
  return {
    stop, get running() { return endedAt === undefined; },
    report: () => ({ name: spec.name, url: spec.url, from: spec.from, rate: spec.rate, startedAt, endedAt, problem, ...tally.read() }),
  };
}
