/** Requests and responses of the API server, shaped as HTTP but without bytes: a body is JSON that nobody changes. */
import type { Json, JsonObject } from '../base/index.ts';
import type { Because } from '../store/index.ts';
import type { Reader, Writer } from '../time/index.ts';

export type { Because } from '../store/index.ts';

export type User = { readonly name: string; readonly groups: readonly string[]; readonly uid?: string };

export type ApiRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';
  /** Path with query: `/api/v1/namespaces/default/pods?watch=1`. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers?: { readonly [name: string]: string };
  /** A parsed object; text is parsed as JSON (a parse error is a 400 in Kubernetes' words). */
  readonly body?: Json | undefined;
  readonly user?: User;
  readonly because?: Because;
  /** The body is a typed object made by our own code: it needs no decoding. Never set for what a person wrote. */
  readonly trusted?: boolean;
};

export type WatchEvent = { readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR'; readonly object: JsonObject };

type Head = { readonly code: number; readonly headers?: { readonly [name: string]: string }; readonly warnings?: readonly string[] };
export type ApiResponse =
  | (Head & { readonly type: 'object'; readonly body: JsonObject })
  | (Head & { readonly type: 'text'; readonly body: string })
  /** `listen` is called once; events come through the clock; the returned function ends the watch. */
  | (Head & { readonly type: 'watch'; readonly listen: (onEvent: (event: WatchEvent) => void, onEnd: () => void) => () => void })
  /** Logs and proxied bodies. */
  | (Head & { readonly type: 'stream'; readonly body: Reader })
  /** A proxied request: the response comes through the clock. `code` is 0 until then. */
  | (Head & { readonly type: 'later'; readonly whenReady: (listener: (response: ApiResponse) => void) => void })
  /** exec, attach: what the caller wires to a terminal. */
  | (Head & { readonly type: 'session'; readonly session: ExecSession });

/** A process that a client talks to. */
export type ExecSession = {
  readonly stdin: Writer;
  readonly stdout: Reader;
  readonly stderr: Reader;
  resize(columns: number, rows: number): void;
  /** Exit code once it has ended; `error` is set when it could not be started (the runtime's words). */
  onExit(listener: (exit: { readonly code: number; readonly error?: string }) => void): void;
  kill(): void;
};

export type LogOptions = {
  readonly container: string;
  readonly follow?: boolean; readonly previous?: boolean; readonly timestamps?: boolean;
  readonly tailLines?: number; readonly sinceSeconds?: number; readonly sinceTime?: string; readonly limitBytes?: number;
};
export type ExecOptions = { readonly container: string; readonly command: readonly string[]; readonly stdin: boolean; readonly tty: boolean };

/** What the kubelet of one node offers to the API server; the kubelet registers it with `ApiServer.connectNode`. */
export type NodeConnection = {
  /** An error is `{code, message}`, sent on as the API server does. */
  logs(namespace: string, pod: string, options: LogOptions): Reader | { readonly code: number; readonly message: string };
  exec(namespace: string, pod: string, options: ExecOptions): ExecSession | { readonly code: number; readonly message: string };
  attach(namespace: string, pod: string, options: Omit<ExecOptions, 'command'>): ExecSession | { readonly code: number; readonly message: string };
  /** One HTTP request to a port of the pod: `pods/proxy`, `services/proxy`, `port-forward`. */
  proxy(namespace: string, pod: string, port: number, request: ProxyRequest, done: (response: ProxyResponse) => void): void;
  /** The kubelet's own HTTP server (`nodes/proxy`: /healthz, /configz, /stats/summary), where it is modelled. */
  http?(request: ProxyRequest, done: (response: ProxyResponse) => void): void;
};
export type ProxyRequest = { readonly method: string; readonly path: string; readonly headers: { readonly [name: string]: string }; readonly body: string };
export type ProxyResponse =
  | { readonly ok: true; readonly code: number; readonly headers: { readonly [name: string]: string }; readonly body: string }
  | { readonly ok: false; readonly error: string };

export type ApiServer = {
  handle(request: ApiRequest): ApiResponse;
  connectNode(name: string, connection: NodeConnection): void;
  disconnectNode(name: string): void;
};
