/** One line of a state file: a checksum, then JSON. */
import { crc32 } from 'node:zlib';
import type { ApiRequest, ProxyRequest } from '../../apiserver/index.ts';
import type { ClusterKeys } from '../identity/clusterIdentity.ts';

export const FORMAT = 'peapod state';
export const FORMAT_VERSION = 1;

/** The first line: what the cluster is made from. */
export type StateHeader = {
  readonly format: typeof FORMAT;
  readonly version: number;
  readonly engine: string;
  readonly preset: string;
  readonly seed: string;
  readonly startTime: string;
  readonly keys: ClusterKeys;
};
/** What came from outside, and when. `t`: ms of the cluster's time; `r`: the store's revision afterwards. */
export type Input = { readonly t: number; readonly r: number } & (
  | { readonly type: 'time' }
  /** `id` names the stream that it opened. */
  | { readonly type: 'request'; readonly request: Pick<ApiRequest, 'method' | 'path' | 'headers' | 'body' | 'user' | 'credentials' | 'because'>; readonly id?: number }
  | { readonly type: 'stdin'; readonly id: number; readonly text: string }
  | { readonly type: 'closeStdin'; readonly id: number }
  | { readonly type: 'resize'; readonly id: number; readonly columns: number; readonly rows: number }
  | { readonly type: 'kill'; readonly id: number }
  | { readonly type: 'dial'; readonly id: number; readonly port: number }
  | { readonly type: 'forward'; readonly id: number; readonly port: number; readonly request: ProxyRequest }
  /** A connection as bytes: `connection` numbers those of one stream from 0. */
  | { readonly type: 'connect'; readonly id: number; readonly port: number }
  | { readonly type: 'bytes'; readonly id: number; readonly connection: number; readonly text: string }
  | { readonly type: 'disconnect'; readonly id: number; readonly connection: number }
);

const SUM_LENGTH = 8;
const sumOf = (json: Uint8Array): string => crc32(json).toString(16).padStart(SUM_LENGTH, '0');

export function writeRecord(record: StateHeader | Input): Buffer {
  const json = Buffer.from(JSON.stringify(record));
  return Buffer.concat([Buffer.from(`${sumOf(json)} `), json, Buffer.from('\n')]);
}

/** @param line without its newline. Undefined: damaged. */
export function readRecord(line: Uint8Array): unknown {
  const bytes = Buffer.from(line.buffer, line.byteOffset, line.byteLength);
  const json = bytes.subarray(SUM_LENGTH + 1);
  if (bytes.length <= SUM_LENGTH + 1 || bytes.toString('latin1', 0, SUM_LENGTH) !== sumOf(json)) return undefined;
  return JSON.parse(json.toString('utf8')) as unknown; // its checksum is right, so it is what we wrote
}
