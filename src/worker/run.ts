/** What a hosted session stands on: the engine, and what looks behind the session that it runs. */
import type { ApiServer, Input, Session } from '@site/engine/index.ts';
import type { Fields } from './fields.ts';
import type { Problem, SessionSpec, Tick } from './protocol.ts';

/** A session with what looks behind it: the server that judges manifests, the ticking checks of a lab. */
export type Run = {
  readonly session: Session;
  readonly validate: (manifest: string) => readonly Problem[];
  readonly fields: Fields;
  readonly onRequest: ApiServer['onRequest'];
  /** True once something has asked for the sentences of fields before they were there. */
  readonly lacksSentences: () => boolean;
  /** False while the shell's code is on its way: nobody asks for a terminal, and no time passes. */
  readonly typing: () => boolean;
  readonly ticks?: () => readonly Tick[];
  /** Command lines so far, where a lab allows only so many. */
  readonly lines?: { readonly used: (inputs: readonly Input[]) => number; readonly limit: number };
};
export type Engine = {
  readonly begin: (spec: SessionSpec) => Run;
  readonly replay: (spec: SessionSpec, inputs: readonly Input[], end: number) => Run;
};
