export { createClient, pathOf, type ClientOptions } from './client.ts';
export { createComponentContexts, type ComponentContextOptions, type ComponentContexts, type Place } from './componentContext.ts';
export { createEventNames, type EventNames } from './eventNames.ts';
export { createInformers, type Informers } from './informer.ts';
export { changeBetween, createHistory, createLink, isOutage, isUnreachable, unreachable, type History, type Link } from './link.ts';
export { createRecorder, type RecorderOptions } from './recorder.ts';
export type { RequestRate } from './requestRate.ts';
export type * from './types.ts';
