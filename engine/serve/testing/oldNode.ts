/**
 * @kubernetes/client-node brings an undici that was made for Node 22 and looks for what is new there while it is loaded. On Node 20 it
 * works without: no server here compresses with zstd, and nothing is sent to other threads.
 */
import * as workerThreads from 'node:worker_threads';
import * as zlib from 'node:zlib';

type Module = { [name: string]: unknown; default?: { [name: string]: unknown } };
const add = (module: Module, name: string, value: unknown): void => { (module.default ?? module)[name] ??= value; };

add(zlib as unknown as Module, 'createZstdDecompress', () => { throw new Error('this Node has no zstd'); }); // newer than our typings
add(workerThreads as unknown as Module, 'markAsUncloneable', () => undefined); // as above

type Resolvers = { promise: Promise<unknown>; resolve: (value: unknown) => void; reject: (reason: unknown) => void };
(Promise as { withResolvers?: () => Resolvers }).withResolvers ??= () => {
  const made: Partial<Resolvers> = {};
  made.promise = new Promise((resolve, reject) => { made.resolve = resolve; made.reject = reject; });
  return made as Resolvers; // all three are set by now
};
