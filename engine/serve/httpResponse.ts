/** Engine responses → HTTP. */
import type { ServerResponse } from 'node:http';
import type { ApiResponse } from '../apiserver/index.ts';
import { startTask, type Clock } from '../time/index.ts';
import type { TimePump } from './timePump.ts';

export type Wire = { readonly clock: Clock; readonly pump: TimePump; readonly response: ServerResponse; readonly pretty: boolean };

const JSON_TYPE = 'application/json';

/** `299 - "text"`, as RFC 7234 quotes it. */
const warning = (text: string): string => `299 - "${text.replace(/[\\"]/g, '\\$&').replace(/[\r\n]+/g, ' ')}"`;

function head({ response }: Wire, from: ApiResponse, contentType: string): void {
  response.statusCode = from.code;
  response.setHeader('content-type', contentType);
  response.setHeader('cache-control', 'no-cache, private');
  for (const [name, value] of Object.entries(from.headers ?? {})) response.setHeader(name, value);
  if (from.warnings !== undefined && from.warnings.length > 0) response.setHeader('warning', from.warnings.map(warning));
}

export function sendResponse(wire: Wire, from: ApiResponse): void {
  const { response } = wire;
  switch (from.type) {
    case 'object':
      head(wire, from, JSON_TYPE);
      response.end(wire.pretty ? JSON.stringify(from.body, null, 2) : `${JSON.stringify(from.body)}\n`);
      return;
    case 'text':
      head(wire, from, 'text/plain; charset=utf-8');
      response.end(from.body);
      return;
    case 'watch': sendWatch(wire, from); return;
    case 'stream': sendStream(wire, from); return;
    case 'later': {
      const done = wire.pump.waiting();
      response.on('close', done);
      from.whenReady((ready) => { done(); wire.pump.delivered(); sendResponse(wire, ready); });
      return;
    }
    case 'session':
      response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' });
      response.end('unable to upgrade: missing upgrade headers in request\n');
  }
}

function sendWatch(wire: Wire, from: ApiResponse & { type: 'watch' }): void {
  const { response, pump } = wire;
  head(wire, from, JSON_TYPE);
  response.flushHeaders();
  const done = pump.waiting();
  const stop = from.listen(({ type, object }) => { pump.delivered(); response.write(`${JSON.stringify({ type, object })}\n`); }, () => response.end());
  response.on('close', () => { done(); stop(); });
}

function sendStream(wire: Wire, from: ApiResponse & { type: 'stream' }): void {
  const { response, clock, pump } = wire;
  head(wire, from, 'text/plain');
  response.flushHeaders();
  const done = pump.waiting();
  const copying = startTask(clock, (function* copy() {
    for (let text = yield* from.body.read(); text !== undefined; text = yield* from.body.read()) { pump.delivered(); response.write(text); }
  })());
  copying.onDone(() => { done(); response.end(); });
  response.on('close', () => { done(); copying.cancel(); from.body.cancel(); });
}
