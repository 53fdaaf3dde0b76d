/** A controller that a learner writes, as those see it who start it and look at it. */

export type LogLine = {
  /** Virtual ms since 1970. */
  readonly at: number;
  /** `said`: its own console.log; `failed`: what it threw, or why it was stopped; `told`: what became of it. */
  readonly level: 'said' | 'failed' | 'told';
  readonly text: string;
  /** In its source, from 1. */
  readonly line?: number;
  readonly column?: number;
};

/** `broken`: the source cannot be run as it stands. `waiting`: the API server does not answer yet. */
export type LearnerState = 'running' | 'waiting' | 'broken' | 'stopped';

export type LearnerReport = {
  readonly name: string;
  readonly source: string;
  readonly state: LearnerState;
  /** When this source was given. */
  readonly since: number;
  readonly reconciles: number;
  readonly failures: number;
  /** Requests that change something, since it was started and in the last minute. */
  readonly writes: number;
  readonly writesLastMinute: number;
  readonly log: readonly LogLine[];
  /** Older lines that are not kept. */
  readonly dropped: number;
};

/** What went wrong in the learner's code. `kind`: who ended it. */
export type Trouble = {
  readonly kind: 'syntax' | 'thrown' | 'steps' | 'memory' | 'shape';
  readonly message: string;
  readonly line?: number;
  readonly column?: number;
  /** `reconcile (line 7)`, innermost first: functions of the learner's only. */
  readonly trail?: readonly string[];
};
