/** Where an HTTP or TCP check goes, and how Go prints that it did not get there. */
import type { HTTPGetAction } from '../../api/index.ts';
import type { ConnectFailure, HttpRequest } from '../../script/index.ts';
import type { ContainerWork, PodWork } from '../types.ts';

/** A number, or the name of one of the container's ports. */
export function portNumber(c: ContainerWork, port: string | number): number | undefined {
  if (typeof port === 'number') return port;
  const named = c.spec.ports?.find((each) => each.name === port);
  if (named !== undefined) return named.containerPort;
  return /^\d+$/.test(port) ? Number(port) : undefined;
}

export function httpTarget(work: PodWork, c: ContainerWork, action: HTTPGetAction): { readonly url: string; readonly request: Omit<HttpRequest, 'timeoutMs'> } {
  const scheme = (action.scheme ?? 'HTTP').toLowerCase() === 'https' ? 'https' : 'http';
  const host = action.host ?? work.address ?? '';
  const port = portNumber(c, action.port) ?? 0;
  const path = action.path === undefined || action.path === '' ? '/' : action.path;
  const rooted = path.startsWith('/') ? path : `/${path}`;
  const headers: Record<string, string> = { 'user-agent': 'kube-probe/1.36', accept: '*/*', connection: 'close' };
  for (const header of action.httpHeaders ?? []) headers[header.name.toLowerCase()] = header.value;
  return { url: `${scheme}://${host}:${port}${rooted}`, request: { method: 'GET', scheme, host, port, path: rooted, headers, body: '' } };
}

/** @k8s golden pods/pod-readiness-kinds-fail */
export function dialError(host: string, port: number, failure: ConnectFailure): string {
  if (failure.reason === 'unresolved') return `dial tcp: lookup ${host}: no such host`;
  const words = { refused: 'connect: connection refused', timeout: 'i/o timeout', reset: 'connection reset by peer', unreachable: 'connect: no route to host' }[failure.reason];
  return `dial tcp ${failure.address ?? host}:${port}: ${words}`;
}
export function httpError(url: string, host: string, port: number, failure: ConnectFailure): string {
  if (failure.reason === 'timeout') return `Get "${url}": context deadline exceeded (Client.Timeout exceeded while awaiting headers)`;
  if (failure.reason === 'reset') return `Get "${url}": EOF`;
  return `Get "${url}": ${dialError(host, port, failure)}`;
}
