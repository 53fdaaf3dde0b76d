/** Apache with PHP in the official images' way: its log, its signals, and pages that a model answers. */
import type { Command, CommandContext, HttpRequest, HttpResponse } from '../../script/index.ts';
import { sleep, type Task } from '../../time/index.ts';
import { apacheStamp, moments, signalQueue, textAnswer, worker, type Worker } from './run.ts';

type Incoming = HttpRequest & { readonly from: string };
export type PhpApache = {
  readonly server: string;
  readonly memoryBytes: number;
  readonly answer: (context: CommandContext, request: Incoming, work: Worker['work']) => Task<HttpResponse>;
  readonly before?: (context: CommandContext) => Task<void>;
};

/** How the processes stop: WINCH is the image's own signal, and docker's TERM is as fast. */
export const phpApache = (model: PhpApache): Command => function* apache(context): Task<number> {
  const { clock, network } = context.machine;
  const { pid } = context.process;
  const signals = signalQueue(context, ['TERM', 'INT']);
  const note = (module: string, text: string): void => { context.stderr.write(`[${apacheStamp(clock.now)}] [${module}] [pid ${pid}] ${text}\n`); };
  const { work } = worker(context);
  context.process.useMemory(model.memoryBytes);
  context.process.useCpu(1);
  if (model.before !== undefined) yield* model.before(context);
  const address = network.addresses[0] ?? '127.0.0.1';
  const warning = `AH00558: apache2: Could not reliably determine the server's fully qualified domain name, using ${address}. Set the 'ServerName' directive globally to suppress this message\n`;
  context.stderr.write(warning + warning);
  const close = network.listen(80, function* handle(request) {
    const response = yield* model.answer(context, request, work);
    const { 'User-Agent': agent = '-' } = request.headers;
    context.stdout.write(`${request.from} - - [${moments(clock.now).log}] "${request.method} ${request.path} HTTP/1.1" ${response.code} ${response.body.length + 190} "-" "${agent}"\n`);
    return { ...response, headers: { Date: moments(clock.now).http, Server: model.server, ...response.headers } };
  });
  if (close === undefined) { context.stderr.write('(98)Address already in use: AH00072: make_sock: could not bind to address 0.0.0.0:80\nno listening sockets available, shutting down\nAH00015: Unable to open logs\n'); return 1; }
  try {
    note('mpm_prefork:notice', `AH00163: ${model.server} configured -- resuming normal operations`);
    note('core:notice', "AH00094: Command line: 'apache2 -D FOREGROUND'");
    yield* signals.next();
    note('mpm_prefork:notice', 'AH00169: caught SIGTERM, shutting down');
    close();
    yield sleep(clock, 20);
    return 0;
  } finally { close(); }
};
export const apacheNotFound = (): HttpResponse => textAnswer('<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>404 Not Found</title>\n</head><body>\n<h1>Not Found</h1>\n<p>The requested URL was not found on this server.</p>\n</body></html>\n', 404, 'text/html; charset=iso-8859-1');
