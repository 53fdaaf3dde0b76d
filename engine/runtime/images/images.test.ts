import { createRegistry } from '../registry.ts';
import { config, createWorld, exec, logOf, sandbox, start, stateOf, type World } from '../testWorld.ts';
import { tagTable } from '../image.ts';
import { IMAGES } from './index.ts';

/** Status of a GET inside the container; 0 if nobody listens. */
function get(world: World, id: string, port: number, path = '/'): { code: number; body: string } {
  const machine = world.runtime.machine(id);
  let body = '';
  const asked = machine?.processes.fork(
    { command: ['client'], environment: new Map(), directory: '/', stdin: machine.processes.list()[0]?.streams.stdin as never, stdout: { write: () => true, close: () => undefined }, stderr: { write: () => true, close: () => undefined } },
    function* client(context) {
      const result = yield* context.machine.network.http({ method: 'GET', scheme: 'http', host: 'localhost', port, path, headers: { Host: 'localhost' }, body: '', timeoutMs: 3000 });
      body = result.ok ? result.response.body : '';
      // An exit code has eight bits.
      return result.ok ? result.response.code / 2 : 0;
    });
  world.clock.advance(3000);
  return { code: (asked?.running.result?.code ?? 0) * 2, body };
}

describe.each(['full', 'recorded'] as const)('an image of the %s world', (kind) => {
  const images = createRegistry(kind).images().filter(({ tags }) => tags.length > 0).map((image) => [`${image.repository}:${image.tags[0] ?? ''}`, image] as const);
  it.each(images)('%s starts and stops', (name) => {
    const world = createWorld(kind, [name]);
    const id = start(world, sandbox(world), config({ image: name }));
    expect(stateOf(world, id)).not.toMatchObject({ reason: 'StartError' });
    world.clock.advance(3000);
    expect(logOf(world, id)).toEqual(expect.not.stringMatching(/undefined|NaN|\[object/));
    world.runtime.stopContainer(id, 2000, () => undefined);
    world.clock.advance(3000);
    expect(stateOf(world, id).state).toBe('exited');
  });
  it('has a size, an id and unique names', () => {
    const names = images.flatMap(([, image]) => image.tags.map((tag) => `${image.repository}:${tag}`));
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(images.map(([, image]) => image.id)).size).toBe(images.length);
    expect(images.every(([, image]) => image.size > 3000 && /^sha256:[0-9a-f]{64}$/.test(image.id) && image.layers.reduce((sum, { size }) => sum + size, 0) === image.size)).toBe(true);
  });
});

it('every tag is written once in its table', () => {
  for (const { repository, tags } of IMAGES) {
    const written = typeof tags === 'string' ? tags.trim().split('\n').flatMap((line) => line.trim().split(/\s+/).slice(3)) : Object.keys(tags);
    expect([repository, written.length]).toEqual([repository, Object.keys(tagTable(tags)).length]);
  }
});

type Served = { readonly port: number; readonly path?: string; readonly code?: number; readonly body?: RegExp; readonly log?: RegExp; readonly env?: readonly (readonly [string, string])[]; readonly args?: readonly string[]; readonly wait?: number;
  /** On TERM: the exit code; 137 for what has no handler as process 1. */
  readonly end: number };
const SERVED: readonly (readonly [image: string, served: Served])[] = [
  ['nginx:1.14.2', { port: 80, body: /Welcome to nginx!/, end: 0 }],
  ['nginx:1.27', { port: 80, body: /Welcome to nginx!/, log: /Configuration complete; ready for start up\n(.*\n)*.*start worker process/, end: 0 }],
  ['nginx:alpine', { port: 80, body: /Welcome to nginx!/, end: 0 }],
  ['nginxinc/nginx-unprivileged', { port: 8080, body: /Welcome to nginx!/, end: 0 }],
  ['registry.k8s.io/nginx-slim:0.24', { port: 80, body: /Welcome to nginx!/, end: 0 }],
  ['httpd:2.4', { port: 80, body: /It works!/, log: /AH00094: Command line: 'httpd -D FOREGROUND'/, end: 0 }],
  ['gcr.io/google-samples/kubernetes-bootcamp:v1', { port: 8080, body: /^Hello Kubernetes bootcamp! \| Running on: web \| v=1\n$/, log: /Kubernetes Bootcamp App Started At/, end: 137 }],
  ['gcr.io/google-samples/kubernetes-bootcamp:v2', { port: 8080, body: /\| v=2\n$/, end: 137 }],
  ['gcr.io/google-samples/hello-app:2.0', { port: 8080, body: /^Hello, world!\nVersion: 2\.0\.0\nHostname: web\n$/, log: /Server listening on port 8080/, end: 137 }],
  ['us-docker.pkg.dev/google-samples/containers/gke/hello-app:1.0', { port: 8080, body: /Version: 1\.0\.0/, end: 137 }],
  ['gcr.io/google-samples/node-hello:1.0', { port: 8080, body: /^Hello Kubernetes!$/, end: 137 }],
  ['registry.k8s.io/echoserver:1.10', { port: 8080, body: /Hostname: web\n\nPod Information:/, end: 0 }],
  ['k8s.gcr.io/echoserver:1.4', { port: 8080, body: /^CLIENT VALUES:/, end: 0 }],
  ['hashicorp/http-echo', { port: 5678, args: ['-text=apple'], body: /^apple\n$/, log: /server is listening on :5678/, end: 0 }],
  ['traefik/whoami', { port: 80, body: /^Hostname: web\nIP: 127/, end: 137 }],
  ['ealen/echo-server', { port: 80, body: /"method":"GET"/, end: 0 }],
  ['kicbase/echo-server:1.0', { port: 8080, body: /^Request served by web\n/, end: 0 }],
  ['luksa/kubia', { port: 8080, body: /^You've hit web\n$/, log: /Received request from ::ffff:/, end: 137 }],
  ['stefanprodan/podinfo', { port: 9898, path: '/healthz', body: /"status":"OK"/, end: 0 }],
  ['registry.k8s.io/hpa-example', { port: 80, body: /^OK!$/, log: /AH00094: Command line: 'apache2 -D FOREGROUND'/, end: 0 }],
  ['gcr.io/google_samples/gb-frontend:v5', { port: 80, body: /Guestbook/, end: 0 }],
  ['wordpress:6.2.1-apache', { port: 80, code: 500, wait: 3000, body: /Error establishing a database connection/, log: /WordPress has been successfully copied/, end: 0 }],
  ['redis:8.0.2', { port: 6379, code: 400, log: /Ready to accept connections tcp/, end: 0 }],
  ['mysql:8.0', { port: 3306, code: 400, env: [['MYSQL_ROOT_PASSWORD', 'x']], wait: 15_000, log: /ready for connections\. Version: '8\.0\.43'  socket: '\/var\/run\/mysqld\/mysqld\.sock'  port: 3306/, end: 0 }],
  ['postgres:16', { port: 5432, code: 400, env: [['POSTGRES_PASSWORD', 'x']], wait: 4000, log: /database system is ready to accept connections/, end: 0 }],
  ['mongo:7', { port: 27_017, code: 400, wait: 2500, log: /"msg":"Waiting for connections"/, end: 0 }],
  ['memcached', { port: 11_211, code: 400, end: 0 }],
  ['quay.io/prometheus/prometheus', { port: 9090, path: '/-/ready', body: /Ready/, end: 0 }],
  ['registry.k8s.io/coredns/coredns:v1.14.2', { port: 8181, path: '/ready', log: /^\.:53\nCoreDNS-1\.14\.2/, end: 0 }],
  ['registry.k8s.io/pause:3.10', { port: 80, code: 0, end: 0 }],
  ['registry.k8s.io/test-webserver', { port: 80, body: /<pre>/, end: 137 }],
];
describe('a server', () => {
  it.each(SERVED)('%s answers, says its words and ends as it does', (image, served) => {
    const { hosted, name } = { hosted: createWorld('full', [image]), name: image };
    const id = start(hosted, sandbox(hosted), config({ image: name, environment: served.env ?? [], args: served.args }));
    hosted.clock.advance(served.wait ?? 1500);
    const answer = get(hosted, id, served.port, served.path);
    expect(answer).toEqual({ code: served.code ?? 200, body: expect.stringMatching(served.body ?? /.*/) });
    expect(logOf(hosted, id)).toMatch(served.log ?? /.*/);
    hosted.runtime.stopContainer(id, 10_000, () => undefined);
    hosted.clock.advance(11_000);
    expect(stateOf(hosted, id)).toMatchObject({ state: 'exited', exitCode: served.end });
  });
});

describe('a program of an image', () => {
  it.each([
    ['perl:5.34.0', ['perl', '-Mbignum=bpi', '-wle', 'print bpi(50)'], '3.1415926535897932384626433832795028841971693993751\n', 0],
    ['python:3.12', ['python', '-c', 'import os, time\nprint("hello", os.environ["PYTHON_VERSION"])\ntime.sleep(2); exit(3)'], 'hello 3.12.11\n', 3],
    ['python:3.12', ['python', '-c', 'import numpy'], '', 2],
    ['node:22', ['node', '-e', 'console.log("hi")'], 'hi\n', 0],
    ['golang:1.25', ['go', 'version'], 'go version go1.25.2 linux/amd64\n', 0],
    ['registry.k8s.io/e2e-test-images/agnhost:2.53', ['/agnhost', 'dns-suffix'], 'default.svc.cluster.local,svc.cluster.local,cluster.local\n', 0],
    ['registry.k8s.io/e2e-test-images/agnhost:2.53', ['/agnhost', 'entrypoint-tester', 'foo', 'lish'], '[/agnhost entrypoint-tester foo lish]\n', 0],
    ['alpine:3.20', ['sh', '-c', '. /etc/os-release; echo $PRETTY_NAME'], 'Alpine Linux v3.20\n', 0],
    ['nicolaka/netshoot', ['bash', '-c', 'which curl dig jq'], '/usr/bin/curl\n/usr/bin/dig\n/usr/bin/jq\n', 0],
    ['debian:12', ['bash', '-c', 'grep ^PRETTY /etc/os-release'], 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n', 0],
    ['bash:5', ['bash', '-c', 'echo ${BASH_VERSION:+yes}; exit 42'], expect.any(String), 42],
  ])('%s runs %j', (image, command, out, code) => {
    const world = createWorld('full', [image]);
    const id = start(world, sandbox(world), config({ image, command: ['sleep', '3600'] }));
    expect(exec(world, id, command)).toMatchObject({ out, code });
  });
  it('says what is not simulated', () => {
    const world = createWorld('full', ['python:3.12']);
    const id = start(world, sandbox(world), config({ image: 'python:3.12', command: ['python', '-c', 'import numpy'] }));
    world.clock.advance(1000);
    expect([logOf(world, id), stateOf(world, id).exitCode]).toEqual(['python: not simulated in Peapod: the Python module numpy\n', 2]);
  });
});
