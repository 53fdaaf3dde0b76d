export { createClient, pathOf, type ClientOptions } from './client.ts';
export { createComponentContexts, type ComponentContextOptions, type ComponentContexts } from './componentContext.ts';
export { createEventNames, type EventNames } from './eventNames.ts';
export { createInformers, type Informers } from './informer.ts';
export { createRecorder, type RecorderOptions } from './recorder.ts';
export { createWorkQueue, retryDelay, type WorkQueue, type WorkQueueOptions } from './workQueue.ts';
export type * from './types.ts';
