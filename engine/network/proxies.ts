/** The kube-proxy of each node: whether it runs, and which rules its node has. */
import type { Clock } from '../time/index.ts';
import { NO_RULES, type ProxyRules, type RuleSet } from './rules.ts';

export type Proxies = {
  /** The rules in the node's kernel: they stay when the proxy goes, and go with the machine's power. */
  rulesOn(node: string): RuleSet;
  isRunning(node: string): boolean;
};
type Entry = { running: boolean; hears: boolean; rules: RuleSet };
export type ProxyControl = Proxies & {
  /** Nodes are taken to have a living proxy until somebody says otherwise. */
  setRunning(node: string, running: boolean): void;
  /** Whether news of the API server reach the node. */
  setHears(node: string, hears: boolean): void;
  /** Power went: the kernel's rules are gone. */
  clear(node: string): void;
  forget(node: string): void;
};

/** From the start of the program, or from its next try to reach the API server, to its first sync. */
const START_MS = 500;

export function createProxies(clock: Clock, rules: ProxyRules): ProxyControl {
  const known = new Map<string, Entry>();
  const entryOf = (node: string): Entry => {
    const found = known.get(node) ?? { running: true, hears: true, rules: rules.live };
    known.set(node, found);
    return found;
  };
  const settle = (node: string, change: Partial<Entry>): void => {
    const entry = entryOf(node);
    const before = entry.running && entry.hears;
    Object.assign(entry, change);
    const now = entry.running && entry.hears;
    if (before && !now && entry.rules === rules.live) entry.rules = rules.snapshot();
    if (!before && now) clock.after(START_MS + rules.syncMs, () => { if (known.get(node) === entry && entry.running && entry.hears) entry.rules = rules.live; });
  };
  return {
    rulesOn: (node) => known.get(node)?.rules ?? rules.live,
    isRunning: (node) => known.get(node)?.running ?? true,
    setRunning: (node, running) => settle(node, { running }),
    setHears: (node, hears) => settle(node, { hears }),
    clear(node) { entryOf(node).rules = NO_RULES; },
    forget(node) { known.delete(node); },
  };
}
