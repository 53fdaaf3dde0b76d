/** nginx's answer to one request. */
import type { CommandContext, HttpRequest, HttpResponse } from '../../../script/index.ts';
import type { Task } from '../../../time/index.ts';
import { moments } from '../run.ts';
import { contentType, findFile, pathOf } from '../staticFiles.ts';
import { all, first, type Directive } from './config.ts';
import { locationFor, siteFor, type Location, type Site, type Sites } from './sites.ts';

export type Incoming = HttpRequest & { readonly from: string };
/** `problem` goes to the error log. */
export type Answer = { readonly response: HttpResponse; readonly problem?: string };
export type ServerContext = { readonly command: CommandContext; readonly sites: Sites; readonly version: string; readonly root: string };
type Scope = { readonly server: ServerContext; readonly site: Site; readonly location: Location | undefined; readonly request: Incoming; readonly path: string };

const REASONS: { readonly [code: number]: string } = {
  200: 'OK', 204: 'No Content', 301: 'Moved Permanently', 302: 'Found', 307: 'Temporary Redirect', 308: 'Permanent Redirect', 400: 'Bad Request', 401: 'Authorization Required', 403: 'Forbidden', 404: 'Not Found', 405: 'Not Allowed',
  418: "I'm a teapot", 429: 'Too Many Requests', 500: 'Internal Server Error', 502: 'Bad Gateway', 503: 'Service Temporarily Unavailable', 504: 'Gateway Time-out',
};
const byteLength = (text: string): number => new TextEncoder().encode(text).length;

/** The nearest setting: location, server, http. */
const setting = (scope: Scope, name: string): Directive | undefined =>
  first(scope.location?.directives, name) ?? first(scope.site.directives, name) ?? first(scope.server.sites.http, name);

function headers(scope: Scope, type: string, length: number, more: { readonly [name: string]: string } = {}): { readonly [name: string]: string } {
  const hidden = setting(scope, 'server_tokens')?.args[0] === 'off';
  const added = [scope.location?.directives, scope.site.directives, scope.server.sites.http].map((list) => all(list, 'add_header')).find((list) => list.length > 0) ?? [];
  return {
    Server: hidden ? 'nginx' : `nginx/${scope.server.version}`, Date: moments(scope.server.command.machine.clock.now).http,
    'Content-Type': type, 'Content-Length': String(length), ...more, Connection: 'keep-alive',
    ...Object.fromEntries(added.map(({ args }) => [args[0] ?? '', expand(scope, args[1] ?? '')])),
  };
}

function page(scope: Scope, code: number, problem?: string, more: { readonly [name: string]: string } = {}): Answer {
  const title = `${code} ${REASONS[code] ?? ''}`.trim();
  const signature = setting(scope, 'server_tokens')?.args[0] === 'off' ? 'nginx' : `nginx/${scope.server.version}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>${signature}</center>\r\n</body>\r\n</html>\r\n`;
  const response = { code, headers: headers(scope, 'text/html', byteLength(body), more), body };
  return problem === undefined ? { response } : { response, problem };
}

function expand(scope: Scope, text: string): string {
  const { request } = scope;
  const machine = scope.server.command.machine;
  const values: { readonly [name: string]: string } = {
    host: hostOf(request).split(':')[0] ?? '', http_host: hostOf(request), hostname: machine.hostname, request_uri: request.path, uri: scope.path,
    request_method: request.method, remote_addr: request.from, server_addr: machine.network.addresses[0] ?? '', server_port: String(request.port),
    scheme: request.scheme, args: request.path.split('?')[1] ?? '', server_name: scope.site.names[0] ?? '', nginx_version: scope.server.version, proxy_add_x_forwarded_for: request.from,
    time_iso8601: `${new Date(machine.clock.now).toISOString().slice(0, 19)}+00:00`, status: '200',
  };
  return text.replace(/\$\{(\w+)\}|\$(\w+)/g, (_all, braced?: string, plain?: string) => {
    const name = braced ?? plain ?? '';
    if (name.startsWith('http_') && values[name] === undefined) return headerOf(request, name.slice(5).replaceAll('_', '-')) ?? '';
    return values[name] ?? '';
  });
}

const headerOf = (request: Incoming, name: string): string | undefined =>
  Object.entries(request.headers).find(([key]) => key.toLowerCase() === name)?.[1];
export const hostOf = (request: Incoming): string => headerOf(request, 'host') ?? (request.port === 80 ? request.host : `${request.host}:${request.port}`);

function returned(scope: Scope, directive: Directive): Answer {
  const [a = '', b] = directive.args;
  const code = /^\d{3}$/.test(a) ? Number(a) : 302;
  const text = /^\d{3}$/.test(a) ? b : a;
  if (code >= 301 && code <= 308 && text !== undefined) return page(scope, code, undefined, { Location: expand(scope, text) });
  if (text === undefined) return page(scope, code);
  const body = expand(scope, text);
  const type = setting(scope, 'default_type')?.args[0] ?? 'text/plain';
  return { response: { code, headers: headers(scope, type, byteLength(body)), body } };
}

function staticFile(scope: Scope): Answer {
  const { files } = scope.server.command.machine;
  const alias = first(scope.location?.directives, 'alias')?.args[0];
  const root = setting(scope, 'root')?.args[0] ?? scope.server.root;
  const prefix = scope.location?.pattern ?? '/';
  const [base, path] = alias === undefined ? [root, scope.path] : [alias.replace(/\/$/, ''), `/${scope.path.slice(prefix.length).replace(/^\//, '')}`];
  const index = setting(scope, 'index')?.args ?? ['index.html'];
  const tries = first(scope.location?.directives, 'try_files')?.args;
  const candidates = tries === undefined ? [path] : tries.map((entry) => expand(scope, entry));
  let found = findFile(files, base, candidates[0] ?? path, index);
  for (const candidate of candidates.slice(1)) {
    if (found.type === 'file') break;
    if (candidate.startsWith('=')) return page(scope, Number(candidate.slice(1)));
    found = findFile(files, base, candidate, index);
  }
  if (found.type === 'redirect') return page(scope, 301, undefined, { Location: `http://${hostOf(scope.request)}${found.to}` });
  if (found.type === 'missing') return page(scope, 404, `open() "${found.path}" failed (2: No such file or directory)`);
  if (found.type === 'directory') return page(scope, 403, `directory index of "${found.path}" is forbidden`);
  if (scope.request.method !== 'GET' && scope.request.method !== 'HEAD') return page(scope, 405);
  const type = contentType(found.path, setting(scope, 'default_type')?.args[0] ?? 'text/plain');
  const seconds = Math.floor(found.mtime / 1000);
  const base200 = headers(scope, type, found.size, { 'Last-Modified': moments(seconds * 1000).http });
  return { response: { code: 200, headers: { ...base200, ETag: `"${seconds.toString(16)}-${found.size.toString(16)}"`, 'Accept-Ranges': 'bytes' }, body: found.body } };
}

const PROXY_TIMEOUT_MS = 60_000;

function* proxied(scope: Scope, target: string): Task<Answer> {
  const match = /^(https?):\/\/([^/:]+)(?::(\d+))?(\/.*)?$/.exec(expand(scope, target));
  if (match === null) return page(scope, 500, `invalid URL prefix in "${target}"`);
  const [, scheme, name = '', port, uri] = match;
  const members = scope.server.sites.upstreams.get(name);
  const member = members === undefined ? undefined : scope.server.command.machine.random.pick('nginx/upstream', members.length === 0 ? [name] : members);
  const [host = name, memberPort] = (member ?? name).split(':');
  const prefix = scope.location?.pattern ?? '/';
  const path = uri === undefined ? scope.request.path : `${uri}${scope.request.path.slice(prefix.length)}`;
  const set = Object.fromEntries(all(scope.location?.directives, 'proxy_set_header').map(({ args }) => [args[0] ?? '', expand(scope, args[1] ?? '')]));
  const result = yield* scope.server.command.machine.network.http({
    ...scope.request, scheme: scheme === 'https' ? 'https' : 'http', host, path, port: Number(memberPort ?? port ?? (scheme === 'https' ? 443 : 80)),
    headers: { Host: name, ...withoutHost(scope.request.headers), Connection: 'close', ...set }, timeoutMs: PROXY_TIMEOUT_MS,
  });
  const upstream = `upstream: "${scheme}://${result.address ?? host}:${memberPort ?? port ?? 80}${path}"`;
  if (!result.ok) {
    if (result.reason === 'timeout') return page(scope, 504, `upstream timed out (110: Connection timed out) while connecting to upstream, ${upstream}`);
    if (result.reason === 'unresolved') return page(scope, 502, `${host} could not be resolved (3: Host not found)`);
    return page(scope, 502, `connect() failed (111: Connection refused) while connecting to upstream, ${upstream}`);
  }
  const { response } = result;
  const type = Object.entries(response.headers).find(([key]) => key.toLowerCase() === 'content-type')?.[1] ?? 'text/plain';
  return { response: { ...response, headers: { ...response.headers, ...headers(scope, type, byteLength(response.body)) } } };
}

const withoutHost = (list: { readonly [name: string]: string }): { readonly [name: string]: string } =>
  Object.fromEntries(Object.entries(list).filter(([name]) => name.toLowerCase() !== 'host'));

export function* answer(server: ServerContext, request: Incoming): Task<Answer> {
  const site = siteFor(server.sites.sites, request.port, hostOf(request)) ?? { ports: [], listens: [], names: [], isDefault: true, directives: [], locations: [] };
  const path = pathOf(request);
  const location = locationFor(site, path);
  const scope: Scope = { server, site, location, request, path };
  const direct = first(location?.directives, 'return') ?? first(site.directives, 'return');
  if (direct !== undefined) return returned(scope, direct);
  const target = first(location?.directives, 'proxy_pass')?.args[0];
  if (target !== undefined) return yield* proxied(scope, target);
  if (first(location?.directives, 'stub_status') !== undefined) {
    const body = 'Active connections: 1 \nserver accepts handled requests\n 1 1 1 \nReading: 0 Writing: 1 Waiting: 0 \n';
    return { response: { code: 200, headers: headers(scope, 'text/plain', body.length), body } };
  }
  return staticFile(scope);
}
