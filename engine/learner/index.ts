export { createLearner, startProblem } from './onDemand.ts';
export type { Learner, LearnerOptions } from './controller.ts';
export type { LearnerReport, LearnerState, LogLine } from './types.ts';
