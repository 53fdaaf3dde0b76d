/** The sample programs of tutorials and courses: each greets, and says who it is. */
import type { Command, CommandContext } from '../../script/index.ts';
import { sleep, type Task } from '../../time/index.ts';
import type { ImageModel } from '../image.ts';
import { moments, serving, textAnswer } from '../programs/run.ts';
import { appImage } from './appImage.ts';
import { greeting } from './echo.ts';

/** Google's hello-app. */
const helloApp = (version: string): Command => serving({
  port: (context) => Number(context.environment.get('PORT') ?? 8080), memoryBytes: 4_000_000, signals: {},
  start: (context, port) => `${moments(context.machine.clock.now).error} Server listening on port ${port}\n`,
  respond(context, request) {
    context.stderr.write(`${moments(context.machine.clock.now).error} Serving request: ${request.path.split('?')[0] ?? '/'}\n`);
    return textAnswer(`Hello, world!\nVersion: ${version}\nHostname: ${context.machine.hostname}\n`);
  },
});
/** A Node.js server has no handler for TERM: as process 1 it is killed at the end of its grace period. */
const node = (port: number, start: string, body: (context: CommandContext) => string, type = 'text/plain'): Command => serving({
  port, memoryBytes: 30_000_000, requestCpuMs: 0.6, signals: {}, start: () => start, stream: 'stdout', respond: (context) => textAnswer(body(context), 200, type),
});
const kubia = (version: string): Command => serving({
  port: 8080, memoryBytes: 30_000_000, requestCpuMs: 0.6, signals: {}, start: () => 'Kubia server starting...\n', stream: 'stdout',
  respond(context, request) {
    context.stdout.write(`Received request from ::ffff:${request.from}\n`);
    return textAnswer(version === 'v2' ? `This is v2 running in pod ${context.machine.hostname}\n` : version === 'v1' ? `This is v1 running in pod ${context.machine.hostname}\n` : `You've hit ${context.machine.hostname}\n`);
  },
});
const COLORS = ['red', 'green', 'blue', 'blue2', 'pink', 'darkblue'] as const;
const webappColor = (version: string): Command => serving({
  port: 8080, memoryBytes: 22_000_000, requestCpuMs: 1, signals: { INT: 0 },
  start: () => ' * Serving Flask app "app" (lazy loading)\n * Running on http://0.0.0.0:8080/ (Press CTRL+C to quit)\n',
  respond(context, request) {
    const color = context.args.find((word) => word.startsWith('--color='))?.slice('--color='.length) ?? context.environment.get('APP_COLOR') ?? (version === '1' ? 'blue' : version === '2' ? 'green' : version === '3' ? 'red' : context.machine.random.pick('webapp-color', COLORS));
    if (request.path === '/color') return textAnswer(color);
    return greeting(`Hello from ${context.machine.hostname}!`, version === '' ? [] : [`Application Version: v${version}`, color]);
  },
});
const podinfo = (version: string): Command => serving({
  port: (context) => Number(context.args.find((word) => word.startsWith('--port='))?.slice('--port='.length) ?? 9898), memoryBytes: 14_000_000, idleMillicores: 1, stream: 'stdout',
  start: (context, port) => `{"level":"info","ts":"${new Date(context.machine.clock.now).toISOString()}","caller":"podinfo/main.go:153","msg":"Starting podinfo","version":"${version}","revision":"","port":"${port}"}\n`,
  respond(context, request) {
    if (request.path === '/healthz' || request.path === '/readyz') return textAnswer('{"status":"OK"}', 200, 'application/json; charset=utf-8');
    if (request.path === '/version') return textAnswer(JSON.stringify({ commit: '', version }), 200, 'application/json; charset=utf-8');
    if (request.path === '/env') return textAnswer(JSON.stringify([...context.environment].map(([name, value]) => `${name}=${value}`)), 200, 'application/json; charset=utf-8');
    return textAnswer(`${JSON.stringify({ hostname: context.machine.hostname, version, color: context.environment.get('PODINFO_UI_COLOR') ?? '#34577c', message: context.environment.get('PODINFO_UI_MESSAGE') ?? `greetings from podinfo v${version}`, goos: 'linux', goarch: 'amd64' }, undefined, 2)}\n`, 200, 'application/json; charset=utf-8');
  },
});
const HELLO_WORLD = '\nHello from Docker!\nThis message shows that your installation appears to be working correctly.\n\nTo generate this message, Docker took the following steps:\n 1. The Docker client contacted the Docker daemon.\n 2. The Docker daemon pulled the "hello-world" image from the Docker Hub.\n    (amd64)\n 3. The Docker daemon created a new container from that image which runs the\n    executable that produces the output you are currently reading.\n 4. The Docker daemon streamed that output to the Docker client, which sent it\n    to your terminal.\n\n';
const printing = (text: (context: CommandContext) => string): Command => function* print(context): Task<number> { yield sleep(context.machine.clock, 1); context.stdout.write(text(context)); return 0; };
const sleeper: Command = function* sleepFor(context): Task<number> { yield sleep(context.machine.clock, Number(context.args[0] ?? 5) * 1000); return 0; };
const USERS = ['USER1', 'USER2', 'USER3', 'USER4'] as const;
const ACTIONS = ['logged in', 'logged out', 'is viewing page1', 'is viewing page2', 'is viewing page3'] as const;
/** One line a second, of which some are warnings. */
const eventSimulator: Command = function* simulate(context): Task<number> {
  const { clock, random } = context.machine;
  for (let count = 1; ; count++) {
    const head = `[${new Date(clock.now).toISOString().replace('T', ' ').replace('.', ',').replace('Z', '')}]`;
    const user = random.pick('event-simulator', USERS);
    context.stderr.write(`${head} INFO in event-simulator: ${user} ${random.pick('event-simulator', ACTIONS)}\n`);
    if (count % 5 === 0) context.stderr.write(`${head} WARNING in event-simulator: USER5 Failed to Login as the account is locked due to MANY FAILED ATTEMPTS.\n`);
    if (count % 8 === 0) context.stderr.write(`${head} WARNING in event-simulator: USER7 Order failed as the item is OUT OF STOCK.\n`);
    yield sleep(clock, 1000);
  }
};
const throwDice: Command = function* dice(context): Task<number> {
  yield sleep(context.machine.clock, 1000);
  const points = context.machine.random.int('throw-dice', 1, 6);
  context.stdout.write(`${points}\n`);
  return points === 6 ? 0 : 1;
};

export const samples: readonly ImageModel[] = [
  appImage({ repository: 'gcr.io/google-samples/hello-app', tags: '1.0.0 14900000 distroless 1.0\n2.0.0 14900001 distroless 2.0', path: '/hello-app', program: helloApp, config: { ports: [8080], environment: [['PORT', '8080']] } }),
  appImage({ repository: 'gcr.io/google-samples/node-hello', tags: '1.0 252000000 - 1.0', path: '/usr/local/bin/node', on: 'debian', config: { command: ['/bin/sh', '-c', 'node server.js'], ports: [8080] }, program: () => node(8080, '', () => 'Hello Kubernetes!') }),
  appImage({ repository: 'gcr.io/google-samples/hello-go-gke', tags: '1.0 113000000 - 1.0', path: '/hello', program: () => serving({ port: 80, memoryBytes: 4_000_000, signals: {}, respond: () => textAnswer('{"message":"Hello"}\n', 200, 'application/json') }), config: { ports: [80] } }),
  appImage({ repository: 'docker.io/luksa/kubia', tags: '1 247000000 - latest\nv1 247000001 - v1\nv2 247000002 - v2', path: '/usr/local/bin/node', on: 'debian', config: { entrypoint: ['node', 'app.js'], ports: [8080] }, program: kubia }),
  appImage({ repository: 'docker.io/paulbouwer/hello-kubernetes', tags: '1.10.1 43000000 alpine-3.17 1 1.10 1.10.1 latest\n1.8 42000000 alpine-3.17 1.8 1.5', path: '/usr/local/bin/node', on: 'alpine', config: { command: ['node', 'server.js'], ports: [8080] }, program: () => serving({
    port: (context) => Number(context.environment.get('PORT') ?? 8080), memoryBytes: 32_000_000, requestCpuMs: 1, signals: {}, start: (_, port) => `Listening on: http://0.0.0.0:${port}\n`, stream: 'stdout',
    respond: ({ environment, machine }) => greeting(environment.get('MESSAGE') ?? 'Hello world!', [`pod: ${machine.hostname}`, `node: ${environment.get('KUBERNETES_NODE_NAME') ?? '-'}`]),
  }) }),
  appImage({ repository: 'docker.io/nginxdemos/hello', tags: '1 17400000 alpine-3.20 latest 0.4', path: '/usr/sbin/nginx', on: 'alpine', config: { command: ['nginx', '-g', 'daemon off;'], ports: [80] }, program: () => serving({ port: 80, memoryBytes: 5_000_000, respond: ({ machine }, request) => greeting('Hello World', [`Server address: ${machine.network.addresses[0] ?? ''}:80`, `Server name: ${machine.hostname}`, `URI: ${request.path}`]) }) }),
  appImage({ repository: 'docker.io/docker/getting-started', tags: '1 16800000 alpine-3.18 latest', path: '/usr/sbin/nginx', on: 'alpine', config: { command: ['nginx', '-g', 'daemon off;'], ports: [80] }, program: () => serving({ port: 80, memoryBytes: 5_000_000, respond: () => greeting('Getting Started', []) }) }),
  ...['ghcr.io/stefanprodan/podinfo', 'docker.io/stefanprodan/podinfo'].map((repository) => appImage({ repository, tags: '6.9.2 20400000 alpine latest 6.9.2 6.9.0\n6.5.4 19900000 alpine-3.19 6.5.4 6.5.0\n6.0.0 18800000 alpine-3.17 6.0.0', path: '/home/app/podinfo', on: 'alpine', program: podinfo, config: { command: ['./podinfo'], workingDirectory: '/home/app', user: '100:101', ports: [9898] } })),
  ...['docker.io/kodekloud/webapp-color', 'docker.io/mmumshad/simple-webapp-color'].map((repository) => appImage({ repository, tags: '0 31800000 - latest\n1 31800001 - v1\n2 31800002 - v2\n3 31800003 - v3', path: '/usr/local/bin/python', on: 'alpine', config: { entrypoint: ['python', 'app.py'], workingDirectory: '/opt', ports: [8080] }, program: (version) => webappColor(version === '0' ? '' : version) })),
  appImage({ repository: 'docker.io/kodekloud/ubuntu-sleeper', tags: '1 26700000 - latest', path: '/bin/sleeper', on: 'debian', config: { entrypoint: ['sleep'], command: ['5'] }, program: () => sleeper }),
  appImage({ repository: 'docker.io/kodekloud/event-simulator', tags: '1 31000000 - latest', path: '/usr/local/bin/python', on: 'alpine', config: { entrypoint: ['python', 'event_simulator.py'] }, program: () => eventSimulator }),
  appImage({ repository: 'docker.io/kodekloud/throw-dice', tags: '1 27000000 - latest', path: '/throw-dice.sh', on: 'alpine', program: () => throwDice }),
  appImage({ repository: 'docker.io/library/hello-world', tags: '1 3950 - latest linux', path: '/hello', config: { command: ['/hello'] }, program: () => printing(() => HELLO_WORLD) }),
];
