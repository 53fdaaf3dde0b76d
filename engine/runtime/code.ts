/** Images that a new cluster does not run, with their programs. */
export { IMAGES } from './images/index.ts';
