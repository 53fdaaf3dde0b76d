/** A watch on the wire. What many watchers see is written once; who reads too slowly is sent away. */
import type { ApiResponse, WatchEvent } from '../../apiserver/index.ts';
import { goJson } from './encode.ts';
import { head, type Wire } from './head.ts';

/** Bytes that may wait for a reader; then its watch ends, and it has to list and watch again. @k8s apiserver/pkg/storage/cacher/cache_watcher.go forceStop */
const MAX_WAITING = 4 * 1024 * 1024;
/** How long a connection whose reader does not read is kept. */
const LAST_CHANCE_MS = 10_000;

/** The engine hands the same event to all who watch in the same form. */
const written = new WeakMap<WatchEvent, Buffer>();

function bytesOf(event: WatchEvent): Buffer {
  let bytes = written.get(event);
  if (bytes === undefined) {
    bytes = Buffer.from(goJson(`${JSON.stringify({ type: event.type, object: event.object })}\n`));
    written.set(event, bytes);
  }
  return bytes;
}

export function sendWatch(wire: Wire, from: ApiResponse & { type: 'watch' }): void {
  const { response, pump } = wire;
  head(wire, from, 'application/json');
  response.flushHeaders();
  const done = pump.waiting();
  let waiting = 0;
  let open = true;
  const end = (): void => {
    if (!open) return;
    open = false;
    stop();
    done();
    response.end();
    if (waiting > 0) setTimeout(() => response.destroy(), LAST_CHANCE_MS).unref();
  };
  const stop = from.listen((event) => {
    if (!open) return;
    const bytes = bytesOf(event);
    waiting += bytes.length;
    pump.delivered();
    response.write(bytes, () => { waiting -= bytes.length; });
    if (waiting > MAX_WAITING) end();
  }, () => end());
  wire.watches.add(end);
  response.on('close', () => { wire.watches.delete(end); end(); });
}
