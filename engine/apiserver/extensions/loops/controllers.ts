/** Loops inside of the API server that finish what a write began: names of CRDs, their end, statuses of policies and flow schemas. */
import type { StoreChange } from '../../../store/index.ts';
import type { ServerContext } from '../../context.ts';
import type { ApiRequest, ApiResponse } from '../../request.ts';
import { flowSchemaLoop } from './flowSchemas.ts';
import { finalizerLoop } from './finalizer.ts';
import { namingLoop } from './naming.ts';
import { policyStatusLoop } from './policyStatus.ts';
import { registrationLoop } from './registration.ts';

/** What a loop may do. */
export type LoopContext = Pick<ServerContext, 'store' | 'clock' | 'registry'> & {
  /** A request as the API server itself sends it; undefined if it was refused. */
  readonly send: (method: ApiRequest['method'], path: string, body?: object) => ApiResponse;
  /** Runs `work` for the key a moment later, once for many calls. */
  readonly soon: (key: string, ms: number, work: () => void) => void;
};
export type Loop = { readonly resources: readonly string[]; readonly changed: (change: StoreChange, context: LoopContext) => void };

const LOOPS: readonly Loop[] = [namingLoop, finalizerLoop, registrationLoop, policyStatusLoop, flowSchemaLoop];

export function startLoops(context: ServerContext, handle: (request: ApiRequest) => ApiResponse): void {
  const { store, clock, registry } = context;
  const pending = new Set<string>();
  const loops: LoopContext = {
    store, clock, registry,
    send: (method, path, body) => handle({
      method, path, trusted: true, headers: { 'user-agent': 'kube-apiserver' }, because: { by: 'kube-apiserver', rule: 'what a definition asks for' },
      user: { name: 'system:apiserver', groups: ['system:masters', 'system:authenticated'] }, ...(body === undefined ? {} : { body: body as never }), // objects are JSON
    }),
    soon(key, ms, work) {
      if (pending.has(key)) return;
      pending.add(key);
      clock.after(ms, () => { pending.delete(key); work(); });
    },
  };
  for (const loop of LOOPS) for (const resource of loop.resources) store.subscribe(resource, (change) => loop.changed(change, loops));
}
