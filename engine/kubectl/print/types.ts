import type { JsonObject } from '../../base/index.ts';

/** One call per object; gives what to write. */
export type Printer = (object: JsonObject) => string;
