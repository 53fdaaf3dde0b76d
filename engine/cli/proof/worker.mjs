// One thread of `peapod check`: grades one job after the other, and forgets everything in between.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
