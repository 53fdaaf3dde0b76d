import type { Reader, Task, Writer } from '../../time/index.ts';
import { byteLength, nameOf } from '../files/paths.ts';
import { send } from '../pipe.ts';
import { openRead, openWrite } from '../streams.ts';
import type { Command, CommandContext, ConnectFailure, HttpResponse } from '../types.ts';
import { encodeBase64, toBytes } from './bytes.ts';
import { complain, pathIn } from './common.ts';
import { clientTls } from './curlTls.ts';
import { header, hostHeader, parseUrl, reasonOf, redirected, requestFor, type Url } from './http.ts';
import { lastValue, parseOptions, type Options } from './options.ts';

const SPEC = {
  short: 'sSfiIvoOX:d:B:R:E:J:H:LkK:m:C:w:u:A:GT:#F:b:c:e:n4610o:VP:Q:N',
  long: {
    silent: 's', 'show-error': 'S', fail: 'f', include: 'i', head: 'I', verbose: 'v', output: 'o', 'remote-name': 'O', request: 'X', data: 'd', 'data-raw': 'R', 'data-binary': 'B', 'data-urlencode': 'E', 'data-ascii': 'd', json: 'J',
    header: 'H', location: 'L', insecure: 'k', 'max-time': 'm', 'connect-timeout': 'C', 'write-out': 'w', user: 'u', 'user-agent': 'A', get: 'G', cacert: 'K', cert: 'P', key: 'Q', 'cert-type': 'c', 'upload-file': 'T', form: 'F', 'progress-bar': '#', 'fail-with-body': 'f', 'http1.1': '1', version: 'V', compressed: '6', 'no-progress-meter': 's', retry: 'e', 'no-buffer': 'n', 'cookie': 'b',
  },
} as const;
const CONNECT_MS = 130_000;

type Exchange = { readonly url: Url; readonly response: HttpResponse; readonly address: string; readonly ms: number };

/** The exit code and the words after `curl: (N) `. */
function failure(url: Url, result: ConnectFailure, ms: number, limitMs: number | undefined): { readonly code: number; readonly words: string } {
  const place = `Failed to connect to ${url.host} port ${url.port} after ${ms} ms:`;
  switch (result.reason) {
    case 'unresolved': return { code: 6, words: `Could not resolve host: ${url.host}` };
    case 'refused': return { code: 7, words: `${place} Could not connect to server` };
    case 'unreachable': return { code: 7, words: `${place} Could not connect to server` };
    case 'reset': return result.address === undefined ? { code: 56, words: 'Recv failure: Connection reset by peer' } : { code: 52, words: 'Empty reply from server' };
    default: return { code: 28, words: result.address === undefined ? `Resolving timed out after ${ms} milliseconds` : limitMs === undefined ? `${place} Could not connect to server` : `Connection timed out after ${ms} milliseconds` };
  }
}

function* bodyOf(context: CommandContext, options: Options): Task<string | undefined> {
  const parts: string[] = [];
  const read = function* (path: string): Task<string> { return yield* (path === '-' ? context.stdin : openRead(context, pathIn(context, path))).readAll(); };
  for (const value of options.values.get('d') ?? []) parts.push(value.startsWith('@') ? (yield* read(value.slice(1))).replace(/[\r\n]/g, '') : value);
  for (const value of [...options.values.get('B') ?? [], ...options.values.get('J') ?? []]) parts.push(value.startsWith('@') ? yield* read(value.slice(1)) : value);
  parts.push(...options.values.get('R') ?? []);
  for (const value of options.values.get('E') ?? []) { const at = value.indexOf('='); parts.push(at < 0 ? encodeURIComponent(value) : `${value.slice(0, at + 1)}${encodeURIComponent(value.slice(at + 1))}`); }
  const upload = lastValue(options, 'T');
  if (upload !== undefined) return yield* read(upload);
  return parts.length === 0 ? undefined : parts.join('&');
}

function headersOf(options: Options, body: string | undefined): { readonly [name: string]: string } {
  const headers: { [name: string]: string } = { 'User-Agent': lastValue(options, 'A') ?? 'curl/8.5.0', Accept: '*/*' };
  const user = lastValue(options, 'u');
  if (user !== undefined) headers['Authorization'] = `Basic ${encodeBase64(toBytes(user))}`;
  if (body !== undefined && !options.flags.has('G') && !options.flags.has('T')) headers['Content-Type'] = options.flags.has('J') ? 'application/json' : 'application/x-www-form-urlencoded';
  for (const line of options.values.get('H') ?? []) {
    const at = line.indexOf(':');
    const name = (at < 0 ? line.replace(/;$/, '') : line.slice(0, at)).trim();
    for (const key of Object.keys(headers)) if (key.toLowerCase() === name.toLowerCase()) delete headers[key];
    const value = at < 0 ? '' : line.slice(at + 1).trim();
    if (value !== '' || line.endsWith(';')) headers[name] = value;
  }
  if (body !== undefined && !options.flags.has('G')) headers['Content-Length'] = String(byteLength(body));
  return headers;
}

function say(context: CommandContext, options: Options, code: number, words: string): number {
  if (!options.flags.has('s') || options.flags.has('S')) context.stderr.write(`curl: (${code}) ${words}\n`);
  return code;
}

const headLines = (response: HttpResponse): string => `HTTP/1.1 ${response.code} ${reasonOf(response.code)}\r\n${Object.entries(response.headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;

function tell(context: CommandContext, url: Url, method: string, headers: { readonly [name: string]: string }, exchange: Exchange): void {
  const { response, address } = exchange;
  const lines = [
    `*   Trying ${address}:${url.port}...`, `* Connected to ${url.host} (${address}) port ${url.port}`, `> ${method} ${url.path} HTTP/1.1`, `> Host: ${hostHeader(url)}`, ...Object.entries(headers).map(([name, value]) => `> ${name}: ${value}`), '> ',
    ...headLines(response).split('\r\n').slice(0, -1).map((line) => `< ${line}`), `* Connection #0 to host ${url.host} left intact`,
  ];
  context.stderr.write(lines.map((line) => `${line}\n`).join(''));
}

function* exchange(context: CommandContext, options: Options, first: Url): Task<Exchange | number> {
  const body = yield* bodyOf(context, options);
  const asQuery = options.flags.has('G') && body !== undefined;
  let url: Url = asQuery ? { ...first, path: `${first.path}${first.path.includes('?') ? '&' : '?'}${body}` } : first;
  const headers = headersOf(options, asQuery ? undefined : body);
  const method = lastValue(options, 'X') ?? (options.flags.has('I') ? 'HEAD' : options.flags.has('T') ? 'PUT' : body !== undefined && !asQuery ? 'POST' : 'GET');
  const limit = lastValue(options, 'm') ?? lastValue(options, 'C');
  const limitMs = limit === undefined ? undefined : Math.round(Number(limit) * 1000);
  const { clock, network } = context.machine;
  for (let hops = 0; ; hops++) {
    const tls = url.scheme === 'https' ? clientTls(context, url, { insecure: options.flags.has('k'), authority: lastValue(options, 'K'), certificate: lastValue(options, 'P'), key: lastValue(options, 'Q') }) : undefined;
    if (tls !== undefined && 'code' in tls) return say(context, options, tls.code, tls.words);
    const started = clock.now;
    const result = yield* network.http({ ...requestFor(url, method, headers, asQuery ? '' : body ?? '', limitMs ?? CONNECT_MS), limitsNames: true, ...(tls === undefined ? {} : { tls }), streams: true });
    const ms = clock.now - started;
    if (!result.ok) { const { code, words } = failure(url, result, ms, limitMs); return say(context, options, code, words); }
    const distrust = result.response.tlsError ?? (url.scheme === 'https' && !options.flags.has('k') && !options.flags.has('K') ? 'SSL certificate problem: unable to get local issuer certificate' : undefined);
    if (distrust !== undefined) {
      return say(context, options, 60, `${distrust}\nMore details here: https://curl.se/docs/sslcerts.html\n\ncurl failed to verify the legitimacy of the server and therefore could not\nestablish a secure connection to it. To learn more about this situation and\nhow to fix it, please visit the web page mentioned above.`);
    }
    const done: Exchange = { url, response: result.response, address: result.address, ms };
    if (options.flags.has('v')) tell(context, url, method, headers, done);
    const location = header(result.response.headers, 'location');
    if (!options.flags.has('L') || location === undefined || result.response.code < 300 || result.response.code >= 400) return done;
    if (hops >= 50) return say(context, options, 47, 'Maximum (50) redirects followed');
    if (options.flags.has('i') || options.flags.has('I')) yield* send(context.stdout, headLines(result.response));
    url = redirected(url, location) ?? url;
  }
}

function meter(size: number): string {
  const total = String(size).padStart(5);
  return `  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n                                 Dload  Upload   Total   Spent    Left  Speed\n\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0\r100 ${total}  100 ${total}    0     0   ${String(Math.min(99_999, size * 100)).padStart(5)}      0 --:--:-- --:--:-- --:--:-- ${String(Math.min(99_999, size * 100)).padStart(5)}\n`;
}

function written(format: string, { response, ms, url }: Exchange, size: number): string {
  const seconds = (ms / 1000).toFixed(6);
  const values: { readonly [name: string]: string } = {
    http_code: String(response.code).padStart(3, '0'), response_code: String(response.code), content_type: header(response.headers, 'content-type') ?? '', size_download: String(size), time_total: seconds, time_connect: seconds, time_starttransfer: seconds, url_effective: url.text, remote_ip: '', num_redirects: '0', method: '', scheme: url.scheme.toUpperCase(), http_version: '1.1', exitcode: '0', errormsg: '',
  };
  return format.replace(/%\{(\w+)\}|\\n|\\t|\\r|%%/g, (all, name: string | undefined) => (name !== undefined ? values[name] ?? '' : all === '\\n' ? '\n' : all === '\\t' ? '\t' : all === '\\r' ? '\r' : '%'));
}

/** A body that goes on. @returns an exit code if it took longer than it may */
function* goOn(context: CommandContext, options: Options, out: Writer, more: Reader, ms: number): Task<number | undefined> {
  const { clock } = context.machine;
  const limit = lastValue(options, 'm');
  const limitMs = limit === undefined ? undefined : Math.round(Number(limit) * 1000);
  const state = { late: false, size: 0 };
  const timer = limitMs === undefined ? undefined : clock.after(limitMs - ms, () => { state.late = true; more.cancel(); });
  try {
    for (let text = yield* more.read(); text !== undefined; text = yield* more.read()) { state.size += byteLength(text); yield* send(out, text); }
  } finally {
    if (timer !== undefined) clock.cancel(timer);
    more.cancel();
  }
  return state.late ? say(context, options, 28, `Operation timed out after ${limitMs ?? 0} milliseconds with ${state.size} bytes received`) : undefined;
}

function* one(context: CommandContext, options: Options, address: string): Task<number> {
  const url = parseUrl(address);
  if (url === undefined) return /^\w+:\/\//.test(address) && !/^https?:/.test(address) ? say(context, options, 1, `Protocol "${address.split(':')[0] ?? ''}" not supported`) : say(context, options, 3, 'URL rejected: Malformed input to a URL function');
  const done = yield* exchange(context, options, url);
  const format = lastValue(options, 'w');
  if (typeof done === 'number') {
    if (format !== undefined) yield* send(context.stdout, written(format, { url, response: { code: 0, headers: {}, body: '' }, address: '', ms: 0 }, 0));
    return done;
  }
  const { response } = done;
  if (options.flags.has('f') && response.code >= 400) {
    if (format !== undefined) yield* send(context.stdout, written(format, done, 0));
    return say(context, options, 22, `The requested URL returned error: ${response.code}`);
  }
  const headOnly = options.flags.has('I') && lastValue(options, 'X') === undefined;
  const text = `${options.flags.has('i') || options.flags.has('I') ? headLines(response) : ''}${headOnly ? '' : response.body}`;
  const file = options.flags.has('O') ? nameOf(url.path.split('?')[0] ?? '') || 'curl_response' : lastValue(options, 'o');
  const size = headOnly ? 0 : byteLength(response.body);
  // The meter shows only where the body does not go to the terminal.
  if (!options.flags.has('s') && (file !== undefined || !context.tty)) context.stderr.write(meter(size));
  const out = file === undefined || file === '-' ? context.stdout : openWrite(context, pathIn(context, file), false);
  yield* send(out, text);
  const late = response.more === undefined || headOnly ? undefined : yield* goOn(context, options, out, response.more, done.ms);
  if (late !== undefined) return late;
  if (format !== undefined) yield* send(context.stdout, written(format, done, size));
  return 0;
}

export const curl: Command = function* (context) {
  const options = parseOptions(context.args, SPEC);
  if (options.error !== undefined) {
    const word = /'(.*)'/.exec(options.error)?.[1] ?? '';
    context.stderr.write(`curl: option ${word.startsWith('-') ? word : `-${word}`}: ${options.error.includes('requires') ? 'requires parameter' : 'is unknown'}\ncurl: try 'curl --help' or 'curl --manual' for more information\n`);
    return 2;
  }
  if (options.flags.has('V')) { yield* send(context.stdout, 'curl 8.5.0 (x86_64-pc-linux-gnu)\n'); return 0; }
  if (options.operands.length === 0) { complain(context, "try 'curl --help' or 'curl --manual' for more information"); return 2; }
  let status = 0;
  for (const address of options.operands) status = yield* one(context, options, address);
  return status;
};
