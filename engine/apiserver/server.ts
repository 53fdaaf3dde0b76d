/** The API server of one cluster. */
import { ALL_KINDS, type KindDefinition } from '../api/index.ts';
import type { Store } from '../store/index.ts';
import { createIds, createRandom, type Clock, type Ids, type Random } from '../time/index.ts';
import { createAdmission } from './admission/index.ts';
import type { ServerContext } from './context.ts';
import { expireEvents } from './eventTtl.ts';
import { handle } from './handle.ts';
import { createOwnership } from './managed/ownership.ts';
import { createOpenApi } from './openapi/documents.ts';
import { createRegistry } from './registry.ts';
import type { ApiServer } from './request.ts';

export type ApiServerOptions = {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly store: Store;
  readonly kinds?: readonly KindDefinition[];
  /** Send warnings about accepted fields that are not simulated. */
  readonly warnLimits: boolean;
};

export function createApiServer(options: ApiServerOptions): ApiServer {
  const { clock, ids, random, store, warnLimits } = options;
  const context: ServerContext = {
    clock, ids, random, store, warnLimits,
    registry: createRegistry(options.kinds ?? ALL_KINDS),
    admission: createAdmission(),
    ownership: createOwnership(store, clock),
    nodes: new Map(),
  };
  expireEvents(store, clock);
  const openApi = createOpenApi(context.registry);
  /** A dry run draws from a sequence of its own, begun anew each time, so that it changes nothing of what comes after it. */
  const dry = (): ServerContext => {
    const aside = createRandom(`dry run ${store.revision}`);
    return { ...context, random: aside, ids: createIds(aside) };
  };
  return {
    handle: (request) => handle(/[?&]dryRun=All(&|$)/.test(request.path) ? dry() : context, openApi, request),
    connectNode: (name, connection) => { context.nodes.set(name, connection); },
    disconnectNode: (name) => { context.nodes.delete(name); },
  };
}
