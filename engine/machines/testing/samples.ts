/** For each machine: events with every content that its guards tell apart, and contexts from which they answer differently. */
import type { MACHINES } from '../all.ts';
import type { AnyEvent } from './oracle.ts';

export type Samples = { readonly events: readonly AnyEvent[]; readonly contexts?: readonly object[] };

export const SAMPLES: { readonly [name in keyof typeof MACHINES]: Samples } = {
  container: {
    events: [
      { type: 'sync', now: 0, since: 0, jitter: 1 }, { type: 'sync', now: 1_000_000, since: 900_000, jitter: 1.2 }, { type: 'sync', now: 5, since: -1, jitter: 1 },
      { type: 'failed', reason: 'ErrImagePull' }, { type: 'created' }, { type: 'started' }, { type: 'kill' },
      { type: 'exited', exitCode: 1, at: 0 }, { type: 'exited', exitCode: 0, at: 7 }, { type: 'startupSucceeded' }, { type: 'reset' }],
    contexts: [{}, { policy: 'Never' }, { policy: 'OnFailure' }, { policy: 'Never', rules: [{ operator: 'In', values: [1] }] }, { startupProbe: true }],
  },
  imagePull: { events: [{ type: 'wanted' }, { type: 'found' }, { type: 'pulled' }, { type: 'pullFailed', error: 'not found' }] },
  node: {
    events: [{ type: 'kubeletStarted' }, { type: 'kubeletStopped' }, { type: 'conditionsComputed', ready: true }, { type: 'conditionsComputed', ready: false }, { type: 'heartbeat' }],
  },
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
  volumeMount: {
    events: [
      { type: 'wanted' }, { type: 'attached' }, { type: 'mounted' }, { type: 'mountFailed', error: 'no such path' }, { type: 'refreshWanted' }, { type: 'unwanted' }, { type: 'unmounted' }],
    contexts: [{}, { attachable: true }],
  },
};
