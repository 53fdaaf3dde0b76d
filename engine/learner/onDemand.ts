/** See engine/base/onDemand.ts. */
export { createLearner, startProblem } from './code.ts';
