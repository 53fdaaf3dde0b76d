/** The kubelet's ports: 10250 for whoever may, 10248 on the machine itself for its health; and what the API server passes on. */
import type { ProxyRequest, ProxyResponse } from '../../../apiserver/index.ts';
import type { HttpRequest, HttpResponse } from '../../../script/index.ts';
import { startTask, type Task } from '../../../time/index.ts';
import type { Kit } from '../../types.ts';
import { refused } from './access.ts';
import { formOf, text, type Answer, type Asked } from './answer.ts';
import { serve } from './routes.ts';

const PORT = 10_250;
const HEALTH_PORT = 10_248;
const LOOPBACK = '127.0.0.1';

function askedOf({ method, path, body }: { readonly method: string; readonly path: string; readonly body: string }): Asked {
  const [plain = '/', query = ''] = path.split('?');
  return { method, path: plain === '' ? '/' : plain, query: formOf(query), body };
}
const asResponse = ({ code, type, body, headers }: Answer): HttpResponse => ({ code, headers: { 'Content-Type': type, ...headers, 'Content-Length': String(body.length) }, body });
const headerOf = (request: HttpRequest, wanted: string): string | undefined => Object.entries(request.headers).find(([name]) => name.toLowerCase() === wanted)?.[1];

/** Through the API server, which has asked already who may. */
export function passedOn(kit: Kit, request: ProxyRequest, done: (response: ProxyResponse) => void): void {
  startTask(kit.context.clock, serve(kit, askedOf(request))).onDone((answer) => {
    if (answer === undefined) done({ ok: false, error: 'EOF' });
    else done({ ok: true, code: answer.code, headers: { 'content-type': answer.type, ...answer.headers }, body: answer.body });
  });
}

function* answerPort(kit: Kit, request: HttpRequest): Task<HttpResponse> {
  if (request.scheme === 'http') return asResponse(text(400, 'Client sent an HTTP request to an HTTPS server.\n'));
  // Its certificate is its own: nobody's authority has signed it.
  const tlsError = request.tls?.verify?.('');
  if (tlsError !== undefined) return { code: 0, headers: {}, body: '', tlsError };
  const asked = askedOf(request);
  return { ...asResponse(refused(kit, asked.method, asked.path, headerOf(request, 'authorization')) ?? (yield* serve(kit, asked))), secure: true };
}
function* answerHealth(kit: Kit, request: HttpRequest): Task<HttpResponse> {
  const asked = askedOf(request);
  return asResponse(asked.path.startsWith('/healthz') ? yield* serve(kit, asked) : text(404, '404 page not found\n'));
}

/** Returns how to stop. */
export function openPorts(kit: Kit): () => void {
  const { network } = kit.options;
  const closes = [network.listen(PORT, (request) => answerPort(kit, request)), network.listen(HEALTH_PORT, (request) => answerHealth(kit, request), LOOPBACK)];
  return () => { for (const close of closes) close?.(); };
}
