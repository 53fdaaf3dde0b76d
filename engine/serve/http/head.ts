/** The head of a response, and what is needed to send one. */
import type { ApiResponse } from '../../apiserver/index.ts';
import type { Clock } from '../../time/index.ts';
import type { TimePump } from '../timePump.ts';
import type { WireRequest, WireResponse } from './listener.ts';

export type Wire = {
  readonly clock: Clock; readonly pump: TimePump; readonly request: WireRequest; readonly response: WireResponse;
  /** How to end each open watch and each log that is followed. */
  readonly watches: Set<() => void>;
};

/** `299 - "text"`, as RFC 7234 quotes it. */
const warning = (text: string): string => `299 - "${text.replace(/[\\"]/g, '\\$&').replace(/[\r\n]+/g, ' ')}"`;
/** Headers travel as Latin-1; warnings may quote what a client sent. */
const headerText = (text: string): string => Buffer.from(text, 'utf8').toString('latin1').replace(/[^\t\x20-\x7e\x80-\xff]/g, '?');

/** Of the connection to the pod, where a request was passed on; lengths are worked out anew. */
const HOP_BY_HOP = /^(?:connection|keep-alive|proxy-connection|transfer-encoding|upgrade|content-length)$/i;

export function head({ response }: Wire, from: ApiResponse, contentType: string): void {
  response.statusCode = from.code;
  response.setHeader('content-type', contentType);
  response.setHeader('cache-control', 'no-cache, private');
  for (const [name, value] of Object.entries(from.headers ?? {})) if (!HOP_BY_HOP.test(name)) response.setHeader(name, headerText(value));
  if (from.warnings !== undefined && from.warnings.length > 0) response.setHeader('warning', from.warnings.map((text) => headerText(warning(text))));
}
