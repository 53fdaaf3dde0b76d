export { createClock, type Clock, type TimerId } from './clock.ts';
export { createIds, type Ids } from './ids.ts';
export { createPipe, emptyReader, writerTo, type Pipe, type Reader, type Writer } from './pipe.ts';
export { createRandom, type Random } from './random.ts';
export { signal, type Signal } from './signal.ts';
export { finished, race, sleep, startTask, type Running, type Task, type Wait } from './task.ts';
export { parseTimestamp, rfc3339, rfc3339Micro } from './timestamp.ts';
