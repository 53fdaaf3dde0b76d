/** The API server of one cluster. */
import { ALL_KINDS, type KindDefinition } from '../api/index.ts';
import type { Store } from '../store/index.ts';
import type { Clock, Ids, Random } from '../time/index.ts';
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
  return {
    handle: (request) => handle(context, openApi, request),
    connectNode: (name, connection) => { context.nodes.set(name, connection); },
    disconnectNode: (name) => { context.nodes.delete(name); },
  };
}
