/** agnhost netexec: an HTTP server that tells what it is asked. @k8s test/images/agnhost/netexec */
import { type Command, type CommandContext, type HttpResponse } from '../../../script/index.ts';
import { createPipe, emptyReader, sleep, type Task } from '../../../time/index.ts';
import { flagOf, signalQueue, textAnswer } from '../run.ts';
import { durationMs, failed, goLog, queryOf, routeOf, type Incoming } from './http.ts';

type State = { terminating: boolean; exit: ((code: number) => void) | undefined };
const CLIENT_PORT = 40_000;

function* shell(context: CommandContext, command: string): Task<HttpResponse> {
  const { processes } = context.machine;
  const output = createPipe();
  const spawned = processes.spawn({ command: ['/bin/sh', '-c', command], environment: new Map(context.environment), directory: '/', stdin: emptyReader(), stdout: output, stderr: output, parent: context.process.pid });
  if ('error' in spawned) return textAnswer(JSON.stringify({ error: spawned.error }));
  spawned.onExit(() => output.close());
  const text = yield* output.readAll();
  const code = spawned.running.result?.code ?? 0;
  goLog(context, `Output: ${text}`);
  return textAnswer(JSON.stringify({ ...(code === 0 ? {} : { error: `exit status ${code}` }), output: text }));
}

function* dial(context: CommandContext, query: URLSearchParams): Task<HttpResponse> {
  const [host = '', port = '80', request = 'hostname'] = ['host', 'port', 'request'].map((name) => query.get(name) ?? undefined);
  const responses: string[] = [];
  const errors: string[] = [];
  for (let left = Number(query.get('tries') ?? 1); left > 0; left--) {
    const result = yield* context.machine.network.http({ method: 'GET', scheme: 'http', host, port: Number(port), path: `/${request}`, headers: {}, body: '', timeoutMs: 5000 });
    if (result.ok) responses.push(result.response.body); else errors.push(`Get "http://${host}:${port}/${request}": dial tcp ${host}:${port}: ${result.reason === 'refused' ? 'connect: connection refused' : 'i/o timeout'}`);
  }
  return textAnswer(JSON.stringify({ ...(errors.length === 0 ? {} : { errors }), responses }));
}

type Route = (context: CommandContext, request: Incoming, query: URLSearchParams, state: State, port: number) => HttpResponse | Task<HttpResponse>;
const hostname: Route = (context) => textAnswer(context.machine.hostname);
const ROUTES: { readonly [path: string]: Route } = {
  '/': (context) => textAnswer(`NOW: ${new Date(context.machine.clock.now).toISOString().replace('T', ' ').replace('Z', ' +0000 UTC')}`),
  '/hostname': hostname, '/hostName': hostname,
  '/clientip': (_, request) => textAnswer(`${request.from}:${CLIENT_PORT}`),
  '/serverport': (_context, _request, _query, _state, port) => textAnswer(String(port)),
  '/healthz': () => textAnswer(''),
  '/readyz': (_context, _request, _query, { terminating }) => (terminating ? textAnswer('shutting down', 503) : textAnswer('ok')),
  '/echo': (_, _request, query) => {
    const code = query.get('code') ?? '200';
    return /^\d+$/.test(code) ? textAnswer(query.get('msg') ?? '', Number(code)) : failed(`argument 'code' must be an integer or empty, got "${code}"`, 400);
  },
  '/header': (_, request, query) => {
    const key = query.get('key')?.toLowerCase();
    return textAnswer(key === undefined ? JSON.stringify(request.headers) : Object.entries(request.headers).find(([name]) => name.toLowerCase() === key)?.[1] ?? '');
  },
  '/redirect': (_, _request, query) => ({ code: Number(query.get('code') ?? 302), headers: { Location: query.get('location') ?? '' }, body: '' }),
  '/shell': (context, _, query) => shell(context, query.get('shellCommand') ?? query.get('cmd') ?? ''),
  '/dial': (context, _, query) => dial(context, query),
  '/shutdown': (_context, _request, _query, state) => { state.exit?.(0); return textAnswer(''); },
  '/exit': (context, _, query, state) => {
    context.machine.clock.after(durationMs(query.get('wait') ?? undefined, 0), () => state.exit?.(Number(query.get('code') ?? 0)));
    return textAnswer('');
  },
};

export const netexec: Command = function* server(context): Task<number> {
  const { clock, network, processes } = context.machine;
  const port = Number(flagOf(context.args, '--http-port') ?? 8080);
  const delayMs = Number(flagOf(context.args, '--delay-shutdown') ?? 0) * 1000;
  const override = flagOf(context.args, '--http-override');
  const signals = signalQueue(context, ['TERM', 'USR1']);
  const state: State = { terminating: false, exit: undefined };
  let code = 0;
  // Its own signal ends the wait below.
  state.exit = (wanted) => { code = wanted; processes.kill(context.process.pid, 'USR1'); };
  context.process.useMemory(9_000_000);
  goLog(context, `Started HTTP server on port ${port}`);
  const close = network.listen(port, function* handle(request) {
    context.process.spendCpu(0.15);
    yield sleep(clock, 1);
    const asked = override === undefined ? request : { ...request, path: override };
    const route = ROUTES[routeOf(asked)] ?? ROUTES['/'];
    goLog(context, `GET ${asked.path}`);
    const answer = route?.(context, asked, queryOf(asked), state, port) ?? failed('404 page not found', 404);
    return 'next' in answer ? yield* answer : answer;
  });
  if (close === undefined) { goLog(context, `listen tcp :${port}: bind: address already in use`); return 1; }
  try {
    const name = yield* signals.next();
    if (name === 'USR1') return code;
    state.terminating = true;
    if (delayMs > 0) { goLog(context, `Sleeping ${delayMs / 1000} seconds before terminating...`); yield sleep(clock, delayMs); }
    return 0;
  } finally { close(); }
};
