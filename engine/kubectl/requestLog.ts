/** `-v=6`: what a command asks the server, on stderr. From `-v=1` on, client-go tells its feature gates as well. */
import type { ApiRequest, ApiResponse } from '../apiserver/index.ts';
import { klogHead } from './klog.ts';
import { isDiscovery } from './discoveryCache.ts';

type Send = (request: ApiRequest) => ApiResponse;
type LogOptions = {
  readonly level: number;
  readonly server: string;
  readonly configFiles: readonly string[];
  readonly now: () => number;
  readonly pid: number;
  readonly print: (text: string) => void;
};

/** In the order of their names; upstream's comes from a Go map. @k8s client-go/features/known_features.go */
const GATES: readonly (readonly [string, boolean])[] = [
  ['AtomicFIFO', true], ['ClientsAllowCARotation', true], ['ClientsAllowCBOR', false], ['ClientsAllowTLSCacheGC', true], ['ClientsPreferCBOR', false],
  ['InOrderInformers', true], ['InOrderInformersBatchProcess', true], ['InformerResourceVersion', true], ['UnlockWhileProcessingFIFO', true], ['WatchListClient', true],
];
/** The words behind the codes that our server answers with. @k8s go net/http StatusText */
const WORDS: { readonly [code: number]: string } = {
  101: 'Switching Protocols', 200: 'OK', 201: 'Created', 202: 'Accepted', 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found',
  405: 'Method Not Allowed', 406: 'Not Acceptable', 409: 'Conflict', 410: 'Gone', 413: 'Request Entity Too Large', 415: 'Unsupported Media Type', 422: 'Unprocessable Entity',
  429: 'Too Many Requests', 500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout',
};
/** A request takes no virtual time; this is what it takes on a cluster next door. */
const REQUEST_MS = 2;
/** Where real kubectl begins to show headers and bodies. */
const DEEPER = 7;

/** @k8s client-go/tools/clientcmd/loader.go; client-go/features/envvar.go; client-go/transport/round_trippers.go levelsV6 */
export function loggedRequests(send: Send, { level, server, configFiles, now, pid, print }: LogOptions): Send {
  const line = (text: string): void => { print(`${klogHead('I', now(), pid)} ${text}\n`); };
  if (level >= DEEPER) print(`Warning: headers and bodies of requests are not shown here; -v=${level} shows what -v=6 does\n`);
  if (level >= 6) for (const file of configFiles) line(`loader.go:407] Config loaded from file:  ${file}`);
  if (level >= 1) for (const [name, on] of GATES) line(`envvar.go:195] "Feature gate default state" feature=${JSON.stringify(name)} enabled=${on}`);
  if (level < 6) return send;
  return (request) => {
    const response = send(request);
    // What the server can do is in ~/.kube/cache, and kubectl does not ask again.
    if (request.method === 'GET' && isDiscovery(request.path)) return response;
    const status = `${response.code} ${WORDS[response.code] ?? ''}`.trimEnd();
    line(`round_trippers.go:632] "Response" verb="${request.method}" url="${server}${request.path}" status="${status}" milliseconds=${REQUEST_MS}`);
    return response;
  };
}
