/** The API server of one cluster. */
import { ALL_KINDS, METRICS_KINDS, parseApiVersion, type KindDefinition } from '../api/index.ts';
import { createClusterIdentity, type ClusterIdentity } from '../pki/index.ts';
import type { Store } from '../store/index.ts';
import { createIds, createRandom, type Clock, type Ids, type Random } from '../time/index.ts';
import { createAdmission } from './admission/index.ts';
import { authenticate } from './authn/index.ts';
import { ALWAYS_ALLOW, createAuthorizer } from './authz/authorizer.ts';
import { install } from './bootstrap/install.ts';
import { bootstrapObjects } from './bootstrap/objects.ts';
import { createChain } from './chain/chain.ts';
import type { ServerContext } from './context.ts';
import { expireEvents } from './eventTtl.ts';
import { serveCustomResources, startLoops, watchPolicies, withExpressions } from './extensions/index.ts';
import { ADMIN, handle } from './handle.ts';
import { createOwnership } from './managed/ownership.ts';
import { createMetrics } from './metrics.ts';
import { createOpenApi } from './openapi/documents.ts';
import { createRegistry } from './registry.ts';
import type { ApiServer } from './request.ts';
import { nowStamp } from './times.ts';
import { serveMetrics } from './virtual/metricsService.ts';

const BOOTSTRAP = { by: 'kube-apiserver', rule: 'what the server needs is there' } as const;

export type ApiServerOptions = {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  readonly store: Store;
  /** Made from `random` if left out. */
  readonly identity?: ClusterIdentity;
  readonly kinds?: readonly KindDefinition[];
  /** Send warnings about accepted fields that are not simulated. */
  readonly warnLimits: boolean;
  /** A metrics server runs in the cluster: metrics.k8s.io is there. */
  readonly metricsServer?: boolean;
  /** Upstream's sentence about a field (or a definition: ''), as `core.v1.Pod`, `spec`; '' where it is not known. Asked for only by `explain`. */
  readonly documentation?: (definition: string, field: string) => string;
  /** `--authorization-mode`; by default everything is allowed, as kube-apiserver has it. */
  readonly authorization?: 'AlwaysAllow' | 'Node,RBAC';
};

export function createApiServer(options: ApiServerOptions): ApiServer {
  const { clock, ids, random, store, warnLimits } = options;
  const registry = createRegistry([...withExpressions(options.kinds ?? ALL_KINDS), ...(options.metricsServer === true ? Object.values(METRICS_KINDS) : [])]);
  const context: ServerContext = {
    clock, ids, random, store, warnLimits,
    identity: options.identity ?? createClusterIdentity({ random, now: clock.now }),
    registry,
    admission: createAdmission(),
    authorizer: options.authorization === 'Node,RBAC' ? createAuthorizer(store) : ALWAYS_ALLOW,
    ownership: createOwnership(store, clock, (apiVersion, kind) => { const { group, version } = parseApiVersion(apiVersion); return registry.byKind(group, version, kind); }),
    nodes: new Map(),
    dialErrors: new Map(),
    lastEvents: new Map(),
    metrics: createMetrics(clock),
  };
  expireEvents(store, clock);
  serveMetrics(store, context.registry);
  const openApi = createOpenApi(context.registry, options.documentation);
  /** A dry run draws from a sequence of its own, begun anew each time, so that it changes nothing of what comes after it. */
  const dry = (): ServerContext => {
    const aside = createRandom(`dry run ${store.revision}`);
    return { ...context, random: aside, ids: createIds(aside) };
  };
  const chain = createChain((request) => authenticate(context, request, ADMIN), (used, request) => handle(used, openApi, request));
  const serveCustom = serveCustomResources(store, context.registry);
  const handleOne: ApiServer['handle'] = (request) => {
    serveCustom();
    return chain.handle(request.target === undefined && /[?&]dryRun=All(&|$)/.test(request.path) ? dry() : context, request);
  };
  watchPolicies(context);
  startLoops(context, handleOne);
  return {
    handle: handleOne,
    onRequest: chain.onRequest,
    bootstrap: (settings) => install(context, bootstrapObjects(settings, nowStamp(clock)), 'kube-apiserver', BOOTSTRAP),
    install: (objects, by, because) => install(context, objects, by, because),
    connectNode: (name, connection) => { context.nodes.set(name, connection); context.dialErrors.delete(name); },
    disconnectNode: (name, error) => { context.nodes.delete(name); if (error === undefined) context.dialErrors.delete(name); else context.dialErrors.set(name, error); },
  };
}
