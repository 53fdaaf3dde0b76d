/** What wget and curl share: addresses in URLs, names of status codes. */
import type { HttpRequest } from '../types.ts';

export type Url = { readonly scheme: 'http' | 'https'; readonly host: string; readonly port: number; readonly path: string; readonly user: string | undefined; readonly text: string };

/** Undefined: no http address. */
export function parseUrl(text: string): Url | undefined {
  const match = /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):\/\/)?(?:([^/@?#]*)@)?(\[[^\]]+\]|[^/:?#]+)(?::(\d+))?([/?][^#]*)?(?:#.*)?$/.exec(text);
  if (match === null) return undefined;
  const [, scheme = 'http', user, host = '', port, path = '/'] = match;
  const lower = scheme.toLowerCase();
  if (lower !== 'http' && lower !== 'https') return undefined;
  return { scheme: lower, host: host.replace(/^\[|\]$/g, ''), port: Number(port ?? (lower === 'https' ? 443 : 80)), path: path.startsWith('?') ? `/${path}` : path, user, text };
}

export const hostHeader = (url: Url): string => (url.port === (url.scheme === 'https' ? 443 : 80) ? url.host : `${url.host}:${url.port}`);

/** A `Location` seen from the address that sent it. */
export const redirected = (from: Url, location: string): Url | undefined =>
  parseUrl(/^\w+:\/\//.test(location) ? location : `${from.scheme}://${hostHeader(from)}${location.startsWith('/') ? location : `${from.path.slice(0, from.path.lastIndexOf('/') + 1)}${location}`}`);

const REASONS: { readonly [code: number]: string } = {
  100: 'Continue', 101: 'Switching Protocols', 200: 'OK', 201: 'Created', 202: 'Accepted', 204: 'No Content', 206: 'Partial Content', 301: 'Moved Permanently', 302: 'Found', 303: 'See Other', 304: 'Not Modified', 307: 'Temporary Redirect', 308: 'Permanent Redirect',
  400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 406: 'Not Acceptable', 408: 'Request Timeout', 409: 'Conflict', 410: 'Gone', 413: 'Request Entity Too Large', 415: 'Unsupported Media Type', 422: 'Unprocessable Entity', 429: 'Too Many Requests',
  500: 'Internal Server Error', 501: 'Not Implemented', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout',
};
export const reasonOf = (code: number): string => REASONS[code] ?? 'Unknown';

export const header = (headers: { readonly [name: string]: string }, name: string): string | undefined =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];

export function requestFor(url: Url, method: string, headers: { readonly [name: string]: string }, body: string, timeoutMs: number): HttpRequest {
  return { method, scheme: url.scheme, host: url.host, port: url.port, path: url.path, headers: { Host: hostHeader(url), ...headers }, body, timeoutMs };
}
