/** A machine's picture as plain data, in the order in which its config is written. Needs the config only, not XState. */

export type ChartState = {
  /** `running.started`. */
  readonly path: string;
  /** '' for a state at the top. */
  readonly parent: string;
  /** Its parent begins in it; a region of a parallel state always is. */
  readonly initial: boolean;
  readonly final: boolean;
  /** Its children are regions that are all active at once. */
  readonly parallel: boolean;
};
export type ChartTransition = {
  /** '' is the machine itself: from wherever it is. */
  readonly from: string;
  /** The same as `from` if only something is done. */
  readonly to: string;
  /** The event's type, or the delay's name. As the keys of `Words.events`. */
  readonly event: string;
  /** All that must be true: one at most, and what the entries before it in the list do not say. */
  readonly guards: readonly string[];
  /** The delay's name; undefined for an event. */
  readonly delay: string | undefined;
  readonly actions: readonly string[];
};
export type MachineChart = { readonly name: string; readonly parallel: boolean; readonly states: readonly ChartState[]; readonly transitions: readonly ChartTransition[] };

type TransitionConfig = { readonly target?: string; readonly guard?: string; readonly actions?: readonly string[] | string };
type Transitions = { readonly [event: string]: TransitionConfig | readonly TransitionConfig[] | string };
type StateConfig = {
  readonly id?: string; readonly initial?: string; readonly type?: string;
  readonly on?: Transitions; readonly after?: Transitions; readonly states?: { readonly [name: string]: StateConfig };
};

/** @param machine anything with a machine's config: the XState machine itself will do. */
export function chartOf(machine: { readonly config: object }): MachineChart {
  const config = machine.config as StateConfig; // configs are JSON of this form: a test says so of every machine
  const name = config.id ?? '';
  const states: ChartState[] = [];
  const transitions: ChartTransition[] = [];
  visit(config, '', { name, states, transitions });
  return { name, parallel: config.type === 'parallel', states, transitions };
}

type Drawing = { readonly name: string; readonly states: ChartState[]; readonly transitions: ChartTransition[] };

function visit(config: StateConfig, path: string, drawing: Drawing): void {
  const add = (list: Transitions | undefined, isDelay: boolean): void => {
    for (const [event, entry] of Object.entries(list ?? {})) {
      for (const each of asList(entry)) {
        drawing.transitions.push({
          from: path, to: each.target === undefined ? path : targetOf(each.target, path, drawing.name), event,
          guards: each.guard === undefined ? [] : [each.guard], delay: isDelay ? event : undefined,
          actions: each.actions === undefined ? [] : typeof each.actions === 'string' ? [each.actions] : each.actions,
        });
      }
    }
  };
  add(config.on, false);
  add(config.after, true);
  for (const [name, inner] of Object.entries(config.states ?? {})) {
    const own = path === '' ? name : `${path}.${name}`;
    drawing.states.push({
      path: own, parent: path, initial: config.type === 'parallel' || config.initial === name,
      final: inner.type === 'final', parallel: inner.type === 'parallel',
    });
    visit(inner, own, drawing);
  }
}

function asList(entry: Transitions[string]): readonly TransitionConfig[] {
  if (typeof entry === 'string') return [{ target: entry }];
  return Array.isArray(entry) ? entry as readonly TransitionConfig[] : [entry as TransitionConfig]; // Array.isArray does not narrow a readonly array
}

/** `.child` is below, `#machine.path` is from the top, anything else is beside. */
function targetOf(target: string, from: string, name: string): string {
  if (target.startsWith(`#${name}.`)) return target.slice(name.length + 2);
  if (target.startsWith('.')) return from === '' ? target.slice(1) : from + target;
  const parent = from.includes('.') ? from.slice(0, from.lastIndexOf('.')) : '';
  return parent === '' ? target : `${parent}.${target}`;
}
