/** `python -m http.server`. */
import type { Command, CommandContext, HttpResponse } from '../../script/index.ts';
import type { Task } from '../../time/index.ts';
import { answering, flagOf, moments, signalQueue } from './run.ts';
import { contentType, findFile, pathOf } from './staticFiles.ts';

const DEFAULT_PORT = 8000;
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function listing(context: CommandContext, directory: string, path: string): string {
  const { files } = context.machine;
  const entries = files.list(directory).map((name) => {
    const type = files.stat(`${directory}/${name}`)?.type;
    return name + (type === 'directory' ? '/' : type === 'symlink' ? '@' : '');
  });
  const title = `Directory listing for ${escaped(path)}`;
  return `<!DOCTYPE HTML>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>${title}</title>\n</head>\n<body>\n<h1>${title}</h1>\n<hr>\n<ul>\n${entries.map((name) => `<li><a href="${encodeURI(name)}">${escaped(name)}</a></li>\n`).join('')}</ul>\n<hr>\n</body>\n</html>\n`;
}

const notFound = '<!DOCTYPE HTML>\n<html lang="en">\n    <head>\n        <meta charset="utf-8">\n        <title>Error response</title>\n    </head>\n    <body>\n        <h1>Error response</h1>\n        <p>Error code: 404</p>\n        <p>Message: File not found.</p>\n        <p>Error code explanation: 404 - Nothing matches the given URI.</p>\n    </body>\n</html>\n';

function respond(context: CommandContext, version: string, root: string, target: string): HttpResponse {
  const path = pathOf({ path: target });
  const found = findFile(context.machine.files, root, path, ['index.html', 'index.htm']);
  const head = { Server: `SimpleHTTP/0.6 Python/${version}`, Date: moments(context.machine.clock.now).http };
  const send = (code: number, type: string, body: string, more: { readonly [name: string]: string } = {}): HttpResponse =>
    ({ code, headers: { ...head, 'Content-type': type, 'Content-Length': String(new TextEncoder().encode(body).length), ...more }, body });
  if (found.type === 'redirect') return send(301, 'text/html', '', { Location: found.to });
  if (found.type === 'missing') return send(404, 'text/html;charset=utf-8', notFound);
  if (found.type === 'directory') return send(200, 'text/html; charset=utf-8', listing(context, found.path, path));
  return send(200, contentType(found.path, 'application/octet-stream'), found.body, { 'Last-Modified': moments(found.mtime).http });
}

export const pythonHttp = (version: string): Command => function* httpServer(context): Task<number> {
  const { args: rest, machine } = context;
  const port = Number(rest.find((word) => /^\d+$/.test(word)) ?? DEFAULT_PORT);
  const directoryAt = rest.findIndex((word) => word === '-d' || word === '--directory');
  const root = directoryAt < 0 ? context.directory : rest[directoryAt + 1] ?? context.directory;
  const bound = flagOf(rest, '--bind', '-b');
  const signals = signalQueue(context, ['INT']);
  context.process.useMemory(11_000_000);
  const close = machine.network.listen(port, answering(context, (request) => {
    const response = respond(context, version, root, request.path);
    const now = moments(machine.clock.now).log.replace(/:/, ' ').replace(' +0000', '');
    if (response.code === 404) context.stderr.write(`${request.from} - - [${now}] code 404, message File not found\n`);
    context.stderr.write(`${request.from} - - [${now}] "${request.method} ${request.path} HTTP/1.1" ${response.code} -\n`);
    return response;
  }), bound === 'localhost' ? '127.0.0.1' : bound);
  if (close === undefined) { context.stderr.write('OSError: [Errno 98] Address already in use\n'); return 1; }
  // Its output is buffered when it is not a terminal, so the greeting does not show in a log.
  if (context.tty) context.stdout.write(`Serving HTTP on ${bound ?? '0.0.0.0'} port ${port} (http://${bound ?? '0.0.0.0'}:${port}/) ...\n`);
  try {
    yield* signals.next();
    context.stderr.write('\nKeyboard interrupt received, exiting.\n');
    return 0;
  } finally { close(); }
};
