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
  closeAll(): void;
};

export function createSockets(clock: Clock): Sockets {
  const open = new Map<number, (Socket & { close(): void })[]>();
  const anyAddress = (address: string | undefined): boolean => address === undefined || address === '0.0.0.0' || address === '::';

  return {
    find: (port, address) => (open.get(port) ?? []).find((socket) => anyAddress(socket.address) || socket.address === address),
    listen(port, handler, address, bytes) {
      const present = open.get(port) ?? [];
      if (present.some((socket) => anyAddress(socket.address) || anyAddress(address) || socket.address === address)) return undefined;
      const inWork = new Set<Running<HttpResponse>>();
      const connections = new Set<Running<void>>();
      const close = (how?: 'drain'): void => {
        open.set(port, (open.get(port) ?? []).filter((entry) => entry !== socket));
        if (how !== 'drain') for (const running of inWork) running.cancel();
        for (const connection of connections) connection.cancel();
      };
      const socket = {
        port, address, close,
        serve(request: HttpRequest & { readonly from: string }) {
          const running = startTask(clock, handler(request));
          inWork.add(running);
          running.onDone(() => inWork.delete(running));
          return running;
        },
        connect(from: string): ByteStream | undefined {
          if (bytes === undefined) return undefined;
          const [up, down] = [createPipe(), createPipe()];
          const running = startTask(clock, bytes({ input: up, output: down, from }));
          connections.add(running);
          running.onDone(() => { connections.delete(running); down.close(); up.cancel(); });
          return { input: down, output: up };
        },
      };
      open.set(port, [...present, socket]);
      return close;
    },
    closeAll() { for (const sockets of open.values()) for (const socket of sockets) socket.close(); },
  };
}
