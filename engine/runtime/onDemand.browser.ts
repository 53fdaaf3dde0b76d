/** See engine/base/onDemand.ts. */
import { createPart } from '../base/index.ts';
import type * as Code from './code.ts';

export const runtimePart = createPart<typeof Code>('runtime');
export const allImages = (): typeof Code.IMAGES => runtimePart().IMAGES;
