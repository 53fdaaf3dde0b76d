/** agnhost guestbook: a primary, its replicas, and a front. @k8s test/images/agnhost/guestbook */
import type { Command, CommandContext, HttpResponse } from '../../../script/index.ts';
import { sleep, type Task } from '../../../time/index.ts';
import { flagOf, textAnswer } from '../run.ts';
import { failed, goLog, queryOf, routeOf, type Incoming } from './http.ts';

type Book = { store: Map<string, string>; readonly replicas: string[]; readonly backendPort: number };
const REGISTER_MS = 15_000;
const PAUSE_MS = 1000;
const TIMEOUT_MS = 5000;

function* get(context: CommandContext, host: string, port: number, path: string): Task<string | undefined> {
  const result = yield* context.machine.network.http({ method: 'GET', scheme: 'http', host, port, path, headers: {}, body: '', timeoutMs: TIMEOUT_MS });
  return result.ok && result.response.code === 200 ? result.response.body : undefined;
}
const dataOf = (book: Book): string => JSON.stringify({ data: Object.fromEntries(book.store) });

function* set(context: CommandContext, book: Book, query: URLSearchParams): Task<HttpResponse> {
  const [key, value] = [query.get('key') ?? '', query.get('value') ?? ''];
  if (key === '') return failed('cannot set with empty key.', 400);
  book.store.set(key, value);
  for (const replica of book.replicas) {
    const answer = yield* get(context, replica, book.backendPort, `/set?key=${encodeURIComponent(key)}&value=${encodeURIComponent(value)}`);
    if (answer === undefined) return failed(`encountered error while propagating to replica '${replica}': connection failed`, 417);
  }
  return textAnswer(JSON.stringify({ message: 'Updated' }));
}
function* front(context: CommandContext, book: Book, query: URLSearchParams): Task<HttpResponse> {
  const command = (query.get('cmd') ?? '').toLowerCase();
  if (command !== 'get' && command !== 'set') return failed(`unsupported cmd: '${command}'`, 400);
  const host = command === 'get' ? 'agnhost-replica' : 'agnhost-primary';
  const path = `/${command}?key=${encodeURIComponent(query.get('key') ?? '')}&value=${encodeURIComponent(query.get('value') ?? '')}`;
  const answer = yield* get(context, host, book.backendPort, path);
  return answer === undefined ? failed(`host and/or port param are invalid. lookup ${host}: no such host`, 400) : textAnswer(answer);
}
function* answer(context: CommandContext, book: Book, request: Incoming): Task<HttpResponse> {
  const query = queryOf(request);
  goLog(context, `GET ${request.path}`);
  switch (routeOf(request)) {
    case '/register': {
      const ip = query.get('host') ?? '';
      book.replicas.push(ip);
      goLog(context, `Node '${ip}' registered.`);
      return textAnswer(dataOf(book));
    }
    case '/get': { const key = query.get('key') ?? ''; return textAnswer(key === '' ? dataOf(book) : JSON.stringify({ data: book.store.get(key) ?? '' })); }
    case '/set': return yield* set(context, book, query);
    case '/guestbook': return yield* front(context, book, query);
    default: return failed('404 page not found', 404);
  }
}
/** @returns whether the primary knows us */
function* register(context: CommandContext, book: Book, primary: string): Task<boolean> {
  const { clock, network } = context.machine;
  for (const begun = clock.now; clock.now - begun < REGISTER_MS;) {
    const own = network.addresses[0] ?? '';
    goLog(context, `Registering to primary: ${primary}:${book.backendPort}/register?host=${own}`);
    const text = yield* get(context, primary, book.backendPort, `/register?host=${own}`);
    if (text === undefined) { goLog(context, 'encountered error while registering to primary: connection failed. Retrying in 1s.'); yield sleep(clock, PAUSE_MS); continue; }
    const { data } = JSON.parse(text) as { readonly data: { readonly [key: string]: string } }; // written by `dataOf`
    book.store = new Map(Object.entries(data));
    goLog(context, `Registered to node: ${primary}`);
    return true;
  }
  goLog(context, 'Timed out while registering to primary.');
  return false;
}

/** Without a handler for any signal: as process 1 it waits for the end of its grace period. */
export const guestbook: Command = function* server(context): Task<number> {
  const { clock, network } = context.machine;
  const port = Number(flagOf(context.args, '--http-port') ?? 80);
  const primary = flagOf(context.args, '--replicaof');
  const book: Book = { store: new Map(), replicas: [], backendPort: Number(flagOf(context.args, '--backend-port') ?? 6379) };
  context.process.useMemory(8_000_000);
  const close = network.listen(port, function* handle(request) { yield sleep(clock, 1); return yield* answer(context, book, request); });
  if (close === undefined) { goLog(context, `listen tcp :${port}: bind: address already in use`); return 1; }
  try {
    if (primary !== undefined && !(yield* register(context, book, primary))) return 1;
    for (;;) yield sleep(clock, 86_400_000);
  } finally { close(); }
};
