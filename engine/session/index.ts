export { createSession, DEFAULT_START_TIME, HOME, replay, startSession, type OpenSession, type SessionOptions } from './session.ts';
export { readSessionFile, type ReadSession, type SessionProblem } from './sessionFile.ts';
export type * from './types.ts';
export type { LearnerReport, LifeState, LivesOf, LoadReport } from '../cluster/index.ts';
export { ENGINE_VERSION } from './version.ts';
