export { ADMIN } from './handle.ts';
export { VERSION } from './health.ts';
export type * from './request.ts';
export { createApiServer, type ApiServerOptions } from './server.ts';
