/** docker.io/library/httpd: Apache, serving /usr/local/apache2/htdocs. */
import type { Command, CommandContext, HttpResponse } from '../../script/index.ts';
import { sleep, type Task } from '../../time/index.ts';
import { imageConfig, type ImageModel } from '../image.ts';
import { answering, apacheStamp, moments, signalQueue } from '../programs/run.ts';
import { contentType, findFile, pathOf } from '../programs/staticFiles.ts';
import { alpineUserland, debianUserland } from '../userland.ts';

const ROOT = '/usr/local/apache2/htdocs';
const NAME_WARNING = (address: string): string =>
  `AH00558: httpd: Could not reliably determine the server's fully qualified domain name, using ${address}. Set the 'ServerName' directive globally to suppress this message\n`;
const errorPage = (code: number, title: string, text: string): string =>
  `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${code} ${title}</title>\n</head><body>\n<h1>${title}</h1>\n<p>${text}</p>\n</body></html>\n`;

function respond(context: CommandContext, version: string, target: string): HttpResponse {
  const path = pathOf({ path: target });
  const found = findFile(context.machine.files, ROOT, path, ['index.html']);
  const head = { Date: moments(context.machine.clock.now).http, Server: `Apache/${version} (Unix)` };
  const send = (code: number, body: string, type: string, more: { readonly [name: string]: string } = {}): HttpResponse =>
    ({ code, body, headers: { ...head, ...more, 'Content-Length': String(new TextEncoder().encode(body).length), 'Content-Type': type } });
  if (found.type === 'missing') return send(404, errorPage(404, 'Not Found', 'The requested URL was not found on this server.'), 'text/html; charset=iso-8859-1');
  if (found.type === 'directory') return send(403, errorPage(403, 'Forbidden', "You don't have permission to access this resource."), 'text/html; charset=iso-8859-1');
  if (found.type === 'redirect') return send(301, errorPage(301, 'Moved Permanently', `The document has moved <a href="${found.to}">here</a>.`), 'text/html; charset=iso-8859-1', { Location: found.to });
  return send(200, found.body, contentType(found.path, 'text/plain'), { 'Last-Modified': moments(found.mtime).http, ETag: `"${found.size.toString(16)}-${found.mtime.toString(16)}"`, 'Accept-Ranges': 'bytes' });
}

const apache = (version: string): Command => function* httpdForeground(context): Task<number> {
  const { clock, network } = context.machine;
  const signals = signalQueue(context, ['TERM', 'INT']);
  context.process.useCpu(1);
  const { pid } = context.process;
  const note = (module: string, text: string): void => { context.stderr.write(`[${apacheStamp(clock.now)}] [${module}] [pid ${pid}:tid ${pid}] ${text}\n`); };
  context.process.useMemory(9_000_000);
  const address = network.addresses[0] ?? '127.0.0.1';
  context.stderr.write(NAME_WARNING(address) + NAME_WARNING(address));
  const close = network.listen(80, answering(context, (request) => {
    const response = respond(context, version, request.path);
    const length = request.method === 'HEAD' ? '-' : response.headers['Content-Length'] ?? '-';
    context.stdout.write(`${request.from} - - [${moments(clock.now).log}] "${request.method} ${request.path} HTTP/1.1" ${response.code} ${length}\n`);
    return response;
  }));
  if (close === undefined) {
    context.stderr.write('(98)Address already in use: AH00072: make_sock: could not bind to address 0.0.0.0:80\nno listening sockets available, shutting down\nAH00015: Unable to open logs\n');
    return 1;
  }
  try {
    note('mpm_event:notice', `AH00489: Apache/${version} (Unix) configured -- resuming normal operations`);
    note('core:notice', "AH00094: Command line: 'httpd -D FOREGROUND'");
    yield* signals.next();
    note('mpm_event:notice', 'AH00491: caught SIGTERM, shutting down');
    close();
    yield sleep(clock, 15);
    return 0;
  } finally { close(); }
};

export const httpd: ImageModel = {
  repository: 'docker.io/library/httpd',
  tags: `
    2.4.65 57975000 debian-12 2.4 2.4.65 2 latest
    2.4.65 22900000 alpine 2.4-alpine alpine
    2.4.54 54700000 debian-11 2.4.54 2.4.53
    2.4.43 50960000 - 2.4.43 2.4.41 2.4.39`,
  build(version, tag) {
    const own = { [`${ROOT}/index.html`]: '<html><body><h1>It works!</h1></body></html>\n' };
    const { files, programs } = tag.includes('alpine') ? alpineUserland('3.22.2', own) : debianUserland(own);
    return {
      config: imageConfig({
        command: ['httpd-foreground'], ports: [80], workingDirectory: '/usr/local/apache2',
        environment: [['PATH', '/usr/local/apache2/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'], ['HTTPD_PREFIX', '/usr/local/apache2'], ['HTTPD_VERSION', version]],
      }),
      files, memoryBytes: 500_000, programs: new Map([...programs, ['/usr/local/bin/httpd-foreground', apache(version)]]),
    };
  },
};
export const httpdCopy: ImageModel = { ...httpd, repository: 'registry.k8s.io/e2e-test-images/httpd', tags: '2.4.38 41700000 - 2.4.38-1 2.4.38-2 2.4.38-4\n2.4.39 41800000 - 2.4.39-1 2.4.39-2 2.4.39-4' };
