// One thread of `peapod check`: grades one job after the other, and forgets everything in between.
import { load } from '../load.mjs';

(await load()).work();
