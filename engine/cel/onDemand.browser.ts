/** See engine/base/onDemand.ts. */
import { createPart } from '../base/index.ts';
import type * as Code from './code.ts';

export const celPart = createPart<typeof Code>('cel');
export const compileCel: typeof Code.compileCel = (...args) => celPart().compileCel(...args);
export const withSize: typeof Code.withSize = (...args) => celPart().withSize(...args);
export const messageName: typeof Code.messageName = (...args) => celPart().messageName(...args);
export const authorizerValue: typeof Code.authorizerValue = (...args) => celPart().authorizerValue(...args);
export const resourceCheckValue: typeof Code.resourceCheckValue = (...args) => celPart().resourceCheckValue(...args);
export const celValue: typeof Code.celValue = (...args) => celPart().celValue(...args);
export const jsonValue: typeof Code.jsonValue = (...args) => celPart().jsonValue(...args);
