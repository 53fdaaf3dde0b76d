/** Where an HTTP or TCP check goes, and how Go prints that it did not get there. @k8s pkg/probe/util.go, pkg/probe/http */
import type { HTTPGetAction } from '../../api/index.ts';
import type { ConnectFailure, HttpRequest, HttpResponse } from '../../script/index.ts';
import type { Task } from '../../time/index.ts';
import type { ContainerWork, Kit } from '../types.ts';

export type Port = { readonly ok: true; readonly port: number } | { readonly ok: false; readonly message: string };
type Sent = Omit<HttpRequest, 'timeoutMs'>;
export type HttpTarget = { readonly ok: true; readonly url: string; readonly request: Sent };

/** A number, the name of one of the container's ports, or a number that was written as text. */
export function portNumber(c: ContainerWork, port: string | number): Port {
  const number = typeof port === 'number' ? port : c.spec.ports?.find((each) => each.name === port)?.containerPort ?? (/^[+-]?\d+$/.test(port) ? Number(port) : undefined);
  if (number === undefined) return { ok: false, message: `strconv.Atoi: parsing "${port}": invalid syntax` };
  return number > 0 && number < 65_536 ? { ok: true, port: number } : { ok: false, message: `invalid port number: ${number}` };
}

/** A host of IPv6 stands in brackets. */
export const joinHostPort = (host: string, port: number): string => (host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`);

/** @k8s pkg/probe/http/request.go: `Host` names the virtual host, an empty `Accept` sends none */
function headersOf(action: HTTPGetAction, purpose: 'probe' | 'lifecycle', authority: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const { name, value } of action.httpHeaders ?? []) headers[name.toLowerCase()] ??= value;
  headers['user-agent'] ??= `kube-${purpose}/1.36`;
  if (headers['accept'] === '') delete headers['accept']; else headers['accept'] ??= '*/*';
  if ((headers['host'] ?? '') === '') headers['host'] = authority;
  return { ...headers, connection: 'close' };
}

/** `address`: of the pod, as whoever asks knows it. */
export function httpTarget(address: string | undefined, c: ContainerWork, action: HTTPGetAction, purpose: 'probe' | 'lifecycle'): HttpTarget | { readonly ok: false; readonly message: string } {
  const scheme = (action.scheme ?? 'HTTP').toLowerCase() === 'https' ? 'https' : 'http';
  const host = action.host === undefined || action.host === '' ? address ?? '' : action.host;
  const found = portNumber(c, action.port);
  if (!found.ok) return found;
  const path = action.path === undefined || action.path === '' ? '/' : action.path;
  const rooted = path.startsWith('/') ? path : `/${path}`;
  const authority = joinHostPort(host, found.port);
  return { ok: true, url: `${scheme}://${authority}${rooted}`, request: { method: 'GET', scheme, host, port: found.port, path: rooted, headers: headersOf(action, purpose, authority), body: '' } };
}

const MAX_REDIRECTS = 10;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const DEFAULT_PORTS = { http: 80, https: 443 } as const;

/** `left` the answer leads to another host, whither nobody follows. */
export type HttpAnswer = { readonly ok: true; readonly response: HttpResponse; readonly left: boolean } | { readonly ok: false; readonly message: string };

/** In Go's words. */
export const PLAIN = 'http: server gave HTTP response to HTTPS client';

/** Goes where answers lead as long as it is the same host. @k8s pkg/probe/http/http.go RedirectChecker */
export function* followLocalRedirects(kit: Kit, { url, request }: Omit<HttpTarget, 'ok'>, timeoutMs: number): Task<HttpAnswer> {
  const { clock } = kit.context;
  const end = clock.now + timeoutMs;
  let [here, asked] = [url, request];
  for (let hops = 0; ; hops++) {
    const result = yield* kit.options.network.http({ ...asked, timeoutMs: Math.max(1, end - clock.now) });
    if (!result.ok) return { ok: false, message: httpError(here, asked.host, asked.port, result) };
    const { response } = result;
    if (asked.scheme === 'https' && response.secure !== true) return { ok: false, message: `Get "${here}": ${PLAIN}` };
    const location = Object.entries(response.headers).find(([name]) => name.toLowerCase() === 'location')?.[1];
    if (!REDIRECTS.has(response.code) || location === undefined) return { ok: true, response, left: response.code >= 300 && response.code < 400 };
    const next = redirected(asked, location);
    if (next.host !== request.host) return { ok: true, response, left: true };
    here = `${next.scheme}://${next.port === DEFAULT_PORTS[next.scheme] && !location.includes(`:${next.port}`) ? next.host : joinHostPort(next.host, next.port)}${next.path}`;
    if (hops + 1 >= MAX_REDIRECTS) return { ok: false, message: `Get "${here}": stopped after 10 redirects` };
    asked = next;
  }
}

function redirected(from: Sent, location: string): Sent {
  const absolute = /^(https?):\/\/(\[[^\]]+\]|[^/:?#]*)(?::(\d+))?([^#]*)/i.exec(location);
  if (absolute === null) {
    const path = location.startsWith('/') ? location : `${from.path.slice(0, from.path.lastIndexOf('/') + 1)}${location}`;
    return { ...from, path };
  }
  const scheme = absolute[1]?.toLowerCase() === 'https' ? 'https' : 'http';
  const host = (absolute[2] ?? '').replace(/^\[|\]$/g, '');
  const port = Number(absolute[3] ?? DEFAULT_PORTS[scheme]);
  const rest = absolute[4] ?? '';
  return { ...from, scheme, host, port, path: rest.startsWith('/') ? rest : `/${rest}`, headers: { ...from.headers, host: joinHostPort(host, port) } };
}

/** @k8s golden pods/pod-readiness-kinds-fail */
export function dialError(host: string, port: number, failure: ConnectFailure): string {
  if (failure.reason === 'unresolved') return `dial tcp: lookup ${host}: no such host`;
  const words = { refused: 'connect: connection refused', timeout: 'i/o timeout', reset: 'connection reset by peer', unreachable: 'connect: no route to host' }[failure.reason];
  return `dial tcp ${joinHostPort(failure.address ?? host, port)}: ${words}`;
}
export function httpError(url: string, host: string, port: number, failure: ConnectFailure): string {
  if (failure.reason === 'timeout') return `Get "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
  if (failure.reason === 'reset') return `Get "${url}": EOF`;
  return `Get "${url}": ${dialError(host, port, failure)}`;
}
