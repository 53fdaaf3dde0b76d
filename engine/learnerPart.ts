/** Brings what a learner's controller needs: fetched only by pages that have one. See engine/base/onDemand.ts. */
import * as learner from './learner/code.ts';
import { learnerPart } from './learner/onDemand.browser.ts';

export function provideLearner(): void {
  learnerPart.provide(learner);
}
