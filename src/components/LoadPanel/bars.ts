/** A load's seconds as stacked bars. */
import type { LoadReport } from '@site/src/worker/protocol.ts';

type Second = LoadReport['seconds'][number];
/** In the order of the stack, from below. `errors`: answered with 500 and more. */
export const OUTCOMES = ['answered', 'errors', 'refused', 'timedOut', 'reset'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Good answers only: errors are answers, too. */
export const countOf = (second: Pick<Second, Outcome>, outcome: Outcome): number => (outcome === 'answered' ? second.answered - second.errors : second[outcome]);

export type Bar = { readonly at: number; readonly parts: readonly { readonly outcome: Outcome; readonly from: number; readonly to: number }[] };
/** Heights are shares of the busiest second. */
export function barsOf(seconds: readonly Second[]): readonly Bar[] {
  const most = Math.max(1, ...seconds.map(({ sent }) => sent));
  return seconds.map((second) => {
    let from = 0;
    const parts = OUTCOMES.flatMap((outcome) => {
      const count = countOf(second, outcome);
      if (count <= 0) return [];
      const part = { outcome, from: from / most, to: (from + count) / most };
      from += count;
      return [part];
    });
    return { at: second.at, parts };
  });
}

/** The address of the first Service that has a port, as one asks for it inside the cluster. */
export function firstAddress(services: readonly { readonly namespace: string; readonly name: string; readonly ports: string }[]): string {
  const service = services.find(({ name, ports }) => name !== 'kubernetes' && /^\d+/.test(ports));
  if (service === undefined) return 'http://web.default/';
  const port = /^\d+/.exec(service.ports)?.[0] ?? '80';
  return `http://${service.name}.${service.namespace}${port === '80' ? '' : `:${port}`}/`;
}

export function freeName(taken: readonly string[]): string {
  let number = 1;
  while (taken.includes(`load-${number}`)) number++;
  return `load-${number}`;
}
