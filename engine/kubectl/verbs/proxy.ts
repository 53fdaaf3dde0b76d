/** `kubectl proxy`: the API of the cluster on a port of this machine, without having to say who one is. @k8s kubectl/pkg/cmd/proxy, kubectl/pkg/proxy/proxy_server.go; golden kubectl/rest-error-codes */
import type { HttpHandler, HttpResponse } from '../../script/index.ts';
import type { Wait } from '../../time/index.ts';
import { Failure, fail, usageFail } from '../problems.ts';
import type { KubectlContext, Verb } from '../verb.ts';
import { apiMethod, lowerNames, toHttp, wantsPretty } from './proxy/answer.ts';

const REJECTED = '^/api/.*/pods/.*/exec,^/api/.*/pods/.*/attach';
/** Ports that the kernel gives away by itself. */
const FIRST_FREE = 32768;
const LAST_FREE = 60999;
const FOR_EVER: Wait = () => () => undefined;

export const proxy: Verb = {
  name: 'proxy',
  usage: 'proxy [--port=PORT] [--api-prefix=prefix]',
  about: 'Serve the API of the cluster on a port of this computer',
  flags: [
    { name: 'accept-hosts', type: 'string', default: '^localhost$,^127\\.0\\.0\\.1$,^\\[::1\\]$', about: 'Hosts that requests may name' },
    { name: 'accept-paths', type: 'string', default: '^.*', about: 'Paths that may be asked for' },
    { name: 'address', type: 'string', default: '127.0.0.1', about: 'Address to serve on' },
    { name: 'api-prefix', type: 'string', default: '/', about: 'Path under which the API is served' },
    { name: 'append-server-path', type: 'bool', about: "Put the server's path before each path", hidden: true },
    { name: 'disable-filter', type: 'bool', about: 'Pass on every request' },
    { name: 'keepalive', type: 'duration', about: 'Not used by this kubectl', hidden: true },
    { name: 'port', short: 'p', type: 'int', default: '8001', about: 'Port to serve on; 0 takes a free one' },
    { name: 'reject-methods', type: 'string', default: '^$', about: 'Methods that are refused' },
    { name: 'reject-paths', type: 'string', default: REJECTED, about: 'Paths that are refused' },
    { name: 'unix-socket', short: 'u', type: 'string', about: 'Not part of this kubectl' },
    { name: 'www', short: 'w', type: 'string', about: 'Not part of this kubectl' },
    { name: 'www-prefix', short: 'P', type: 'string', default: '/static/', about: 'Not part of this kubectl' },
  ],
  *run(context) {
    const { flags, command } = context;
    if (context.args.length > 0) usageFail(context, `unexpected arguments: [${context.args.join(' ')}]`);
    if (flags.text('www') !== '' || flags.text('unix-socket') !== '') fail('--www and --unix-socket are not part of this kubectl');
    const address = flags.text('address');
    const port = flags.number('port') === 0 ? command.machine.random.int('kubectl proxy port', FIRST_FREE, LAST_FREE) : flags.number('port');
    const going = new Set<() => void>();
    const stop = command.machine.network.listen(port, handlerOf(context, (end) => { going.add(end); }), address);
    if (stop === undefined) fail(`listen tcp ${address}:${port}: bind: address already in use`);
    try {
      context.out(`Starting to serve on ${address}:${port}\n`);
      for (;;) yield FOR_EVER;
    } finally { stop(); for (const end of going) end(); }
  },
};

/** A list of patterns with commas between them. */
const matchesAny = (patterns: string, text: string): boolean => patterns.split(',').some((pattern) => new RegExp(pattern).test(text));

const plain = (code: number, text: string): HttpResponse => ({ code, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: text });

function handlerOf(context: KubectlContext, goesOn: (end: () => void) => void): HttpHandler {
  const { flags, clock } = context;
  const prefix = flags.text('api-prefix').replace(/^\/?/, '/').replace(/\/?$/, '/');
  return function* serve(request) {
    const path = request.path.split('?')[0] ?? '';
    const allowed = flags.on('disable-filter') || (matchesAny(flags.text('accept-hosts'), request.host) && matchesAny(flags.text('accept-paths'), path)
      && !matchesAny(flags.text('reject-paths'), path) && !matchesAny(flags.text('reject-methods'), request.method));
    if (!allowed) return plain(403, 'Forbidden\n');
    if (!request.path.startsWith(prefix)) return plain(404, '404 page not found\n');
    const headers = lowerNames(request.headers);
    const { host: _host, 'content-length': _length, authorization: _authorization, ...passed } = headers;
    try {
      const response = context.api.send(apiMethod(request.method), `/${request.path.slice(prefix.length)}`, { headers: passed, ...(request.body === '' ? {} : { body: request.body }) });
      return yield* toHttp(clock, response, wantsPretty(headers, request.path), request.timeoutMs, request.streams === true ? goesOn : undefined);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return plain(502, '');
    }
  };
}
