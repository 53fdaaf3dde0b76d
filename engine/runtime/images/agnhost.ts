/** registry.k8s.io/e2e-test-images/agnhost: netexec, serve-hostname, pause, connect; and two small echo servers. */
import type { Command, CommandContext, HttpRequest, HttpResponse } from '../../script/index.ts';
import type { Task } from '../../time/index.ts';
import { imageConfig, tagged, type ImageModel } from '../image.ts';
import { answering, moments, signalQueue } from '../programs/run.ts';
import { bareUserland, busyboxUserland } from '../userland.ts';

function* serving(context: CommandContext, port: number, respond: (request: HttpRequest & { readonly from: string }) => HttpResponse, memoryBytes: number): Task<number> {
  const signals = signalQueue(context, ['TERM', 'INT']);
  context.process.useMemory(memoryBytes);
  const close = context.machine.network.listen(port, answering(context, respond));
  if (close === undefined) { context.stderr.write(`listen tcp :${port}: bind: address already in use\n`); return 1; }
  try { yield* signals.next(); return 0; } finally { close(); }
}
const text = (body: string, code = 200): HttpResponse => ({ code, headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': String(body.length) }, body });
const flag = (args: readonly string[], names: readonly string[], fallback: number): number => {
  for (const [index, word] of args.entries()) {
    const [name, value] = word.split('=');
    if (names.includes(name ?? '')) return Number(value ?? args[index + 1] ?? fallback);
  }
  return fallback;
};

const agnhost: Command = function* agnhost(context): Task<number> {
  const [verb, ...args] = context.args;
  const { hostname, network, clock } = context.machine;
  const pathOf = (request: HttpRequest): string => request.path.split('?')[0] ?? '/';
  if (verb === 'serve-hostname') {
    const port = flag(args, ['--port'], 9376);
    context.stdout.write(`I serve hostname on port ${port}\n`);
    return yield* serving(context, port, () => text(hostname), 8_000_000);
  }
  if (verb === 'netexec') {
    const port = flag(args, ['--http-port'], 8080);
    context.stderr.write(`${moments(clock.now).error} Started HTTP server on port ${port}\n`);
    return yield* serving(context, port, (request) => {
      const path = pathOf(request);
      if (path === '/hostname' || path === '/hostName') return text(hostname);
      if (path === '/clientip') return text(`${request.from}:40000`);
      if (path === '/healthz') return text('');
      if (path === '/echo') return text(decodeURIComponent(/[?&]msg=([^&]*)/.exec(request.path)?.[1] ?? ''));
      return text(`NOW: ${new Date(clock.now).toISOString()}`);
    }, 9_000_000);
  }
  if (verb === 'connect') {
    const [host = '', port = '80'] = (args.at(-1) ?? '').split(':');
    const result = yield* network.connect(host, Number(port), flag(args, ['--timeout'], 30_000));
    if (!result.ok) context.stderr.write(`${{ refused: 'REFUSED', timeout: 'TIMEOUT', unresolved: 'DNS', reset: 'OTHER', unreachable: 'OTHER' }[result.reason]}\n`);
    return result.ok ? 0 : 1;
  }
  if (verb === undefined || verb === 'pause') {
    if (verb === 'pause') context.stdout.write('Paused\n');
    const signals = signalQueue(context, ['TERM', 'INT']);
    yield* signals.next();
    return 0;
  }
  context.stderr.write(`Error: unknown command "${verb}" for "app"\nRun 'app --help' for usage.\n`);
  return 1;
};

/** Tells the client what it asked. */
const echo: Command = (context) => serving(context, 8080, (request) => {
  const headers = Object.entries(request.headers).map(([name, value]) => `${name.toLowerCase()}=${value}\n`).sort().join('');
  return text(`\n\nHostname: ${context.machine.hostname}\n\nPod Information:\n\t-no pod information available-\n\nRequest Information:\n\tclient_address=${request.from}\n\tmethod=${request.method}\n\treal path=${request.path}\n\trequest_version=1.1\n\nRequest Headers:\n${headers}\nRequest Body:\n${request.body === '' ? '\t-no body in request-' : request.body}\n\n`);
}, 6_000_000);

/** The sample of Google's tutorials. */
const helloApp = (version: string): Command => (context) => serving(context, Number(context.environment.get('PORT') ?? 8080),
  () => text(`Hello, world!\nVersion: ${version}\nHostname: ${context.machine.hostname}\n`), 4_000_000);

const single = (repository: string, tags: ImageModel['tags'], path: string, program: (version: string) => Command): ImageModel => ({
  repository, tags,
  build(version) {
    const { files, programs } = path === '/agnhost' ? busyboxUserland() : bareUserland();
    return {
      config: imageConfig({ entrypoint: [path], command: path === '/agnhost' ? ['pause'] : [] }), memoryBytes: 200_000,
      files: { ...files, [path]: { content: { zeros: 10_000_000 }, mode: 0o755 } }, programs: new Map([...programs, [path, program(version)]]),
    };
  },
});

export const agnhostImages: readonly ImageModel[] = [
  single('registry.k8s.io/e2e-test-images/agnhost', tagged({ version: '2.53', size: 51_105_200 }, '2.39', '2.40', '2.43', '2.45', '2.47', '2.53'), '/agnhost', () => agnhost),
  single('registry.k8s.io/echoserver', tagged({ version: '1.10', size: 35_840_000 }, '1.4', '1.10'), '/echoserver', () => echo),
  single('gcr.io/google-samples/hello-app', { '1.0': { version: '1.0.0', size: 14_900_000 }, '2.0': { version: '2.0.0', size: 14_900_001 } }, '/hello-app', helloApp),
  single('us-docker.pkg.dev/google-samples/containers/gke/hello-app', { '1.0': { version: '1.0.0', size: 14_900_000 }, '2.0': { version: '2.0.0', size: 14_900_001 } }, '/hello-app', helloApp),
];
