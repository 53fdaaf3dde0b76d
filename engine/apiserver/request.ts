/** Requests and responses of the API server, shaped as HTTP but without bytes: a body is JSON that nobody changes. */
import type { Json, JsonObject } from '../base/index.ts';
import type { KindDefinition, KubeObject } from '../api/index.ts';
import type { Because } from '../store/index.ts';
import type { Reader, Writer } from '../time/index.ts';
import type { BootstrapSettings } from './bootstrap/objects.ts';
import type { RequestListener } from './chain/trace.ts';

export type { Because } from '../store/index.ts';

export type User = {
  readonly name: string; readonly groups: readonly string[]; readonly uid?: string;
  readonly extra?: { readonly [key: string]: readonly string[] };
};

/** What a client outside the engine shows; a bearer token is in the header `authorization`. Empty: it shows nothing and is anonymous. */
export type Credentials = {
  /** The client's certificate, PEM or DER. Whoever sends it has proved that it has the key. */
  readonly certificate?: Uint8Array | string;
};

/** One object of a kind, a collection (no name), or a part of an object. */
export type Target = { readonly kind: KindDefinition; readonly namespace: string | undefined; readonly name: string | undefined; readonly subresource: string | undefined };

export type ApiRequest = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';
  /** Path with query: `/api/v1/namespaces/default/pods?watch=1`. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers?: { readonly [name: string]: string };
  /** A parsed object; text is parsed as JSON (a parse error is a 400 in Kubernetes' words). */
  readonly body?: Json | undefined;
  /** Whom the engine's own parts act for. Requests without `user`, `credentials` and `authorization` are the administrator's. */
  readonly user?: User;
  readonly credentials?: Credentials;
  readonly because?: Because;
  /** The body is a typed object made by our own code: it needs no decoding. Never set for what a person wrote. */
  readonly trusted?: boolean;
  /** What `path` says, from the one who made it: it is not taken apart again. Only beside `trusted`, for paths without a query. */
  readonly target?: Target | undefined;
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
  | (Head & { readonly type: 'session'; readonly session: ExecSession })
  /** port-forward: connections to ports of a pod. */
  | (Head & { readonly type: 'forward'; readonly forward: PortForwarding });

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

/** What a container uses at the moment: billionths of a core, bytes. */
export type ContainerUsage = { readonly name: string; readonly cpuNanoCores: number; readonly memoryBytes: number };

/** What the kubelet of one node offers to the API server; the kubelet registers it with `ApiServer.connectNode`. */
export type NodeConnection = {
  /** An error is `{code, message}`, sent on as the API server does. */
  logs(namespace: string, pod: string, options: LogOptions): Reader | { readonly code: number; readonly message: string };
  exec(namespace: string, pod: string, options: ExecOptions): ExecSession | { readonly code: number; readonly message: string };
  attach(namespace: string, pod: string, options: Omit<ExecOptions, 'command'>): ExecSession | { readonly code: number; readonly message: string };
  /** What `port-forward` leads to; absent where a node does not offer it. */
  portForward?(namespace: string, pod: string): PortForwarding | { readonly code: number; readonly message: string };
  /** One HTTP request to a port of the pod: `pods/proxy`, `services/proxy`. */
  proxy(namespace: string, pod: string, port: number, request: ProxyRequest, done: (response: ProxyResponse) => void): void;
  /** The kubelet's own HTTP server (`nodes/proxy`: /healthz, /configz, /stats/summary), where it is modelled. */
  http?(request: ProxyRequest, done: (response: ProxyResponse) => void): void;
  /** Of the containers of a pod that run here; undefined if it is not here. Read by what answers metrics.k8s.io. */
  usage?(namespace: string, pod: string): readonly ContainerUsage[] | undefined;
  /** Of the whole machine. */
  nodeUsage?(): Omit<ContainerUsage, 'name'>;
};
/** From inside the pod: what listens on 127.0.0.1 only is reached too. */
export type PortForwarding = {
  /** Opens a connection; `error` is in the words of the runtime. */
  dial(port: number, done: (error: string | undefined) => void): void;
  request(port: number, request: ProxyRequest, done: (response: ProxyResponse) => void): void;
  /** A connection as bytes, where the program in the pod speaks more than HTTP. After `dial`. */
  connect?(port: number): PortConnection | undefined;
};
/** Each character stands for a byte. */
export type PortConnection = { write(text: string): void; close(): void; onText(listener: (text: string) => void, onEnd: () => void): void };
export type ProxyRequest = { readonly method: string; readonly path: string; readonly headers: { readonly [name: string]: string }; readonly body: string };
export type ProxyResponse =
  | { readonly ok: true; readonly code: number; readonly headers: { readonly [name: string]: string }; readonly body: string }
  | { readonly ok: false; readonly error: string };

export type ApiServer = {
  handle(request: ApiRequest): ApiResponse;
  /** Tells each request with its stages, once it is answered. Returns how to stop. Costs nothing while nobody listens. */
  onRequest(listener: RequestListener): () => void;
  /** What the server itself creates on an empty store: default roles, flow schemas, priority classes, namespaces … */
  bootstrap(settings: BootstrapSettings): void;
  /** Complete and valid objects of our own code, many at once; `by` is whom managedFields name. */
  install(objects: readonly KubeObject[], by: string, because: Because): void;
  connectNode(name: string, connection: NodeConnection): void;
  /** @param error how dialling it fails: `connect: connection refused` */
  disconnectNode(name: string, error?: string): void;
};
