/** registry.k8s.io/e2e-test-images/agnhost: one program, many subcommands. @k8s test/images/agnhost */
import { send, type Command, type CommandContext } from '../../../script/index.ts';
import { sleep, type Task } from '../../../time/index.ts';
import { flagOf, klog, notSimulated, serving, signalQueue, textAnswer } from '../run.ts';
import { findFile, pathOf } from '../staticFiles.ts';
import { guestbook } from './guestbook.ts';
import { durationMs, failed, goLog, queryOf, routeOf, span } from './http.ts';
import { netexec } from './netexec.ts';

const DAY_MS = 86_400_000;
/** Alive for ten seconds, unhealthy after that. @k8s docs tasks/configure-pod-container/configure-liveness-readiness-startup-probes */
const ALIVE_MS = 10_000;
const liveness: Command = (context) => {
  const { clock } = context.machine;
  const startedAt = clock.now;
  return serving({
    port: 8080, memoryBytes: 6_000_000, signals: {},
    respond(_, request) {
      const age = clock.now - startedAt;
      switch (routeOf(request)) {
        case '/started': return textAnswer(span(age));
        case '/healthz': return age > ALIVE_MS ? textAnswer(`error: ${age / 1000}`, 500) : textAnswer('ok');
        case '/redirect': return { code: 302, headers: { Location: queryOf(request).get('loc') ?? '' }, body: '' };
        default: return failed('404 page not found', 404);
      }
    },
  })(context);
};

/** The health service stands on the network as an HTTP answer with one word: see the kubelet's gRPC probe. */
const grpcHealth: Command = function* server(context): Task<number> {
  const { clock, network } = context.machine;
  const [port, httpPort] = [Number(flagOf(context.args, '--port') ?? 5000), Number(flagOf(context.args, '--http-port') ?? 8080)];
  const delay = Number(flagOf(context.args, '--delay-unhealthy-sec') ?? -1);
  const service = flagOf(context.args, '--service') ?? '';
  const startedAt = clock.now;
  let forced: boolean | undefined;
  context.process.useMemory(9_000_000);
  goLog(context, `Http server starting to listen on :${httpPort}`);
  const closeHttp = network.listen(httpPort, function* control(request) {
    yield sleep(clock, 1);
    const path = routeOf(request);
    if (path !== '/make-not-serving' && path !== '/make-serving') return failed('404 page not found', 404);
    forced = path === '/make-serving';
    goLog(context, `Mark as ${forced ? 'healthy' : 'unhealthy'}`);
    return textAnswer(span(clock.now - startedAt));
  });
  const close = network.listen(port, function* health(request) {
    yield sleep(clock, 1);
    if (request.headers['content-type'] !== 'application/grpc') return { code: 400, headers: {}, body: '' };
    goLog(context, `Serving the Check request for health check, started at ${new Date(startedAt).toISOString().replace('T', ' ').replace('Z', ' +0000 UTC')}`);
    if (request.body !== service) return { code: 404, headers: { 'grpc-status': '5' }, body: 'unknown service' };
    const late = delay >= 0 && clock.now - startedAt >= delay * 1000;
    return { code: 200, headers: {}, body: forced === false || late ? 'NOT_SERVING' : 'SERVING' };
  });
  goLog(context, `gRPC server starting to listen on :${port}`);
  try { for (;;) yield sleep(clock, DAY_MS); } finally { close?.(); closeHttp?.(); }
};

const METHODS = ['GET', 'POST', 'PUT'] as const;
const NAMESPACES = ['kube-system', 'default', 'ns'] as const;
const logsGenerator: Command = function* generate(context): Task<number> {
  const { random, clock } = context.machine;
  const total = Number(flagOf(context.args, '--log-lines-total', '-t') ?? 0);
  const duration = durationMs(flagOf(context.args, '--run-duration', '-d'), 0);
  if (!(total > 0)) { context.stderr.write(klog(context, 'logs_generator.go:68', `Invalid total number of lines: ${total}`, 'E')); return 255; }
  if (!(duration > 0)) { context.stderr.write(klog(context, 'logs_generator.go:72', `Invalid duration: ${span(duration)}`, 'E')); return 255; }
  for (let id = 0; id < total; id++) {
    const name = random.text('logs-generator', 'abcdefghijklmnopqrstuvwxyz0123456789', random.int('logs-generator', 3, 4));
    const line = `${id} ${random.pick('logs-generator', METHODS)} /api/v1/namespaces/${random.pick('logs-generator', NAMESPACES)}/pods/${name} ${random.int('logs-generator', 200, 599)}`;
    context.stderr.write(klog(context, 'logs_generator.go:76', line));
    yield sleep(clock, Math.max(1, Math.round(duration / total)));
  }
  return 0;
};

const pause: Command = function* paused(context): Task<number> {
  const signals = signalQueue(context, ['INT', 'TERM']);
  context.stdout.write('Paused\nSignals registered\n');
  const name = yield* signals.next();
  const message = `exiting because of signal "${name === 'INT' ? 'interrupt' : 'terminated'}"\n`;
  const path = context.environment.get('TERMINATION_MESSAGE_PATH') ?? '/dev/termination-log';
  if (context.machine.files.realPath(path) !== undefined) context.machine.files.write(path, message);
  context.stdout.write(message);
  return name === 'INT' ? 1 : 2;
};

const serveHostname: Command = function* server(context): Task<number> {
  const { clock, hostname, network } = context.machine;
  const port = Number(flagOf(context.args, '--port') ?? 9376);
  const signals = signalQueue(context, ['TERM']);
  context.process.useMemory(6_000_000);
  const close = network.listen(port, function* handle(request) {
    yield sleep(clock, 1);
    goLog(context, `HTTP request from ${request.from}:40000`);
    return textAnswer(hostname);
  });
  if (close === undefined) { goLog(context, `listen tcp :${port}: bind: address already in use`); return 1; }
  try {
    goLog(context, `Serving on port ${port}.`);
    yield* signals.next();
    goLog(context, 'Shutting down after receiving signal: terminated.');
    goLog(context, 'Awaiting pod deletion.');
    yield sleep(clock, 60_000);
    return 0;
  } finally { close(); }
};

export const testWebserver: Command = (context) => serving({
  port: Number(flagOf(context.args, '--port') ?? 80), memoryBytes: 6_000_000, signals: {},
  respond(_, request) {
    const { files } = context.machine;
    const found = findFile(files, '', pathOf(request), ['index.html']);
    if (found.type === 'file') return textAnswer(found.body);
    if (found.type === 'redirect') return { code: 301, headers: { Location: found.to }, body: '' };
    if (found.type === 'missing') return failed('404 page not found', 404);
    return textAnswer(`<!doctype html>\n<meta name="viewport" content="width=device-width">\n<pre>\n${files.list(found.path === '' ? '/' : found.path).map((name) => `<a href="${name}">${name}</a>\n`).join('')}</pre>\n`, 200, 'text/html; charset=utf-8');
  },
})(context);

const CONNECT_WORDS = { refused: 'REFUSED', timeout: 'TIMEOUT', unresolved: 'DNS', reset: 'OTHER', unreachable: 'OTHER' } as const;
const connect: Command = function* connecting(context): Task<number> {
  const [host = '', port = '80'] = (context.args.findLast((word) => !word.startsWith('-')) ?? '').split(':');
  const result = yield* context.machine.network.connect(host, Number(port), durationMs(flagOf(context.args, '--timeout'), 1000));
  if (!result.ok) context.stderr.write(`${CONNECT_WORDS[result.reason]}\n`);
  return result.ok ? 0 : 1;
};

function line(context: CommandContext, path: string, name: string): string {
  const content = context.machine.files.realPath(path) === undefined ? '' : context.machine.files.read(path);
  return (typeof content === 'string' ? content : '').split('\n').filter((entry) => entry.startsWith(`${name} `)).flatMap((entry) => entry.split(/\s+/).slice(1)).filter((word) => word !== '').join(',');
}
const told = (text: (context: CommandContext) => string): Command => function* print(context): Task<number> { yield* send(context.stdout, text(context)); return 0; };

const SUBCOMMANDS: { readonly [name: string]: Command } = {
  connect, guestbook, liveness, netexec, pause, 'dns-server-list': told((context) => `${line(context, '/etc/resolv.conf', 'nameserver')}\n`), 'dns-suffix': told((context) => `${line(context, '/etc/resolv.conf', 'search')}\n`),
  'entrypoint-tester': told((context) => `[${context.process.command.join(' ')}]\n`),
  'etc-hosts': told(({ machine }) => { const content = machine.files.read('/etc/hosts'); return typeof content === 'string' ? `${content}\n` : ''; }),
  'fake-gitserver': serving({ port: 8000, memoryBytes: 6_000_000, signals: {}, respond: () => textAnswer('I am a fake git server') }),
  'grpc-health-checking': grpcHealth, 'logs-generator': logsGenerator, 'serve-hostname': serveHostname, 'test-webserver': testWebserver,
};
/** Subcommands that we know by name only. */
const OTHERS = new Set(['audit-proxy', 'crd-conversion-webhook', 'external-metrics', 'fake-registry-server', 'inclusterclient', 'mounttest', 'mtlsclient', 'mtlsserver', 'net', 'nettest', 'no-snat-test', 'no-snat-test-proxy', 'openidmetadata', 'podcertificatesigner', 'port-forward-tester', 'porter', 'resource-consumer-controller', 'tcp-reset', 'webhook', 'help', 'completion']);

export const agnhost = (version: string): Command => function* program(context): Task<number> {
  const [verb, ...args] = context.args;
  if (verb === '--version') { context.stdout.write(`app version ${version}\n`); return 0; }
  if (verb === undefined || verb.startsWith('-')) { context.stdout.write('Usage:\n  app [command]\n'); return 0; }
  const run = SUBCOMMANDS[verb];
  if (run !== undefined) return yield* run({ ...context, args });
  if (OTHERS.has(verb)) return notSimulated(context, `agnhost ${verb}`);
  context.stderr.write(`Error: unknown command "${verb}" for "app"\nRun 'app --help' for usage.\n`);
  return 1;
};
