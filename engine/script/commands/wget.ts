import type { Task } from '../../time/index.ts';
import { byteLength, nameOf } from '../files/paths.ts';
import { FileError } from '../files/errors.ts';
import { openWrite } from '../streams.ts';
import { send } from '../pipe.ts';
import type { CommandContext, HttpResponse } from '../types.ts';
import { badOptions, complain, pathIn, type CommandMaker, type Flavour } from './common.ts';
import { formatDate } from './dates.ts';
import { header, hostHeader, parseUrl, reasonOf, redirected, requestFor, type Url } from './http.ts';
import { lastValue, parseOptions, type Options } from './options.ts';
import { humanSize } from './sizes.ts';

/** A TCP connection attempt gives up after about two minutes. */
const CONNECT_MS = 127_000;
const MAX_REDIRECTS = 5;

const FAILURES = { refused: 'Connection refused', timeout: 'Connection timed out', reset: 'Connection reset by peer', unreachable: 'Host is unreachable' } as const;

type Fetched = { readonly url: Url; readonly address: string; readonly response: HttpResponse };

function bar(name: string, size: number): string {
  return `${name.slice(0, 20).padEnd(20)} 100% |${'*'.repeat(32)}| ${humanish(size)}  0:00:00 ETA\n`;
}
const humanish = (size: number): string => (size < 100_000 ? String(size).padStart(5) : humanSize(size).padStart(5));

/** busybox' words; GNU's say the same at greater length. */
function failed(context: CommandContext, flavour: Flavour, url: Url, reason: 'refused' | 'timeout' | 'reset' | 'unresolved' | 'unreachable', address: string | undefined, limited: boolean): number {
  if (flavour === 'gnu') {
    if (reason === 'unresolved') return complain(context, `unable to resolve host address '${url.host}'`, 4);
    context.stderr.write(`Connecting to ${url.host} (${url.host})|${address ?? url.host}|:${url.port}... failed: ${FAILURES[reason]}.\n`);
    return 4;
  }
  if (reason === 'unresolved') return complain(context, `bad address '${hostHeader(url)}'`);
  if (reason === 'timeout' && limited) return complain(context, 'download timed out');
  if (reason === 'reset') return complain(context, 'error getting response: Connection reset by peer');
  return complain(context, `can't connect to remote host${address === undefined ? '' : ` (${address})`}: ${FAILURES[reason]}`);
}

function* fetchAll(context: CommandContext, flavour: Flavour, options: Options, first: Url): Task<Fetched | number> {
  const quiet = options.flags.has('q');
  const timeout = lastValue(options, 'T');
  const headers: { [name: string]: string } = { 'User-Agent': lastValue(options, 'U') ?? 'Wget' };
  for (const line of options.values.get('H') ?? []) headers[line.slice(0, line.indexOf(':')).trim()] = line.slice(line.indexOf(':') + 1).trim();
  const body = lastValue(options, 'D') ?? '';
  const method = options.flags.has('D') ? 'POST' : options.flags.has('s') ? 'HEAD' : 'GET';
  let url = first;
  for (let hops = 0; ; hops++) {
    const result = yield* context.machine.network.http(requestFor(url, method, { ...headers, Connection: 'close' }, body, timeout === undefined ? CONNECT_MS : Math.round(Number(timeout) * 1000)));
    const address = result.address;
    if (!quiet && address !== undefined) {
      context.stderr.write(flavour === 'busybox' ? `Connecting to ${url.host} (${address}:${url.port})\n` : result.ok ? `Connecting to ${url.host} (${url.host})|${address}|:${url.port}... connected.\nHTTP request sent, awaiting response... ${result.response.code} ${reasonOf(result.response.code)}\n` : '');
    }
    if (!result.ok) return failed(context, flavour, url, result.reason, address, timeout !== undefined);
    const { response } = result;
    if (options.flags.has('S')) context.stderr.write(`  HTTP/1.1 ${response.code} ${reasonOf(response.code)}\n${Object.entries(response.headers).map(([name, value]) => `  ${name}: ${value}\n`).join('')}  \n`);
    const location = header(response.headers, 'location');
    if (response.code >= 300 && response.code < 400 && location !== undefined) {
      if (hops >= MAX_REDIRECTS) return complain(context, 'too many redirections');
      url = redirected(url, location) ?? url;
      continue;
    }
    if (response.code >= 400) {
      if (flavour === 'gnu') { context.stderr.write(`${quiet ? '' : `${formatDate('%Y-%m-%d %H:%M:%S', context.machine.clock.now)} ERROR ${response.code}: ${reasonOf(response.code)}.\n`}`); return 8; }
      return complain(context, `server returned error: HTTP/1.1 ${response.code} ${reasonOf(response.code)}`);
    }
    return { url, address: result.address, response };
  }
}

function* save(context: CommandContext, flavour: Flavour, options: Options, { url, response }: Fetched): Task<number> {
  const quiet = options.flags.has('q');
  const target = lastValue(options, 'O') ?? (nameOf(url.path.split('?')[0] ?? '') || 'index.html');
  const size = byteLength(response.body);
  const say = (text: string): void => { if (!quiet) context.stderr.write(text); };
  if (target === '-') {
    if (flavour === 'busybox') say('writing to stdout\n');
    yield* send(context.stdout, response.body);
    if (flavour === 'busybox') say(`${bar('-', size)}written to stdout\n`);
    return 0;
  }
  const prefix = lastValue(options, 'P');
  const shown = prefix === undefined ? target : `${prefix}/${target}`;
  const path = pathIn(context, shown);
  if (flavour === 'busybox' && lastValue(options, 'O') === undefined && context.machine.files.stat(path) !== undefined) return complain(context, `can't open '${shown}': File exists`);
  if (flavour === 'gnu') say(`Length: ${size}${header(response.headers, 'content-type') === undefined ? '' : ` [${header(response.headers, 'content-type')?.split(';')[0] ?? ''}]`}\nSaving to: '${shown}'\n\n`);
  else say(`saving to '${shown}'\n`);
  try {
    const writer = openWrite(context, path, false);
    yield* send(writer, response.body);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return complain(context, flavour === 'gnu' ? `${shown}: ${error.reason}` : `can't open '${shown}': ${error.reason}`);
  }
  if (flavour === 'gnu') say(`${nameOf(shown).padEnd(19)} 100%[===================>] ${String(size).padStart(7)}  --.-KB/s    in 0s\n\n${formatDate('%Y-%m-%d %H:%M:%S', context.machine.clock.now)} (1.00 MB/s) - '${shown}' saved [${size}/${size}]\n\n`);
  else say(`${bar(nameOf(shown), size)}'${shown}' saved\n`);
  return 0;
}

/** @k8s golden cluster/svc-clusterip-two-backends, cluster/dns-names, cluster/svc-internal-traffic-local */
export const makeWget: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, {
    short: 'qcSsT:O:P:U:Y:t:nvD:H:', long: { quiet: 'q', spider: 's', timeout: 'T', 'output-document': 'O', 'post-data': 'D', header: 'H', 'no-check-certificate': 'n', 'server-response': 'S', tries: 't', 'user-agent': 'U', 'no-verbose': 'q' },
  });
  if (options.error !== undefined) return badOptions(context, flavour, options, flavour === 'gnu' ? 2 : 1);
  const [address] = options.operands;
  if (address === undefined) { context.stderr.write(flavour === 'gnu' ? 'wget: missing URL\nUsage: wget [OPTION]... [URL]...\n\nTry `wget --help\' for more options.\n' : 'wget: missing URL\n'); return 1; }
  const url = parseUrl(address);
  if (url === undefined) return complain(context, flavour === 'gnu' ? `${address}: Unsupported scheme.` : `not an http or ftp url: ${address}`);
  if (flavour === 'gnu' && !options.flags.has('q')) context.stderr.write(`--${formatDate('%Y-%m-%d %H:%M:%S', context.machine.clock.now)}--  ${address.includes('://') ? address : `http://${address}/`}\n`);
  const fetched = yield* fetchAll(context, flavour, options, url);
  if (typeof fetched === 'number') return fetched;
  if (options.flags.has('s')) { if (!options.flags.has('q')) context.stderr.write('remote file exists\n'); return 0; }
  return yield* save(context, flavour, options, fetched);
};
