/** Small reads per second over kept loopback connections; the client takes its part of the same machine. */
import { measureServe } from '../../engine/serve/testing/throughput.ts';

const rate = async (https: boolean): Promise<number> => Math.round((await measureServe({ requests: 6_000, pods: 10, https })).requestsPerSecond);
const [http, https] = [await rate(false), await rate(true)];
process.stdout.write(JSON.stringify({ serve_http_requests_per_s: http, serve_https_requests_per_s: https }));
process.exit(0);
