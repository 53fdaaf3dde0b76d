export { createSession, ENGINE_VERSION, readSessionFile } from './fake.ts';
