/** nc, telnet, ping, ip, ifconfig. */
import { signal, sleep, startTask, type Task } from '../../time/index.ts';
import { send } from '../pipe.ts';
import type { ByteStream, CommandContext, ConnectFailure, ConnectResult, HttpResponse } from '../types.ts';
import { badOptions, complain, durationMs, type CommandMaker } from './common.ts';
import { header, reasonOf } from './http.ts';
import { lastValue, parseOptions } from './options.ts';

const FAILURES: { readonly [reason in ConnectFailure['reason']]: string } = { refused: 'Connection refused', timeout: 'Connection timed out', reset: 'Connection reset by peer', unreachable: 'Host is unreachable', unresolved: 'bad address' };

/** What was piped into `nc -l`, as the answer to a request. */
function responseFrom(text: string): HttpResponse {
  const match = /^HTTP\/[\d.]+ (\d+)[^\n]*\n([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(text);
  if (match === null) return { code: 200, headers: {}, body: text };
  const headers = Object.fromEntries((match[2] ?? '').split(/\r?\n/).filter((line) => line.includes(':')).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
  return { code: Number(match[1]), headers, body: match[3] ?? '' };
}

/** Serves one connection, then ends. */
function* listenOnce(context: CommandContext, port: number): Task<number> {
  const answer = responseFrom(context.tty ? '' : yield* context.stdin.readAll());
  const served = signal();
  let done = false;
  const stop = context.machine.network.listen(port, function* (request) {
    context.stdout.write(`${request.method} ${request.path} HTTP/1.1\r\n${Object.entries(request.headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${request.body}`);
    done = true;
    served.fire();
    return answer;
  });
  if (stop === undefined) return complain(context, 'bind: Address already in use');
  try { while (!done) yield served.wait; yield sleep(context.machine.clock, 1); } finally { stop(); }
  return 0;
}

/** What is typed goes there, what comes back is shown, until the other end closes or all has been said and answered. */
function* exchangeBytes(context: CommandContext, { input, output }: ByteStream): Task<void> {
  const { clock } = context.machine;
  const sending = startTask(clock, (function* feed(): Task<void> {
    for (let text = yield* context.stdin.read(); text !== undefined; text = yield* context.stdin.read()) output.write(text);
    output.close();
  })());
  try { for (let text = yield* input.read(); text !== undefined; text = yield* input.read()) yield* send(context.stdout, text); } finally { sending.cancel(); input.cancel(); output.close(); }
}

/** Lines typed as an HTTP request, sent when the blank line has come. */
function* talk(context: CommandContext, host: string, port: number): Task<void> {
  const opened = context.machine.network.open === undefined ? undefined : yield* context.machine.network.open(host, port, 10_000);
  if (opened?.ok === true && opened.stream !== undefined) { yield* exchangeBytes(context, opened.stream); return; }
  let request = '';
  for (let line = yield* context.stdin.readLine(); line !== undefined; line = yield* context.stdin.readLine()) {
    request += line;
    if (/^\r?\n$/.test(line) && request.trim() !== '') break;
  }
  const first = /^([A-Z]+) (\S+)/.exec(request);
  if (first === null) return;
  const headers = Object.fromEntries(request.split(/\r?\n/).slice(1).filter((line) => line.includes(':')).map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]));
  const result = yield* context.machine.network.http({ method: first[1] ?? 'GET', scheme: 'http', host, port, path: first[2] ?? '/', headers: { ...headers, Host: header(headers, 'host') ?? host }, body: '', timeoutMs: 10_000 });
  if (result.ok) yield* send(context.stdout, `HTTP/1.1 ${result.response.code} ${reasonOf(result.response.code)}\r\n${Object.entries(result.response.headers).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${result.response.body}`);
}

export const makeNc: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'zvw:lp:nkuq:N46e:i:', stopAtOperand: false });
  if (options.error !== undefined) return badOptions(context, flavour, options);
  const [first, second] = options.operands;
  if (options.flags.has('l')) return yield* listenOnce(context, Number(lastValue(options, 'p') ?? second ?? first ?? '0'));
  if (first === undefined || second === undefined) return complain(context, flavour === 'gnu' ? 'missing port number' : 'missing host or port');
  const wait = lastValue(options, 'w');
  const verbose = options.flags.has('v');
  let status = 0;
  // As busybox (xatou16) and OpenBSD's nc (strtonum) say it; without this a mistyped port would look like one that answers.
  if (!/^\d{1,5}(?:-\d{1,5})?$/.test(second)) return complain(context, flavour === 'gnu' ? `port number invalid: ${second}` : `invalid number '${second}'`);
  const [low = 0, high = low] = second.split('-').map(Number);
  for (let port = low; port <= high; port++) {
    const result: ConnectResult = yield* context.machine.network.connect(first, port, wait === undefined ? 127_000 : durationMs(wait) ?? 127_000);
    if (!result.ok) {
      status = 1;
      if (result.reason === 'unresolved') complain(context, flavour === 'gnu' ? `getaddrinfo for host "${first}" port ${port}: Name or service not known` : `bad address '${first}'`);
      else if (flavour === 'busybox' && wait !== undefined && result.reason === 'timeout') complain(context, 'timed out');
      else if (flavour === 'gnu' ? verbose : true) complain(context, flavour === 'gnu' ? `connect to ${first} (${result.address ?? first}) port ${port} (tcp) failed: ${FAILURES[result.reason]}` : `${verbose ? `${first} (${result.address ?? first}:${port})` : "can't connect to remote host (" + (result.address ?? first) + ')'}: ${FAILURES[result.reason]}`);
      continue;
    }
    if (verbose) context.stderr.write(flavour === 'gnu' ? `Connection to ${first} (${result.address}) ${port} port [tcp/*] succeeded!\n` : `${first} (${result.address}:${port}) open\n`);
    if (!options.flags.has('z')) yield* talk(context, first, port);
  }
  return status;
};

export const makeTelnet: CommandMaker = (flavour) => function* (context) {
  const [host, port = '23'] = context.args.filter((word) => !word.startsWith('-'));
  if (host === undefined) return complain(context, 'missing host');
  const result = yield* context.machine.network.connect(host, Number(port), 127_000);
  if (!result.ok) {
    if (result.reason === 'unresolved') return complain(context, flavour === 'gnu' ? `could not resolve ${host}/${port}: Name or service not known` : `bad address '${host}'`);
    if (flavour === 'gnu') { yield* send(context.stdout, `Trying ${result.address ?? host}...\n`); return complain(context, `Unable to connect to remote host: ${FAILURES[result.reason]}`); }
    return complain(context, `can't connect to remote host (${result.address ?? host}): ${FAILURES[result.reason]}`);
  }
  yield* send(context.stdout, flavour === 'gnu' ? `Trying ${result.address}...\nConnected to ${host}.\nEscape character is '^]'.\n` : `Connected to ${host}\n`);
  yield* talk(context, host, Number(port));
  yield* send(context.stdout, flavour === 'gnu' ? 'Connection closed by foreign host.\n' : 'Connection closed by foreign host\r\n');
  return flavour === 'gnu' ? 1 : 1;
};

function summary(context: CommandContext, flavour: 'busybox' | 'gnu', host: string, times: readonly number[], sent: number): Task<void> {
  const loss = sent === 0 ? 0 : Math.round((sent - times.length) * 100 / sent);
  const three = (ms: number): string => ms.toFixed(3);
  const average = times.reduce((sum, ms) => sum + ms, 0) / Math.max(1, times.length);
  const range = `${three(Math.min(...times))}/${three(average)}/${three(Math.max(...times))}`;
  const line = times.length === 0 ? '' : flavour === 'gnu' ? `rtt min/avg/max/mdev = ${range}/0.001 ms\n` : `round-trip min/avg/max = ${range} ms\n`;
  return send(context.stdout, `\n--- ${host} ping statistics ---\n${flavour === 'gnu' ? `${sent} packets transmitted, ${times.length} received, ${loss}% packet loss, time ${Math.max(0, sent - 1) * 1000}ms\n` : `${sent} packets transmitted, ${times.length} packets received, ${loss}% packet loss\n`}${line}`);
}

export const makePing: CommandMaker = (flavour) => function* (context) {
  const options = parseOptions(context.args, { short: 'c:W:w:i:s:qn4I:t:' });
  if (options.error !== undefined) return badOptions(context, flavour, options, 2);
  const [host] = options.operands;
  if (host === undefined) return complain(context, flavour === 'gnu' ? 'usage error: Destination address required' : 'missing host', flavour === 'gnu' ? 2 : 1);
  const { network, clock, process } = { ...context.machine, process: context.process };
  if (network.ping === undefined) return complain(context, flavour === 'gnu' ? 'socktype: SOCK_RAW\nping: socket: Operation not permitted' : 'permission denied (are you root?)', flavour === 'gnu' ? 2 : 1);
  const found = yield* network.resolve(host);
  const address = /^[\d.]+$/.test(host) ? host : found.ok ? found.addresses[0] : undefined;
  if (address === undefined) return complain(context, flavour === 'gnu' ? `${host}: Name or service not known` : `bad address '${host}'`, flavour === 'gnu' ? 2 : 1);
  yield* send(context.stdout, flavour === 'gnu' ? `PING ${host} (${address}) 56(84) bytes of data.\n` : `PING ${host} (${address}): 56 data bytes\n`);
  const count = Number(lastValue(options, 'c') ?? Infinity);
  const interval = Math.round(Number(lastValue(options, 'i') ?? 1) * 1000);
  const timeout = Math.round(Number(lastValue(options, 'W') ?? 10) * 1000);
  const times: number[] = [];
  let sent = 0;
  let stopped = false;
  const interrupted = signal();
  process.onSignal('INT', () => { stopped = true; interrupted.fire(); });
  while (sent < count && !stopped) {
    const started = clock.now;
    const seq = sent++;
    const reply = yield* network.ping(address, timeout);
    if (reply.ok) {
      times.push(reply.ms);
      yield* send(context.stdout, flavour === 'gnu' ? `64 bytes from ${address}: icmp_seq=${seq + 1} ttl=63 time=${reply.ms.toFixed(3)} ms\n` : `64 bytes from ${address}: seq=${seq} ttl=63 time=${reply.ms.toFixed(3)} ms\n`);
    }
    if (sent < count && !stopped) {
      const rest = Math.max(0, interval - (clock.now - started));
      yield (wake) => { const timer = clock.after(rest, wake); const release = interrupted.wait(wake); return () => { clock.cancel(timer); release(); }; };
    }
  }
  yield* summary(context, flavour, host, times, sent);
  return times.length > 0 ? 0 : 1;
};

const hardware = (address: string): string => ['0a', '58', ...address.split('.').map((part) => Number(part).toString(16).padStart(2, '0'))].join(':');

export const makeIp: CommandMaker = () => function* (context) {
  const words = context.args.filter((word) => !word.startsWith('-'));
  const address = context.machine.network.addresses[0] ?? '127.0.0.1';
  const gateway = `${address.split('.').slice(0, 3).join('.')}.1`;
  const command = words[0] ?? '';
  if (command.startsWith('r')) { yield* send(context.stdout, `default via ${gateway} dev eth0 \n${address.split('.').slice(0, 3).join('.')}.0/24 dev eth0 scope link  src ${address} \n`); return 0; }
  if (!/^[al]/.test(command)) return complain(context, command === '' ? 'missing object' : `Object "${command}" is unknown, try "ip help".`);
  const inet = command.startsWith('a');
  yield* send(context.stdout, [
    '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN qlen 1000', '    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00', ...(inet ? ['    inet 127.0.0.1/8 scope host lo', '       valid_lft forever preferred_lft forever'] : []),
    '2: eth0@if5: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc noqueue state UP ', `    link/ether ${hardware(address)} brd ff:ff:ff:ff:ff:ff link-netnsid 0`, ...(inet ? [`    inet ${address}/24 brd ${address.split('.').slice(0, 3).join('.')}.255 scope global eth0`, '       valid_lft forever preferred_lft forever'] : []),
  ].map((line) => `${line}\n`).join(''));
  return 0;
};

export const makeIfconfig: CommandMaker = () => function* (context) {
  const address = context.machine.network.addresses[0] ?? '127.0.0.1';
  yield* send(context.stdout, [
    `eth0      Link encap:Ethernet  HWaddr ${hardware(address).toUpperCase()}  `, `          inet addr:${address}  Bcast:${address.split('.').slice(0, 3).join('.')}.255  Mask:255.255.255.0`, '          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1', '',
    'lo        Link encap:Local Loopback  ', '          inet addr:127.0.0.1  Mask:255.0.0.0', '          UP LOOPBACK RUNNING  MTU:65536  Metric:1', '',
  ].map((line) => `${line}\n`).join(''));
  return 0;
};
