/** Who listens on which port of which network namespace, and the requests that they are working on. */
import type { ByteHandler, ByteStream, HttpHandler, HttpRequest, HttpResponse } from '../script/index.ts';
import { createPipe, startTask, type Clock, type Running } from '../time/index.ts';

export type Socket = {
  readonly port: number;
  /** Undefined: all addresses of the namespace. */
  readonly address: string | undefined;
  /** The request in work; cancelled without a result when the server goes away. */
  serve(request: HttpRequest & { readonly from: string }): Running<HttpResponse>;
  /** The client's end of a connection; undefined where only HTTP is spoken. It breaks off when the server goes away. */
  connect(from: string): ByteStream | undefined;
};
/** The sockets of one network namespace. */
export type Sockets = {
  find(port: number, address: string): Socket | undefined;
  /** Undefined: the port is taken. The returned function closes the socket; with `drain`, requests in work are finished. */
  listen(port: number, handler: HttpHandler, address?: string, bytes?: ByteHandler): ((how?: 'drain') => void) | undefined;
  isFree(port: number, address?: string): boolean;
  closeAll(): void;
};

const anyAddress = (address: string | undefined): boolean => address === undefined || address === '0.0.0.0' || address === '::';

/** Classes: every pod has its namespace, and most of them a server. */
class OpenSocket implements Socket {
  readonly port: number;
  readonly address: string | undefined;
  private readonly clock: Clock;
  private readonly handler: HttpHandler;
  private readonly bytes: ByteHandler | undefined;
  /** Made with the first request and the first connection. */
  private inWork: Set<Running<HttpResponse>> | undefined;
  private connections: Set<Running<void>> | undefined;
  constructor(clock: Clock, port: number, address: string | undefined, handler: HttpHandler, bytes: ByteHandler | undefined) {
    this.clock = clock;
    this.port = port;
    this.address = address;
    this.handler = handler;
    this.bytes = bytes;
  }
  serve(request: HttpRequest & { readonly from: string }): Running<HttpResponse> {
    const inWork = this.inWork ??= new Set();
    const running = startTask(this.clock, this.handler(request));
    inWork.add(running);
    running.onDone(() => inWork.delete(running));
    return running;
  }
  connect(from: string): ByteStream | undefined {
    if (this.bytes === undefined) return undefined;
    const connections = this.connections ??= new Set();
    const [up, down] = [createPipe(), createPipe()];
    const running = startTask(this.clock, this.bytes({ input: up, output: down, from }));
    connections.add(running);
    running.onDone(() => { connections.delete(running); down.close(); up.cancel(); });
    return { input: down, output: up };
  }
  end(how: 'drain' | undefined): void {
    if (how !== 'drain') for (const running of this.inWork ?? []) running.cancel();
    for (const connection of this.connections ?? []) connection.cancel();
  }
}

class SocketTable implements Sockets {
  private readonly clock: Clock;
  private open: Map<number, readonly OpenSocket[]> | undefined;
  constructor(clock: Clock) { this.clock = clock; }
  find(port: number, address: string): Socket | undefined {
    return this.open?.get(port)?.find((socket) => anyAddress(socket.address) || socket.address === address);
  }
  listen(port: number, handler: HttpHandler, address?: string, bytes?: ByteHandler): ((how?: 'drain') => void) | undefined {
    const open: Map<number, readonly OpenSocket[]> = this.open ??= new Map();
    if (!this.isFree(port, address)) return undefined;
    const socket = new OpenSocket(this.clock, port, address, handler, bytes);
    open.set(port, [...open.get(port) ?? [], socket]);
    return (how) => this.close(socket, how);
  }
  isFree(port: number, address?: string): boolean {
    return !(this.open?.get(port) ?? []).some((socket) => anyAddress(socket.address) || anyAddress(address) || socket.address === address);
  }
  closeAll(): void { for (const sockets of this.open?.values() ?? []) for (const socket of sockets) this.close(socket, undefined); }
  private close(socket: OpenSocket, how: 'drain' | undefined): void {
    this.open?.set(socket.port, (this.open.get(socket.port) ?? []).filter((entry) => entry !== socket));
    socket.end(how);
  }
}

export const createSockets = (clock: Clock): Sockets => new SocketTable(clock);
