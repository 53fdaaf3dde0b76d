export { createScheduler, type Scheduler } from './scheduler.ts';
export { SCHEDULER_NAME } from './state.ts';
export type { NodeVerdict, Verdict } from './verdict.ts';
