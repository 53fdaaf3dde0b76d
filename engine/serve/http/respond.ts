/** Responses of the engine → HTTP. */
import { promisify } from 'node:util';
import { constants, createGzip, gzip } from 'node:zlib';
import type { ApiResponse } from '../../apiserver/index.ts';
import { startTask } from '../../time/index.ts';
import { encodeObject } from './encode.ts';
import { head, type Wire } from './head.ts';
import { asksForOpenApi, OPENAPI_TYPE, openApiProtobuf } from '../protobuf/openApi.ts';
import type { WireRequest, WireResponse } from './listener.ts';
import { sendWatch } from './watch.ts';

const JSON_TYPE = 'application/json';
/** @k8s apiserver/pkg/endpoints/handlers/responsewriters/writers.go defaultGzipThresholdBytes, defaultGzipContentEncodingLevel */
const GZIP_FROM = 128 * 1024;
const GZIP = { level: 1 } as const;
const gzipped = promisify<Buffer, { readonly level: number }, Buffer>(gzip);

/** @k8s apiserver/pkg/endpoints/handlers/negotiation isPrettyPrint */
function wantsPretty(request: WireRequest): boolean {
  const asked = /[?&]pretty=([^&]*)/.exec(request.url ?? '')?.[1];
  if (asked !== undefined) return asked !== 'false' && asked !== '0';
  return /^(?:curl|Wget|Mozilla)/.test(request.headers['user-agent'] ?? '') || request.url === '/version';
}

export function sendResponse(wire: Wire, from: ApiResponse): void {
  const { response } = wire;
  switch (from.type) {
    case 'object': void sendObject(wire, from); return;
    case 'text':
      head(wire, from, 'text/plain; charset=utf-8');
      response.end(from.body);
      return;
    case 'watch': sendWatch(wire, from); return;
    case 'stream': sendStream(wire, from); return;
    case 'later': {
      const done = wire.pump.waiting();
      response.on('close', done);
      from.whenReady((ready) => { done(); wire.pump.delivered(); if (!response.writableEnded) sendResponse(wire, ready); });
      return;
    }
    case 'session': from.session.kill(); refuseWithoutUpgrade(response); return;
    case 'forward': refuseWithoutUpgrade(response);
  }
}

/** @k8s apimachinery/pkg/util/httpstream/spdy/upgrade.go */
function refuseWithoutUpgrade(response: WireResponse): void {
  response.statusCode = 400;
  response.setHeader('content-type', 'text/plain; charset=utf-8');
  response.end('unable to upgrade: missing upgrade headers in request\n');
}

async function sendObject(wire: Wire, from: ApiResponse & { type: 'object' }): Promise<void> {
  const { request, response } = wire;
  if (from.code === 200 && /^\/openapi\/v2(?:$|\?)/.test(request.url ?? '') && asksForOpenApi(String(request.headers.accept ?? ''))) {
    head(wire, from, OPENAPI_TYPE);
    response.end(openApiProtobuf(from.body));
    return;
  }
  const encoded = encodeObject(from.body, wantsPretty(request));
  head(wire, from, JSON_TYPE);
  const zipped = /\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''));
  if (typeof encoded !== 'string') {
    if (zipped) zipHead(response);
    await sendPieces(response, encoded, zipped);
    return;
  }
  if (!zipped || encoded.length < GZIP_FROM) { response.end(encoded); return; }
  zipHead(response);
  response.end(await gzipped(Buffer.from(encoded), GZIP));
}

function zipHead(response: WireResponse): void {
  response.setHeader('content-encoding', 'gzip');
  response.setHeader('vary', 'Accept-Encoding');
}

/** Between the pieces others are served; a client that reads slowly holds up nobody but itself. */
async function sendPieces(response: WireResponse, pieces: Generator<string>, zipped: boolean): Promise<void> {
  const zip = zipped ? createGzip({ ...GZIP, chunkSize: 64 * 1024, flush: constants.Z_NO_FLUSH }) : undefined;
  zip?.pipe(response);
  const sink = zip ?? response;
  for (const piece of pieces) {
    if (response.destroyed) { zip?.destroy(); return; }
    const flows = sink.write(piece);
    await (flows ? new Promise<void>((next) => { setImmediate(next); }) : drained(sink, response));
  }
  sink.end();
}

const drained = (sink: NodeJS.WritableStream, response: WireResponse): Promise<void> => new Promise((done) => {
  const finish = (): void => { sink.off('drain', finish); response.off('close', finish); done(); };
  sink.once('drain', finish);
  response.once('close', finish);
});

function sendStream(wire: Wire, from: ApiResponse & { type: 'stream' }): void {
  const { response, clock, pump } = wire;
  head(wire, from, 'text/plain');
  response.flushHeaders();
  const done = pump.waiting();
  const copying = startTask(clock, (function* copy() {
    for (let text = yield* from.body.read(); text !== undefined; text = yield* from.body.read()) { pump.delivered(); response.write(text); }
  })());
  const end = (): void => copying.cancel();
  wire.watches.add(end);
  copying.onDone(() => { done(); response.end(); });
  response.on('close', () => { wire.watches.delete(end); done(); copying.cancel(); from.body.cancel(); });
}
