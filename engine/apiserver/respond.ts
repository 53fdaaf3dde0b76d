/** Results → responses. */
import type { KubeObject, Status } from '../api/index.ts';
import type { JsonObject } from '../base/index.ts';
import type { ApiResponse } from './request.ts';

/** API objects are JSON; their types only lack the index signature. */
export const asJson = (object: object): JsonObject => object as JsonObject;
export const asObject = (json: JsonObject): KubeObject => json as KubeObject;

export const objectResponse = (code: number, body: object): ApiResponse => ({ type: 'object', code, body: asJson(body) });

export function statusResponse(status: Status): ApiResponse {
  const retry = status.details?.retryAfterSeconds;
  return {
    type: 'object', code: status.code ?? 500, body: asJson(status),
    ...(retry === undefined ? {} : { headers: { 'retry-after': String(retry) } }),
  };
}
export const textResponse = (code: number, body: string): ApiResponse =>
  ({ type: 'text', code, body, headers: { 'content-type': 'text/plain; charset=utf-8' } });
