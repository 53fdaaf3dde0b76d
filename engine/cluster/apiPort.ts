/** The API server's port on the control plane's machine: HTTPS for whoever comes over the network, curl in a pod for one. */
import type { ApiRequest, ApiResponse, ApiServer } from '../apiserver/index.ts';
import type { Component } from '../client/index.ts';
import type { AltNames, ClusterIdentity } from '../pki/index.ts';
import type { HttpRequest, HttpResponse, NetworkPort } from '../script/index.ts';
import { race, signal, sleep, type Clock, type Ids, type Task } from '../time/index.ts';
import type { MachineSettings } from './presets.ts';

export type ApiPortParts = {
  readonly api: ApiServer; readonly clock: Clock; readonly ids: Ids; readonly identity: ClusterIdentity; readonly network: NetworkPort; readonly port: number; readonly names: AltNames;
};

const SERVICE_ADDRESS = '10.96.0.1';
const SERVICE_NAMES = ['kubernetes', 'kubernetes.default', 'kubernetes.default.svc', 'kubernetes.default.svc.cluster.local'];

/** What the server's certificate is good for. @k8s golden cluster/adm-control-plane-files */
export const servingNames = ({ name, address }: MachineSettings): AltNames => ({ dns: [...SERVICE_NAMES, name], ips: [SERVICE_ADDRESS, address] });

export function createApiPort(parts: ApiPortParts): Component {
  const { network, port, identity, names, clock } = parts;
  let close: (() => void) | undefined;
  let certificate: string | undefined;
  const serve = function* (request: HttpRequest): Task<HttpResponse> {
    if (request.scheme === 'http') return plain(400, 'Client sent an HTTP request to an HTTPS server.\n');
    const verify = request.tls?.verify;
    // Whoever trusts any certificate, as probes do, need not wait for one to be made.
    if (verify !== undefined) certificate ??= identity.serving(names, clock.now).pem;
    const tlsError = certificate === undefined ? undefined : verify?.(certificate);
    if (tlsError !== undefined) return { code: 0, headers: {}, body: '', tlsError };
    return { ...yield* answer(parts, request), secure: true };
  };
  return {
    name: 'kube-apiserver',
    start() { close ??= network.listen(port, serve); },
    stop() { close?.(); close = undefined; },
  };
}

const plain = (code: number, body: string): HttpResponse => ({ code, headers: { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' }, body });

function* answer(parts: ApiPortParts, request: HttpRequest): Task<HttpResponse> {
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const agent = headers['user-agent'] ?? '';
  const asked: ApiRequest = {
    method: request.method as ApiRequest['method'], // other methods are refused by the API server
    path: request.path, headers, ...(request.body === '' ? {} : { body: request.body }),
    credentials: request.tls?.certificate === undefined ? {} : { certificate: request.tls.certificate },
    because: { by: agent.split(/[/ ]/)[0] || 'a client', rule: 'request over the network' },
  };
  const first = parts.api.handle(asked);
  const response = first.type === 'later' ? yield* arrived(first) : first;
  const written = yield* bodyOf(parts.clock, response, request, /^(?:curl|Wget|Mozilla)/.test(agent));
  const date = new Date(parts.clock.now).toUTCString();
  return {
    code: written.code, body: request.method === 'HEAD' ? '' : written.body,
    headers: {
      'Audit-Id': parts.ids.uid(), 'Cache-Control': 'no-cache, private', 'Content-Type': written.type, ...response.headers, ...warnings(response), Date: date, 'Content-Length': String(written.body.length),
    },
  };
}

const warnings = ({ warnings: texts = [] }: ApiResponse): { readonly [name: string]: string } =>
  (texts.length === 0 ? {} : { Warning: texts.map((text) => `299 - ${JSON.stringify(text)}`).join(', ') });

function* arrived(response: Extract<ApiResponse, { type: 'later' }>): Task<ApiResponse> {
  const done = signal();
  const box: { answer?: ApiResponse } = {};
  response.whenReady((answered) => { box.answer = answered; done.fire(); });
  while (box.answer === undefined) yield done.wait;
  return box.answer;
}

type Written = { readonly code: number; readonly type: string; readonly body: string };
const JSON_TYPE = 'application/json';

/** @param pretty as for people: curl and browsers. @k8s apiserver/pkg/endpoints/handlers/negotiation isPrettyPrint */
function* bodyOf(clock: Clock, response: ApiResponse, request: HttpRequest, pretty: boolean): Task<Written> {
  const { code } = response;
  switch (response.type) {
    case 'object': {
      const asked = /[?&]pretty=([^&]*)/.exec(request.path)?.[1];
      const indented = asked === undefined ? pretty : asked !== 'false' && asked !== '0';
      return { code, type: JSON_TYPE, body: indented ? JSON.stringify(response.body, null, 2) : `${JSON.stringify(response.body)}\n` };
    }
    case 'text': return { code, type: response.headers?.['content-type'] ?? 'text/plain', body: response.body };
    case 'stream': return { code, type: 'text/plain', body: yield* response.body.readAll() };
    case 'watch': return { code, type: JSON_TYPE, body: yield* watched(clock, response, request) };
    default: {
      const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message: 'Upgrade request required', reason: 'BadRequest', code: 400 };
      return { code: 400, type: JSON_TYPE, body: JSON.stringify(status, null, pretty ? 2 : undefined) };
    }
  }
}

/** Our programs read an answer when it is whole: a watch is told when it ends, at the latest when the client gives up. */
function* watched(clock: Clock, response: Extract<ApiResponse, { type: 'watch' }>, request: HttpRequest): Task<string> {
  const limit = Number(/[?&]timeoutSeconds=(\d+)/.exec(request.path)?.[1] ?? 0) * 1000;
  const ended = signal();
  let body = '';
  let open = true;
  const stop = response.listen((event) => { body += `${JSON.stringify(event)}\n`; }, () => { open = false; ended.fire(); });
  try {
    const due = clock.now + Math.min(limit === 0 ? Infinity : limit, request.timeoutMs);
    while (open && clock.now < due) yield race(ended.wait, sleep(clock, due - clock.now));
    return body;
  } finally { stop(); }
}
