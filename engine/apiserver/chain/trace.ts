/** One request's way through the server, told to whoever listens: authentication, authorisation, admission, validation, storage. */
import type { User } from '../request.ts';

export type StageName = 'authentication' | 'impersonation' | 'authorization' | 'mutating admission' | 'validation' | 'validating admission' | 'storage';
export type Stage = {
  readonly stage: StageName;
  /** The admission plugin. */
  readonly plugin?: string;
  /** `changed`: the object went on with other content. */
  readonly verdict: 'passed' | 'changed' | 'refused';
  /** A reason, an error, what was written; '' when there is nothing to say. */
  readonly detail: string;
};
export type RequestTrace = {
  /** Counts from 1 for each server. */
  readonly id: number;
  /** Milliseconds of virtual time. */
  readonly time: number;
  /** After impersonation. */
  readonly user: User;
  /** From a part of the cluster itself; else somebody came with a certificate, a token, or nothing. */
  readonly own: boolean;
  /** As authorisation sees it: `list`, `create`; of paths that are not about objects the method. */
  readonly verb: string;
  /** With its query. */
  readonly path: string;
  readonly stages: readonly Stage[];
  readonly code: number;
};
export type RequestListener = (trace: RequestTrace) => void;
