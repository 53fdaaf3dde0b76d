import { childOf, normalise } from '../files/paths.ts';
import { byteLength } from '../files/paths.ts';
import { textOf } from '../files/tree.ts';
import type { Command, CommandContext, HttpHandler, HttpResponse } from '../types.ts';
import { complain, pathIn } from './common.ts';
import { formatDate } from './dates.ts';
import { lastValue, parseOptions } from './options.ts';
import { reasonOf } from './http.ts';

const TYPES: { readonly [extension: string]: string } = { html: 'text/html', htm: 'text/html', txt: 'text/plain', css: 'text/css', js: 'application/javascript', json: 'application/json', png: 'image/png', jpg: 'image/jpeg', svg: 'image/svg+xml' };

const httpDate = (ms: number): string => formatDate('%a, %d %b %Y %H:%M:%S GMT', ms);

const EXPLAINED: { readonly [code: number]: string } = { 404: 'The requested URL was not found', 403: '', 501: 'The requested method is not recognized' };

function refuse(context: CommandContext, code: number): HttpResponse {
  const title = `${code} ${reasonOf(code)}`;
  return { code, headers: { Date: httpDate(context.machine.clock.now), Connection: 'close', 'Content-type': 'text/html' }, body: `<HTML><HEAD><TITLE>${title}</TITLE></HEAD>\n<BODY><H1>${title}</H1>\n${EXPLAINED[code] ?? ''}\n</BODY></HTML>\n` };
}

/** Headers as busybox' httpd sends them. @k8s golden cluster/svc-clusterip-two-backends */
const serve = (context: CommandContext, home: string): HttpHandler => function* (request) {
  yield* context.process.resumed();
  const { files, clock } = context.machine;
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(context, 501);
  const wanted = normalise(decodeURIComponent(request.path.split('?')[0] ?? '/'));
  const real = files.realPath(`${home}${wanted}`);
  const isDirectory = real !== undefined && files.stat(real)?.type === 'directory';
  const path = isDirectory ? files.realPath(childOf(real, 'index.html')) : real;
  const stat = path === undefined ? undefined : files.stat(path);
  if (path === undefined || stat?.type !== 'file') return refuse(context, 404);
  const body = textOf(files.read(path));
  const modified = Math.floor(stat.mtime / 1000);
  return {
    code: 200, body: request.method === 'HEAD' ? '' : body,
    headers: {
      Date: httpDate(clock.now), Connection: 'close', 'Content-type': TYPES[path.split('.').pop() ?? ''] ?? 'application/octet-stream', 'Accept-Ranges': 'bytes',
      'Last-Modified': httpDate(stat.mtime), ETag: `"${modified.toString(16)}-${stat.size.toString(16)}"`, 'Content-Length': String(byteLength(body)),
    },
  };
};

export const httpd: Command = function* (context) {
  const options = parseOptions(context.args, { short: 'fp:h:ivu:c:r:' });
  if (options.error !== undefined) return complain(context, options.error);
  const home = lastValue(options, 'h') ?? '.';
  const directory = context.machine.files.realPath(pathIn(context, home));
  if (directory === undefined) return complain(context, `can't change directory to '${home}': No such file or directory`);
  const [, host, port] = /^(?:(.*):)?(\d+)$/.exec(lastValue(options, 'p') ?? '80') ?? [];
  const run: Command = function* (inner) {
    const stop = inner.machine.network.listen(Number(port ?? 80), serve(inner, directory === '/' ? '' : directory), host === 'localhost' ? '127.0.0.1' : host);
    if (stop === undefined) return complain(inner, 'bind: Address already in use');
    try { for (;;) yield () => () => undefined; } finally { stop(); }
  };
  if (options.flags.has('f')) return yield* run(context);
  // Without -f it goes on in the background, a child of init.
  context.machine.processes.fork({
    command: context.process.command, environment: context.environment, directory: context.directory, stdin: context.stdin, stdout: context.stdout, stderr: context.stderr, parent: 1, group: 'new',
  }, run);
  return 0;
};
