/**
 * A machine as a table: what XState does in every configuration that can be reached, with each event, for each answer of its guards.
 * Written by `npm run gen` with XState as the oracle, so that nothing of XState has to be at hand where machines only run.
 */
import type { StateValue } from 'xstate';

export type Table = {
  readonly id: string;
  /** The configurations; the machine begins in the first. */
  readonly values: readonly StateValue[];
  /** Numbers of the configurations in which it is done. */
  readonly done?: readonly number[];
  /** By configuration, by event. An event that is not there changes nothing. */
  readonly steps: readonly { readonly [event: string]: Plan }[];
};

/** First what is to be done, then the question, or where it ends. */
export type Plan = {
  /** Names of updates and effects; `+id` starts the timer that comes back as event `id`, `-id` stops it. */
  readonly do?: readonly string[];
  readonly if?: string;
  readonly yes?: Plan;
  readonly no?: Plan;
  readonly to?: number;
};

/** `xstate.after.restartBackOff.container.backOff`: the delay's name, or its milliseconds. */
export const delayOf = (timer: string): string => timer.split('.')[2] ?? '';
