/** The images that a browser has before the others: those of a new cluster, and the one that most lessons begin with. */
import type { ImageModel } from '../image.ts';
import { nginx } from './nginx.ts';
import { systemImages } from './system.ts';

export const FIRST_IMAGES: readonly ImageModel[] = [nginx, ...systemImages];
