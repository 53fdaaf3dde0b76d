/** Subresources by name, beside `status`, which is an update like any other. */
import type { ResourceRequest, ServerContext } from '../context.ts';
import type { ApiResponse } from '../request.ts';
import { approve } from './approval.ts';
import { bind } from './binding.ts';
import { evict } from './eviction.ts';
import { execOrAttach } from './exec.ts';
import { finalize } from './finalize.ts';
import { podLog } from './logs.ts';
import { portForward } from './portForward.ts';
import { podPart } from './podSpec.ts';
import { proxy } from './proxy.ts';
import { scale } from './scale.ts';
import { requestToken } from './token.ts';

export type SubresourceHandler = (context: ServerContext, request: ResourceRequest) => ApiResponse;

export const SUBRESOURCES: { readonly [name: string]: SubresourceHandler } = {
  approval: approve,
  attach: execOrAttach,
  binding: bind,
  ephemeralcontainers: podPart,
  eviction: evict,
  exec: execOrAttach,
  finalize,
  log: podLog,
  portforward: portForward,
  proxy,
  resize: podPart,
  scale,
  token: requestToken,
};
