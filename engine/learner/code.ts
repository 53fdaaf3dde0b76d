/** A learner's own controllers: QuickJS, and what runs them. */
export { createLearner } from './controller.ts';
export { startProblem } from './vm.ts';
