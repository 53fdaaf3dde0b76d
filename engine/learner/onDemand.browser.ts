/** See engine/base/onDemand.ts. Loaded only where a learner writes a controller: `engine/learnerPart.ts`. */
import { createPart } from '../base/index.ts';
import type * as Code from './code.ts';

export const learnerPart = createPart<typeof Code>('learner');
export const createLearner: typeof Code.createLearner = (options) => learnerPart().createLearner(options);
export const startProblem: typeof Code.startProblem = (source) => learnerPart().startProblem(source);
