/** New resources for the containers of a pod that runs. @k8s pkg/kubelet/allocation/allocation_manager.go, pkg/kubelet/status/status_manager.go (PodResizePending, PodResizeInProgress) */
export type ResizeContext = {
  /** What the node says against it. */
  readonly pendingMessage: string;
  readonly pendingGeneration: number;
  /** Virtual milliseconds since when it is held up for the present reason. */
  readonly pendingSince: number;
  /** Of the spec whose resources were accepted last. */
  readonly generation: number;
  readonly since: number;
  /** What the runtime says against it. */
  readonly error: string;
};
type Verdict = 'fits' | 'deferred' | 'infeasible';
export type ResizeEvent =
  /** The resources of the spec are not those that the pod was given; the node has looked whether it has room. */
  | { readonly type: 'proposed'; readonly verdict: Verdict; readonly message: string; readonly generation: number; readonly now: number }
  /** The spec asks for what the pod has. */
  | { readonly type: 'reverted' }
  | { readonly type: 'actuated' }
  | { readonly type: 'failed'; readonly message: string; readonly now: number }
  | { readonly type: 'podEnded' };
export type ResizeEffect =
  | { readonly type: 'allocate' }
  | { readonly type: 'announce'; readonly what: 'Deferred' | 'Infeasible' | 'Started' | 'Completed' | 'Error'; readonly message: string; readonly generation: number };

export const initialContext: ResizeContext = { pendingMessage: '', pendingGeneration: 0, pendingSince: 0, generation: 0, since: 0, error: '' };

const says = (event: ResizeEvent, verdict: Verdict): boolean => event.type === 'proposed' && event.verdict === verdict;

export const guards = {
  fits: (_context: ResizeContext, event: ResizeEvent): boolean => says(event, 'fits'),
  isInfeasible: (_context: ResizeContext, event: ResizeEvent): boolean => says(event, 'infeasible'),
  isDeferred: (_context: ResizeContext, event: ResizeEvent): boolean => says(event, 'deferred'),
  /** Held up for the same reason as before, and for the same spec: nothing new to announce. */
  isDeferredStill: (context: ResizeContext, event: ResizeEvent): boolean => says(event, 'deferred') && event.type === 'proposed' && event.generation === context.pendingGeneration,
  isInfeasibleStill: (context: ResizeContext, event: ResizeEvent): boolean => says(event, 'infeasible') && event.type === 'proposed' && event.generation === context.pendingGeneration,
  isKnownError: (context: ResizeContext, event: ResizeEvent): boolean => event.type === 'failed' && event.message === context.error,
};
export const updates = {
  recordPending: (_context: ResizeContext, event: ResizeEvent): Partial<ResizeContext> =>
    (event.type === 'proposed' ? { pendingMessage: event.message, pendingGeneration: event.generation, pendingSince: event.now } : {}),
  /** The reason is the same, so it counts as held up since it was first. */
  recordMessage: (_context: ResizeContext, event: ResizeEvent): Partial<ResizeContext> =>
    (event.type === 'proposed' ? { pendingMessage: event.message, pendingGeneration: event.generation } : {}),
  recordStart: (_context: ResizeContext, event: ResizeEvent): Partial<ResizeContext> =>
    (event.type === 'proposed' ? { generation: event.generation, since: event.now, error: '' } : {}),
  recordError: (_context: ResizeContext, event: ResizeEvent): Partial<ResizeContext> => (event.type === 'failed' ? { error: event.message, since: event.now } : {}),
};
const announce = (what: 'Started' | 'Completed' | 'Error') => (context: ResizeContext): ResizeEffect =>
  ({ type: 'announce', what, message: what === 'Error' ? context.error : '', generation: context.generation });
const announcePending = (what: 'Deferred' | 'Infeasible') => (context: ResizeContext): ResizeEffect =>
  ({ type: 'announce', what, message: context.pendingMessage, generation: context.pendingGeneration });
export const effects = {
  allocate: (): ResizeEffect => ({ type: 'allocate' }),
  announceDeferred: announcePending('Deferred'),
  announceInfeasible: announcePending('Infeasible'),
  announceStarted: announce('Started'),
  announceCompleted: announce('Completed'),
  announceError: announce('Error'),
};
