/** What came over the wire → a request of the engine. */
import type { ApiRequest, ApiResponse, Because } from '../../apiserver/index.ts';
import type { Json } from '../../base/index.ts';
import { credentialsOf } from '../identity/clientCertificate.ts';
import { decodeProtobuf } from '../protobuf/decode.ts';
import type { WireRequest } from './listener.ts';

const PROTOBUF = /^application\/vnd\.kubernetes\.protobuf/;
/** There is no decoder for it; clients then use JSON. */
const CBOR = /^application\/cbor/;

export const refusal = (code: number, reason: string, message: string): ApiResponse => ({
  type: 'object', code, body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, ...(reason === '' ? {} : { reason }), code },
});

export type Read = { readonly request: ApiRequest } | { readonly refused: ApiResponse };

/** @param secure over plain HTTP whoever reaches the port is the administrator */
export function readRequest(from: WireRequest, bytes: Buffer, secure: boolean): Read {
  const type = String(from.headers['content-type'] ?? '');
  if (bytes.length === 0) return { request: requestOf(from, undefined, secure) };
  if (PROTOBUF.test(type)) {
    const decoded = decodeProtobuf(bytes);
    return decoded === undefined ? unknownFormat() : { request: requestOf(from, decoded, secure) };
  }
  // Bytes that are no UTF-8 become U+FFFD, as Go's JSON decoder has it.
  return CBOR.test(type) ? unknownFormat() : { request: requestOf(from, bytes.toString('utf8'), secure) };
}

/** @k8s apimachinery/pkg/runtime/serializer/codec_factory.go, apiserver/pkg/endpoints/handlers/negotiation/errors.go */
const unknownFormat = (): Read => ({
  refused: refusal(415, 'UnsupportedMediaType',
    'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf'),
});

export function requestOf(from: WireRequest, body: Json | undefined, secure: boolean): ApiRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(from.headers)) {
    if (value !== undefined && !name.startsWith(':')) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: (from.method ?? 'GET') as ApiRequest['method'], // other methods are refused by the API server
    path: from.url ?? '/', headers, because: becauseOf(headers),
    ...(body === undefined ? {} : { body }), ...(secure ? { credentials: credentialsOf(from) } : {}),
  };
}

/** `kubectl/v1.36.3 (linux/amd64) …` → kubectl. */
function becauseOf(headers: Record<string, string>): Because {
  const by = (headers['user-agent'] ?? '').split(/[/ ]/)[0];
  return { by: by === undefined || by === '' ? 'a client' : by, rule: 'request from outside' };
}
