export { createScheduler, type Scheduler } from './scheduler.ts';
export { readSchedulerConfig, type ConfigResult } from './profiles/config.ts';
export { DEFAULT_PROFILE, SCHEDULER_NAME, type Profile } from './profiles/profile.ts';
export type { NodeVerdict, Verdict } from './verdict.ts';
