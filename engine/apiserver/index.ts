export type { BootstrapSettings } from './bootstrap/objects.ts';
export type { RequestListener, RequestTrace, Stage, StageName } from './chain/trace.ts';
export { ADMIN } from './handle.ts';
export { ANONYMOUS } from './authn/index.ts';
export { VERSION } from './health.ts';
export type * from './request.ts';
export { createApiServer, type ApiServerOptions } from './server.ts';
