/** See engine/base/onDemand.ts. */
import { IMAGES } from './code.ts';
import type { ImageModel } from './image.ts';

export const allImages = (): readonly ImageModel[] => IMAGES;
