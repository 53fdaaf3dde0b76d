/** What each plugin said of each node for one pod: the answer to "why there?" and "why not?". */
import type { Figure, Rejection } from './plugin.ts';

export type NodeVerdict = {
  readonly node: string;
  /** The filter that refused the node, and why. */
  readonly refusedBy?: string;
  readonly reasons?: readonly string[];
  /** Whether removing other pods could have helped. */
  readonly resolvable?: boolean;
  /** Counts behind the refusal: how uneven pods are spread, how many are in the way. */
  readonly figures?: readonly Figure[];
  /** Weighted points of each scoring plugin, and their sum, for nodes that fit. */
  readonly scores?: { readonly [plugin: string]: number };
  readonly total?: number;
  /** Pods that would have to go, `namespace/name`, where that was looked into. */
  readonly victims?: readonly string[];
};

export type Verdict = {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly attempt: number;
  /** Put together when it is read. Of very many verdicts the oldest lose this. */
  readonly nodes: readonly NodeVerdict[];
  readonly chosen?: string;
  /** Set when no node was looked at. */
  readonly refused?: string;
  /** The text of FailedScheduling. */
  readonly message?: string;
};

export const refusal = (node: string, plugin: string, { reasons, resolvable }: Rejection, figures: readonly Figure[] | undefined): NodeVerdict =>
  ({ node, refusedBy: plugin, reasons, resolvable, ...(figures === undefined || figures.length === 0 ? {} : { figures }) });

export type VerdictBook = {
  get(uid: string): Verdict | undefined;
  /** `cost`: about how many numbers the verdict keeps. */
  set(uid: string, verdict: Verdict, cost: number): void;
  delete(uid: string): void;
};

/** Numbers kept in all: verdicts of 5,000 pods on 100 nodes, and far less than the cluster itself takes. */
const KEPT = 4_000_000;

export function createVerdictBook(): VerdictBook {
  const book = new Map<string, { verdict: Verdict; cost: number }>();
  /** Those of `book` that still cost something, the oldest first: what was cut short is not walked past again. */
  const whole = new Set<string>();
  let kept = 0;
  const remove = (uid: string): void => { kept -= book.get(uid)?.cost ?? 0; book.delete(uid); whole.delete(uid); };
  const cutShort = (uid: string): void => {
    const entry = book.get(uid);
    whole.delete(uid);
    if (entry === undefined) return;
    kept -= entry.cost;
    const { at, attempt, chosen, refused, message } = entry.verdict;
    book.set(uid, { cost: 0, verdict: { at, attempt, nodes: [], ...(chosen === undefined ? {} : { chosen }), ...(refused === undefined ? {} : { refused }), ...(message === undefined ? {} : { message }) } });
  };
  return {
    get: (uid) => book.get(uid)?.verdict,
    delete: remove,
    set(uid, verdict, cost) {
      remove(uid);
      book.set(uid, { verdict, cost });
      if (cost > 0) whole.add(uid);
      kept += cost;
      if (kept <= KEPT) return;
      for (const oldest of whole) {
        if (kept <= KEPT) return;
        cutShort(oldest);
      }
    },
  };
}
