/** Writes down what comes from outside, and makes it happen again. The engine is deterministic, so that the same inputs give the same cluster. */
import type { ApiRequest, ApiResponse, ApiServer, ExecSession, PortConnection, PortForwarding } from '../../apiserver/index.ts';
import { startTask, type Clock, type Reader } from '../../time/index.ts';
import type { Input } from './record.ts';

export type JournaledCluster = { readonly clock: Clock; readonly api: Pick<ApiServer, 'handle'>; readonly store: { readonly revision: number } };
/** An input without the time and revision that are added when it is written. */
type Happening = Input extends infer Each ? Each extends Input ? Omit<Each, 't' | 'r'> : never : never;

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Reads that reach into containers. */
const CONNECTS = /\/(?:exec|attach|portforward|proxy)(?:[/?]|$)/;
const changes = ({ method, path }: ApiRequest): boolean => (READS.has(method) ? CONNECTS.test(path) : !/[?&]dryRun=All(?:&|$)/.test(path));

export type Journal = {
  readonly api: Pick<ApiServer, 'handle'>;
  /** Notes how far time has come, if it has moved on. */
  mark(): void;
};

export function createJournal(cluster: JournaledCluster, firstId: number, append: (input: Input) => void): Journal {
  const { clock, store } = cluster;
  let nextId = firstId;
  let marked = clock.now;
  const note = (happening: Happening): void => {
    marked = clock.now;
    append({ t: clock.now, r: store.revision, ...happening } as Input); // the parts of one kind of input
  };
  return {
    mark() { if (clock.now > marked) note({ type: 'time' }); },
    api: {
      handle(request) {
        const response = cluster.api.handle(request);
        if (!changes(request)) return response;
        const opened = response.type === 'session' || response.type === 'forward';
        const id = opened ? nextId++ : undefined;
        note({ type: 'request', request: kept(request), ...(id === undefined ? {} : { id }) });
        if (id === undefined) return response;
        if (response.type === 'session') return { ...response, session: notedSession(response.session, id, note) };
        return response.type === 'forward' ? { ...response, forward: notedForward(response.forward, id, note) } : response;
      },
    },
  };
}

/** Headers that say something to the API server. */
const HEADERS = /^(?:accept|authorization|content-type|user-agent|host|impersonate-.*)$/;

function kept({ method, path, headers = {}, body, user, credentials, because }: ApiRequest): Extract<Input, { type: 'request' }>['request'] {
  const proxied = CONNECTS.test(path);
  return {
    method, path, headers: Object.fromEntries(Object.entries(headers).filter(([name]) => proxied || HEADERS.test(name))),
    ...(body === undefined ? {} : { body }), ...(user === undefined ? {} : { user }), ...(credentials === undefined ? {} : { credentials }), ...(because === undefined ? {} : { because }),
  };
}

function notedSession(session: ExecSession, id: number, note: (happening: Happening) => void): ExecSession {
  const { stdin } = session;
  let over = false;
  session.onExit(() => { over = true; });
  return {
    ...session,
    stdin: {
      write(text) { const taken = stdin.write(text); if (!over) note({ type: 'stdin', id, text }); return taken; },
      close() { stdin.close(); if (!over) note({ type: 'closeStdin', id }); },
    },
    resize(columns, rows) { session.resize(columns, rows); if (!over) note({ type: 'resize', id, columns, rows }); },
    kill() { if (over) return; session.kill(); note({ type: 'kill', id }); },
  };
}

function notedForward(forward: PortForwarding, id: number, note: (happening: Happening) => void): PortForwarding {
  let opened = 0;
  return {
    dial(port, done) { note({ type: 'dial', id, port }); forward.dial(port, done); },
    request(port, request, done) { note({ type: 'forward', id, port, request }); forward.request(port, request, done); },
    connect(port) {
      const connection = forward.connect?.(port);
      if (connection === undefined) return undefined;
      const number = opened++;
      note({ type: 'connect', id, port });
      return {
        write(text) { connection.write(text); note({ type: 'bytes', id, connection: number, text }); },
        close() { connection.close(); note({ type: 'disconnect', id, connection: number }); },
        onText: (listener, onEnd) => connection.onText(listener, onEnd),
      };
    },
  };
}

export type Replayed = { readonly nextId: number } | { readonly problem: string };

/**
 * Makes everything happen again; `problem`: the engine does not do what it did then.
 * @param append told of what happens because the clients of the time before are gone
 */
export function replayInputs(cluster: JournaledCluster, inputs: readonly Input[], append: (input: Input) => void): Replayed {
  const { clock, api, store } = cluster;
  const streams = new Map<number, ExecSession | PortForwarding>();
  const connections = new Map<number, PortConnection[]>();
  let nextId = 1;
  for (const [index, input] of inputs.entries()) {
    if (input.t > clock.now) clock.advance(input.t - clock.now);
    if (input.type === 'request') {
      const response = api.handle(input.request);
      if (input.id !== undefined) { nextId = input.id + 1; remember(streams, input.id, response, clock); } else if (response.type === 'later') response.whenReady(() => undefined);
    } else if (input.type !== 'time') act(streams.get(input.id), input, connections);
    if (store.revision !== input.r) {
      return { problem: `after record ${index + 2} the cluster is at revision ${store.revision} and not at ${input.r} as it was then: this engine behaves in another way than the one that wrote the file` };
    }
  }
  for (const [id, stream] of streams) {
    if (!('kill' in stream)) continue;
    stream.kill();
    append({ t: clock.now, r: store.revision, type: 'kill', id });
  }
  return { nextId };
}

function remember(streams: Map<number, ExecSession | PortForwarding>, id: number, response: ApiResponse, clock: Clock): void {
  if (response.type === 'forward') streams.set(id, response.forward);
  if (response.type !== 'session') return;
  const { session } = response;
  streams.set(id, session);
  for (const reader of [session.stdout, session.stderr]) startTask(clock, drain(reader));
  session.onExit(() => streams.delete(id));
}

function* drain(reader: Reader) { while ((yield* reader.read()) !== undefined) { /* nobody is there to see it */ } }

function act(stream: ExecSession | PortForwarding | undefined, input: Exclude<Input, { type: 'request' | 'time' }>, connections: Map<number, PortConnection[]>): void {
  if (stream === undefined) return;
  if ('dial' in stream) {
    if (input.type === 'dial') stream.dial(input.port, () => undefined);
    else if (input.type === 'forward') stream.request(input.port, input.request, () => undefined);
    else if (input.type === 'connect') {
      const connection = stream.connect?.(input.port);
      connection?.onText(() => undefined, () => undefined);
      if (connection !== undefined) connections.set(input.id, [...connections.get(input.id) ?? [], connection]);
    } else if (input.type === 'bytes') connections.get(input.id)?.[input.connection]?.write(input.text);
    else if (input.type === 'disconnect') connections.get(input.id)?.[input.connection]?.close();
    return;
  }
  switch (input.type) {
    case 'stdin': stream.stdin.write(input.text); break;
    case 'closeStdin': stream.stdin.close(); break;
    case 'resize': stream.resize(input.columns, input.rows); break;
    case 'kill': stream.kill(); break;
    default: // ports are not for processes
  }
}
