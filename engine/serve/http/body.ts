/** A request's body: read whole, no more than the API server takes. */
import type { WireRequest } from './listener.ts';

/** @k8s apiserver/pkg/server/config.go MaxRequestBodyBytes */
export const MAX_BODY = 3 * 1024 * 1024;
/** What of a body that is too large is still read, so that the client hears why. */
const MAX_DRAINED = 16 * 1024 * 1024;

export type Body = { readonly type: 'whole'; readonly bytes: Buffer } | { readonly type: 'too large' } | { readonly type: 'gone' };

const NONE: Body = { type: 'whole', bytes: Buffer.alloc(0) };

/** Never rejects. `gone`: the client went away or was too slow; nobody waits for an answer. */
export function readBody(request: WireRequest, limitMs: number): Promise<Body> {
  if (request.method === 'GET' && request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined) {
    request.resume();
    return Promise.resolve(NONE);
  }
  return new Promise((done) => {
    const parts: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => { done({ type: 'gone' }); request.destroy(); }, limitMs);
    const finish = (body: Body): void => { clearTimeout(timer); done(body); };
    request.on('data', (part: Buffer) => {
      size += part.length;
      if (size <= MAX_BODY) { parts.push(part); return; }
      parts.length = 0;
      if (size > MAX_DRAINED) { request.pause(); finish({ type: 'too large' }); }
    });
    request.on('end', () => finish(size > MAX_BODY ? { type: 'too large' } : { type: 'whole', bytes: parts.length === 1 ? parts[0] as Buffer : Buffer.concat(parts) })); // length 1
    request.on('error', () => finish({ type: 'gone' }));
    request.on('close', () => finish({ type: 'gone' }));
  });
}
