/** Servers that tell a client what it asked. */
import type { Command, CommandContext, HttpRequest } from '../../script/index.ts';
import type { ImageModel } from '../image.ts';
import { flagOf, htmlAnswer, moments, serving, textAnswer } from '../programs/run.ts';
import { appImage } from './appImage.ts';

type Incoming = HttpRequest & { readonly from: string };
const hostOf = (request: Incoming): string => request.headers['Host'] ?? request.host;
const headersOf = (request: Incoming): readonly (readonly [string, string])[] => Object.entries({ Host: hostOf(request), ...request.headers }).sort(([a], [b]) => (a < b ? -1 : 1));
const lower = (request: Incoming): { readonly [name: string]: string } => Object.fromEntries(headersOf(request).map(([name, value]) => [name.toLowerCase(), value]));

/** The page of registry.k8s.io/echoserver: what the pod knows about itself comes in by variables. */
function echoPage({ environment, machine }: CommandContext, request: Incoming): string {
  const known = (['NODE_NAME', 'POD_NAME', 'POD_NAMESPACE', 'POD_IP'] as const).flatMap((name) => { const value = environment.get(name); return value === undefined ? [] : [`\t${name.toLowerCase().replace('_', ' ').replace('pod ip', 'pod IP')}:\t${value}\n`]; }).join('');
  const headers = Object.entries(lower(request)).map(([name, value]) => `\t${name}=${value}  \n`).join('');
  return `\n\nHostname: ${machine.hostname}\n\nPod Information:\n${known === '' ? '\t-no pod information available-\n' : known}\nServer values:\n\tserver_version=nginx: 1.13.3 - lua: 10008\n\nRequest Information:\n\tclient_address=${request.from}\n\tmethod=${request.method}\n\treal path=${request.path}\n\tquery=${request.path.split('?')[1] ?? ''}\n\trequest_version=1.1\n\trequest_scheme=http\n\trequest_uri=http://${hostOf(request)}:8080${request.path}\n\nRequest Headers:\n${headers}\nRequest Body:\n${request.body === '' ? '\t-no body in request-' : request.body}\n\n`;
}
const oldEchoPage = (request: Incoming): string => `CLIENT VALUES:\nclient_address=${request.from}\ncommand=${request.method}\nreal path=${request.path}\nquery=${request.path.split('?')[1] ?? 'nil'}\nrequest_version=1.1\nrequest_uri=http://${hostOf(request)}:8080${request.path}\n\nSERVER VALUES:\nserver_version=nginx: 1.10.0 - lua: 10001\n\nHEADERS RECEIVED:\n${Object.entries(lower(request)).map(([name, value]) => `${name}=${value}\n`).join('')}BODY:\n${request.body === '' ? '-no body in request-' : request.body}`;

/** hashicorp/http-echo. */
const httpEcho: Command = (context) => {
  const text = flagOf(context.args, '-text', '--text') ?? context.environment.get('ECHO_TEXT');
  const listen = flagOf(context.args, '-listen', '--listen') ?? ':5678';
  const host = listen.slice(0, listen.lastIndexOf(':'));
  return serving({
    port: Number(listen.slice(listen.lastIndexOf(':') + 1)), address: host === '' ? undefined : host === 'localhost' ? '127.0.0.1' : host, memoryBytes: 4_000_000, start: () => `${moments(context.machine.clock.now).error} [INFO] server is listening on ${listen}\n`, stop: () => `${moments(context.machine.clock.now).error} [INFO] server shutdown complete\n`,
    respond(own, request) {
      const body = `${text ?? 'hello-world'}\n`;
      own.stdout.write(`${moments(own.machine.clock.now).error} ${hostOf(request)} ${request.from}:40000 "${request.method} ${request.path} HTTP/1.1" 200 ${body.length} "${request.headers['User-Agent'] ?? ''}" 12.9µs\n`);
      return request.path === '/health' ? textAnswer('{"status":"ok"}\n') : textAnswer(body, 200, 'text/plain; charset=utf-8', { 'X-App-Name': 'http-echo', 'X-App-Version': '1.0.0' });
    },
  })(context);
};

const whoami: Command = (context) => {
  const { hostname, network, clock } = context.machine;
  const port = Number(flagOf(context.args, '--port', '-port') ?? context.environment.get('WHOAMI_PORT_NUMBER') ?? 80);
  return serving({
    port, memoryBytes: 4_000_000, signals: {}, start: () => `${moments(clock.now).error} Starting up on port ${port}\n`,
    respond(_, request) {
      if (request.path === '/health') return textAnswer('');
      return textAnswer(`Hostname: ${hostname}\nIP: 127.0.0.1\nIP: ::1\n${network.addresses.map((address) => `IP: ${address}\n`).join('')}RemoteAddr: ${request.from}:40000\n${request.method} ${request.path} HTTP/1.1\n${headersOf(request).map(([name, value]) => `${name}: ${value}\n`).join('')}\n`);
    },
  })(context);
};

/** ealen/echo-server and mendhak/http-https-echo: JSON. */
const jsonEcho = (port: number, describe: (context: CommandContext, request: Incoming) => unknown): Command => (context) => serving({
  port: (own) => Number(own.environment.get('PORT') ?? own.environment.get('HTTP_PORT') ?? port), memoryBytes: 38_000_000, requestCpuMs: 1, start: (_, at) => `Listening on port ${at}.\n`, stream: 'stdout',
  respond: (own, request) => textAnswer(`${JSON.stringify(describe(own, request))}`, 200, 'application/json; charset=utf-8'),
})(context);
const ealen = jsonEcho(80, ({ machine, environment }, request) => ({
  host: { hostname: hostOf(request).split(':')[0], ip: request.from, ips: [] }, http: { method: request.method, baseUrl: '', originalUrl: request.path, protocol: 'http' },
  request: { params: { 0: request.path.split('?')[0] }, query: Object.fromEntries(new URLSearchParams(request.path.split('?')[1] ?? '')), cookies: {}, body: request.body === '' ? {} : request.body, headers: lower(request) },
  environment: { ...Object.fromEntries(environment), HOSTNAME: machine.hostname },
}));
const mendhak = jsonEcho(8080, ({ machine }, request) => ({
  path: request.path.split('?')[0], headers: lower(request), method: request.method, body: request.body, fresh: false, hostname: hostOf(request).split(':')[0], ip: request.from, ips: [], protocol: 'http',
  query: Object.fromEntries(new URLSearchParams(request.path.split('?')[1] ?? '')), subdomains: [], xhr: false, os: { hostname: machine.hostname }, connection: {},
}));
const kicbase: Command = serving({
  port: 8080, memoryBytes: 4_000_000, start: () => 'Echo server listening on port 8080.\n', stream: 'stdout',
  respond(context, request) {
    context.stdout.write(`${request.from}:40000 | ${request.method} ${request.path}\n`);
    return textAnswer(`Request served by ${context.machine.hostname}\n\n${request.method} ${request.path} HTTP/1.1\n\n${headersOf(request).map(([name, value]) => `${name}: ${value}\n`).join('')}${request.body === '' ? '' : `\n${request.body}`}`);
  },
});

export const echoImages: readonly ImageModel[] = [
  appImage({
    repository: 'registry.k8s.io/echoserver', tags: '1.4 44600000 - 1.4\n1.10 35840000 - 1.8 1.9 1.10', path: '/usr/local/bin/run.sh', on: 'debian', config: { command: ['/usr/local/bin/run.sh'], ports: [8080, 8443], stopSignal: 'TERM' },
    program: (version) => serving({ port: 8080, memoryBytes: 6_000_000, start: () => 'Generating self-signed cert\nStarting nginx\n', stream: 'stdout', respond: (context, request) => textAnswer(version === '1.4' ? oldEchoPage(request) : echoPage(context, request)) }),
  }),
  appImage({ repository: 'docker.io/hashicorp/http-echo', tags: '1.0.0 3120000 distroless 1.0 1.0.0 latest\n0.2.3 2052000 - 0.2.3', path: '/http-echo', program: () => httpEcho, config: { ports: [5678], user: '65532' } }),
  ...['docker.io/traefik/whoami', 'docker.io/containous/whoami'].map((repository) => appImage({ repository, tags: '1.11.0 2790000 - latest v1.11 v1.11.0 v1.10 v1.5.0', path: '/whoami', program: () => whoami, config: { ports: [80] } })),
  appImage({ repository: 'docker.io/ealen/echo-server', tags: '0.9.2 46300000 alpine-3.18 latest 0.9.2 0.9.1 0.7.0', path: '/app/webserver', program: () => ealen, on: 'alpine', config: { ports: [80], user: '1000' } }),
  appImage({ repository: 'docker.io/mendhak/http-https-echo', tags: '37 55900000 alpine-3.21 latest 37 36 35 31', path: '/app/index.js', program: () => mendhak, on: 'alpine', config: { ports: [8080, 8443], user: '1000' } }),
  appImage({ repository: 'docker.io/kicbase/echo-server', tags: '1.0 4700000 - 1.0 latest', path: '/bin/echo-server', program: () => kicbase, config: { ports: [8080] } }),
  appImage({ repository: 'docker.io/jmalloc/echo-server', tags: '0.3.7 4800000 - latest 0.3.7', path: '/bin/echo-server', program: () => kicbase, config: { ports: [8080] } }),
];
/** For pages that greet. */
export const greeting = (title: string, lines: readonly string[]): ReturnType<typeof htmlAnswer> => htmlAnswer(`<!DOCTYPE html>\n<html>\n<head><title>${title}</title></head>\n<body>\n<h1>${title}</h1>\n${lines.map((line) => `<p>${line}</p>\n`).join('')}</body>\n</html>\n`);
