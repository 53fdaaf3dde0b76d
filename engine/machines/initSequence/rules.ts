/** Whose turn it is among the init containers of one pod. @k8s pkg/kubelet/kuberuntime/kuberuntime_container.go computeInitContainerActions */
export type InitSequenceContext = {
  /** In the order of the spec. */
  readonly kinds: readonly ('init' | 'sidecar')[];
  /** Index of the one whose turn it is. */
  readonly turn: number;
};
/** Each sync tells what it finds of the one whose turn it is. */
export type InitSequenceEvent =
  /** There is a sandbox; `at`: the last one that has run in it, or 0. */
  | { readonly type: 'begin'; readonly at: number }
  | { readonly type: 'missing' }
  | { readonly type: 'exited'; readonly refused: boolean }
  | { readonly type: 'succeeded' }
  | { readonly type: 'started' }
  /** A sidecar that had its turn before does not run any more; `mainRuns`: a main container still does. */
  | { readonly type: 'sidecarEnded'; readonly index: number; readonly mainRuns: boolean }
  | { readonly type: 'mainRan' }
  | { readonly type: 'sandboxLost' };
export type InitSequenceEffect = { readonly type: 'start'; readonly index: number };

export const initialContext: InitSequenceContext = { kinds: [], turn: 0 };

const isSidecar = (context: InitSequenceContext, index: number): boolean => context.kinds[index] === 'sidecar';

export const guards = {
  beginsWithSidecar: (context: InitSequenceContext, event: InitSequenceEvent): boolean => event.type === 'begin' && isSidecar(context, event.at),
  isLast: (context: InitSequenceContext): boolean => context.turn + 1 >= context.kinds.length,
  nextIsSidecar: (context: InitSequenceContext): boolean => isSidecar(context, context.turn + 1),
  /** Without main containers that run, the last of the sequence is looked at again. */
  holdsUp: (context: InitSequenceContext, event: InitSequenceEvent): boolean =>
    event.type === 'sidecarEnded' && !event.mainRuns && event.index + 1 === context.kinds.length,
  restartRefused: (_context: InitSequenceContext, event: InitSequenceEvent): boolean => event.type === 'exited' && event.refused,
};
export const updates = {
  takeTurn: (_context: InitSequenceContext, event: InitSequenceEvent): Partial<InitSequenceContext> => (event.type === 'begin' ? { turn: event.at } : {}),
  takeBack: (_context: InitSequenceContext, event: InitSequenceEvent): Partial<InitSequenceContext> => (event.type === 'sidecarEnded' ? { turn: event.index } : {}),
  advance: (context: InitSequenceContext): Partial<InitSequenceContext> => ({ turn: context.turn + 1 }),
};
export const effects = {
  start: (context: InitSequenceContext): InitSequenceEffect => ({ type: 'start', index: context.turn }),
  startAgain: (context: InitSequenceContext, event: InitSequenceEvent): InitSequenceEffect => ({ type: 'start', index: event.type === 'sidecarEnded' ? event.index : context.turn }),
};
