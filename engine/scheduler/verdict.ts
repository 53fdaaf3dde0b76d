/** What each plugin said of each node for one pod: the answer to "why there?" and "why not?". */
import type { Rejection } from './plugin.ts';

export type NodeVerdict = {
  readonly node: string;
  /** The filter that refused the node, and why. */
  readonly refusedBy?: string;
  readonly reasons?: readonly string[];
  /** Whether removing other pods could have helped. */
  readonly resolvable?: boolean;
  /** Weighted points of each scoring plugin, and their sum, for nodes that fit. */
  readonly scores?: { readonly [plugin: string]: number };
  readonly total?: number;
};

export type Verdict = {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly attempt: number;
  readonly nodes: readonly NodeVerdict[];
  readonly chosen?: string;
  /** Set when no node was looked at. */
  readonly refused?: string;
  /** The text of FailedScheduling. */
  readonly message?: string;
};

export const refusal = (node: string, plugin: string, rejection: Rejection): NodeVerdict =>
  ({ node, refusedBy: plugin, reasons: rejection.reasons, resolvable: rejection.resolvable });
