/** Hands a machine's rules to XState's `setup`: guards and delays as they are, updates as `assign`, effects as names of no consequence. */
import { assign } from 'xstate';

type Functions = { readonly [name: string]: (context: never, event: never) => unknown };
type Parts = { readonly guards?: Functions; readonly updates?: Functions; readonly effects?: Functions; readonly delays?: Functions };
type Keys<T> = T extends object ? Extract<keyof T, string> : never;
type Args<C, E> = { readonly context: C; readonly event: E };
type Wired<C, E, P extends Parts> = {
  readonly guards: { readonly [name in Keys<P['guards']>]: (args: Args<C, E>) => boolean };
  readonly actions: { readonly [name in Keys<P['updates']> | Keys<P['effects']>]: (args: Args<C, E>) => void };
  readonly delays: { readonly [name in Keys<P['delays']>]: (args: Args<C, E>) => number };
};

const mapped = <T>(functions: Functions | undefined, change: (run: (context: never, event: never) => unknown) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(functions ?? {}).map(([name, run]) => [name, change(run)]));

/** Call as `wired<Context, Event>()(rules)`: the rules' names are inferred, so that a config can only use what there is. */
export const wired = <C, E>() => <P extends Parts>(rules: P): Wired<C, E, P> => {
  const plainly = (run: (context: never, event: never) => unknown) => ({ context, event }: Args<never, never>): unknown => run(context, event);
  return {
    guards: mapped(rules.guards, plainly), delays: mapped(rules.delays, plainly),
    actions: { ...mapped(rules.effects, () => () => undefined), ...mapped(rules.updates, (run) => assign(({ context, event }) => run(context as never, event as never) as object)) },
    // The names are those of the rules; XState takes an `assign` wherever it takes a function.
  } as unknown as Wired<C, E, P>;
};
