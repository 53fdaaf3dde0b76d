/** What a load source has seen, second by second. */
import type { Hop, TracedRequest } from '../../network/index.ts';

export type Counts = { readonly answered: number; readonly refused: number; readonly timedOut: number; readonly reset: number };
/** `at`: ms since the load began; a request belongs to the second in which it was sent. `errors`: answered with a code of 500 and more. */
export type LoadSecond = Counts & { readonly at: number; readonly sent: number; readonly errors: number; readonly slowestMs: number };
export type LoadReport = {
  readonly name: string; readonly url: string; readonly from: string; readonly rate: number;
  /** Virtual time, ms since 1970. `endedAt`: undefined while it runs. */
  readonly startedAt: number; readonly endedAt: number | undefined;
  /** Why it ended though nobody stopped it. */
  readonly problem: string | undefined;
  readonly total: Counts & { readonly sent: number; readonly errors: number };
  /** Sent and neither answered nor failed yet. */
  readonly open: number;
  readonly seconds: readonly LoadSecond[];
  /** Of answered requests. */
  readonly codes: { readonly [code: string]: number };
  /** By the last pod (`namespace/name`) that a request got to. */
  readonly backends: { readonly [pod: string]: Counts };
};

type Outcome = TracedRequest['outcome'];
const FIELD = { answered: 'answered', refused: 'refused', 'timed out': 'timedOut', reset: 'reset' } as const satisfies { readonly [outcome in Outcome]: keyof Counts };
type Mutable<T> = { -readonly [key in keyof T]: T[key] };
const zero = (): Mutable<Counts> => ({ answered: 0, refused: 0, timedOut: 0, reset: 0 });

export type Tally = {
  sent(at: number): void;
  /** @param sentAt when the request was begun @param ms how long it took */
  ended(sentAt: number, ms: number, outcome: Outcome, code?: number, hops?: readonly Hop[]): void;
  read(): Pick<LoadReport, 'total' | 'open' | 'seconds' | 'codes' | 'backends'>;
};

const SECOND = 1000;

export function createTally(startedAt: number): Tally {
  const total = { ...zero(), sent: 0, errors: 0 };
  const seconds = new Map<number, Mutable<LoadSecond>>();
  const codes = new Map<number, number>();
  const backends = new Map<string, Mutable<Counts>>();
  let open = 0;
  const secondOf = (at: number): Mutable<LoadSecond> => {
    const index = Math.trunc((at - startedAt) / SECOND);
    let second = seconds.get(index);
    if (second === undefined) { second = { ...zero(), at: index * SECOND, sent: 0, errors: 0, slowestMs: 0 }; seconds.set(index, second); }
    return second;
  };
  return {
    sent(at) { total.sent++; open++; secondOf(at).sent++; },
    ended(sentAt, ms, outcome, code, hops = []) {
      const field = FIELD[outcome];
      const second = secondOf(sentAt);
      open--;
      total[field]++;
      second[field]++;
      second.slowestMs = Math.max(second.slowestMs, ms);
      if (code !== undefined) {
        codes.set(code, (codes.get(code) ?? 0) + 1);
        if (code >= 500) { second.errors++; total.errors++; }
      }
      const to = hops.at(-1)?.to;
      if (to?.kind !== 'pod') return;
      const key = `${to.namespace}/${to.name}`;
      const backend = backends.get(key) ?? zero();
      backends.set(key, backend);
      backend[field]++;
    },
    read: () => ({
      total: { ...total }, open, seconds: [...seconds.values()].map((second) => ({ ...second })),
      codes: Object.fromEntries([...codes].toSorted(([a], [b]) => a - b)),
      backends: Object.fromEntries([...backends].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([pod, counts]) => [pod, { ...counts }])),
    }),
  };
}

/** Requests that did not get an answer, or an answer that says that the server failed: what "no failed request" means. */
export const failuresIn = ({ total }: Pick<LoadReport, 'total'>): number => total.refused + total.timedOut + total.reset + total.errors;
