/** For each machine: events with every content that its guards tell apart, and contexts from which they answer differently. */
import type { AnyEvent } from './oracle.ts';

export type Samples = { readonly events: readonly AnyEvent[]; readonly contexts?: readonly object[] };

export const SAMPLES: { readonly [name: string]: Samples } = {
  container: {
    events: [
      { type: 'sync', now: 0, since: 0, jitter: 1 }, { type: 'sync', now: 1_000_000, since: 900_000, jitter: 1.2 }, { type: 'sync', now: 5, since: -1, jitter: 1 },
      { type: 'failed', reason: 'ErrImagePull' }, { type: 'created' }, { type: 'started' }, { type: 'kill' },
      { type: 'exited', exitCode: 1, at: 0 }, { type: 'exited', exitCode: 0, at: 7 }, { type: 'startupSucceeded' }, { type: 'reset' }],
    contexts: [{}, { policy: 'Never' }, { policy: 'OnFailure' }, { policy: 'Never', rules: [{ operator: 'In', values: [1] }] }, { startupProbe: true }, { restarts: 5 }],
  },
  ephemeralContainer: {
    events: [{ type: 'sync', now: 0, since: -1, jitter: 1 }, { type: 'failed', reason: 'ErrImagePull' }, { type: 'created' }, { type: 'started' }, { type: 'kill' }, { type: 'exited', exitCode: 1, at: 3 }],
  },
  eviction: {
    events: ['met', 'resolved', 'turn', 'reclaimed', 'stillStarved', 'podEvicted', 'nobodyToEvict', 'podCleanedUp'].map((type) => ({ type })),
    contexts: [{}, { graceMs: 5000 }],
  },
  hook: {
    events: [{ type: 'begin', invalid: 'invalid handler' }, { type: 'succeeded' }, { type: 'failed', message: 'exited with 1' }, { type: 'containerEnded' }],
    contexts: [{}, { handler: 'exec', limitMs: 3000 }, { handler: 'httpGet' }, { handler: 'sleep', sleepMs: 500, limitMs: 2000 }],
  },
  imagePull: { events: [{ type: 'wanted' }, { type: 'found' }, { type: 'pulled' }, { type: 'pullFailed', error: 'not found' }] },
  initSequence: {
    events: [
      { type: 'begin', at: 0 }, { type: 'begin', at: 1 }, { type: 'missing' }, { type: 'exited', refused: false }, { type: 'exited', refused: true }, { type: 'succeeded' },
      { type: 'started' }, { type: 'sidecarEnded', index: 0, mainRuns: true }, { type: 'sidecarEnded', index: 2, mainRuns: false }, { type: 'mainRan' }, { type: 'sandboxLost' }],
    contexts: [['init'], ['sidecar'], ['init', 'init'], ['sidecar', 'init', 'sidecar'], ['init', 'sidecar', 'sidecar', 'init']].map((kinds) => ({ kinds })),
  },
  node: {
    events: [{ type: 'kubeletStarted' }, { type: 'kubeletStopped' }, { type: 'conditionsComputed', ready: true }, { type: 'conditionsComputed', ready: false }, { type: 'heartbeat' }],
  },
  nodeCondition: { events: [{ type: 'thresholdMet' }, { type: 'thresholdResolved', sinceSeenMs: 10_000 }, { type: 'thresholdResolved', sinceSeenMs: 400_000 }] },
  pod: {
    events: [
      { type: 'delete', graceSeconds: 30 }, { type: 'delete', graceSeconds: 3 }, { type: 'evict', graceSeconds: 1 }, { type: 'finished', graceSeconds: 30 }, { type: 'containersStopped' },
      ...['Pending', 'Running', 'Succeeded', 'Failed'].map((phase) => ({ type: 'phaseComputed', phase }))],
  },
  probe: {
    events: [
      { type: 'containerStarted', delayMs: 0 }, { type: 'containerStarted', delayMs: 5 }, { type: 'containerStopped' }, { type: 'tick' }, { type: 'succeeded' }, { type: 'failed' },
      { type: 'podTerminating' }],
    contexts: ['readiness', 'liveness', 'startup'].flatMap((kind) => [{ kind }, { kind, failureThreshold: 1 }, { kind, successThreshold: 2 }]),
  },
  resize: {
    events: [
      ...['fits', 'deferred', 'infeasible'].flatMap((verdict) => [2, 3].map((generation) => ({ type: 'proposed', verdict, message: `${verdict} ${generation}`, generation, now: generation * 1000 }))),
      { type: 'reverted' }, { type: 'actuated' }, { type: 'failed', message: 'too little', now: 9000 }, { type: 'failed', message: 'still too little', now: 9500 }, { type: 'podEnded' }],
  },
  sidecar: {
    events: [
      { type: 'sync', now: 0, since: 0, jitter: 1 }, { type: 'sync', now: 1_000_000, since: 900_000, jitter: 1.2 }, { type: 'sync', now: 5, since: -1, jitter: 1 },
      { type: 'failed', reason: 'ErrImagePull' }, { type: 'created' }, { type: 'started' }, { type: 'outlast' }, { type: 'kill' },
      { type: 'exited', exitCode: 1, at: 0 }, { type: 'exited', exitCode: 0, at: 7 }, { type: 'startupSucceeded' }, { type: 'reset' }],
    contexts: [{}, { startupProbe: true }, { restarts: 5 }],
  },
  volumeMount: {
    events: [
      { type: 'wanted' }, { type: 'attached' }, { type: 'mounted' }, { type: 'mountFailed', error: 'no such path' }, { type: 'refreshWanted' }, { type: 'unwanted' }, { type: 'unmounted' }],
    contexts: [{}, { attachable: true }],
  },
};
