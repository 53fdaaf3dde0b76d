/** Eviction thresholds of the configuration, and what they are compared with. @k8s pkg/kubelet/eviction/helpers.go ParseThresholdConfig, thresholdsMet */
import { parseDuration, parseQuantity, quantityFromValue, type Quantity } from '../../base/index.ts';
import type { NodeUse } from '../node/figures.ts';
import type { KubeletSettings, Signals } from '../node/configuration.ts';
import type { PressureType } from '../node/state.ts';

export type Resource = 'memory' | 'ephemeral-storage' | 'inodes' | 'pids';
type SignalFacts = { readonly condition: PressureType; readonly resource: Resource; readonly seen: (use: NodeUse) => { readonly available: number; readonly capacity: number } };

/** Images and containers lie on the node's own file system: both signals see the same disk. */
const disk = ({ disk: { available, capacity } }: NodeUse) => ({ available, capacity });
const inodes = ({ inodes: { free, capacity } }: NodeUse) => ({ available: free, capacity });

export const SIGNALS: { readonly [signal: string]: SignalFacts } = {
  'memory.available': { condition: 'MemoryPressure', resource: 'memory', seen: ({ memory: { available, capacity } }) => ({ available, capacity }) },
  'nodefs.available': { condition: 'DiskPressure', resource: 'ephemeral-storage', seen: disk },
  'nodefs.inodesFree': { condition: 'DiskPressure', resource: 'inodes', seen: inodes },
  'imagefs.available': { condition: 'DiskPressure', resource: 'ephemeral-storage', seen: disk },
  'imagefs.inodesFree': { condition: 'DiskPressure', resource: 'inodes', seen: inodes },
  'pid.available': { condition: 'PIDPressure', resource: 'pids', seen: ({ pids: { max, running } }) => ({ available: max - running, capacity: max }) },
};

type Amount = { readonly quantity: Quantity } | { readonly share: number };
export type Threshold = { readonly signal: string; readonly facts: SignalFacts; readonly amount: Amount; readonly graceMs: number; readonly minReclaim: Amount | undefined };

/** Go keeps the percentage as a float32. @k8s pkg/kubelet/eviction/helpers.go parsePercentage */
function amountOf(text: string | undefined): Amount | undefined {
  if (text === undefined) return undefined;
  if (text.endsWith('%')) return { share: Math.fround(Math.fround(Number(text.slice(0, -1))) / 100) };
  const parsed = parseQuantity(text);
  return parsed.ok ? { quantity: parsed.quantity } : undefined;
}

const thresholdsIn = (given: Signals, settings: KubeletSettings, graceOf: (signal: string) => number): Threshold[] =>
  Object.entries(given).flatMap(([signal, text]) => {
    const facts = SIGNALS[signal];
    const amount = amountOf(text);
    // A percentage of 0 or 100 turns a threshold off. @k8s pkg/kubelet/eviction/helpers.go parseThresholdStatement
    if (facts === undefined || amount === undefined || text === '0%' || text === '100%') return [];
    return [{ signal, facts, amount, graceMs: graceOf(signal), minReclaim: amountOf(settings.evictionMinimumReclaim[signal]) }];
  });

function graceMs(settings: KubeletSettings, signal: string): number {
  const parsed = parseDuration(settings.evictionSoftGracePeriod[signal] ?? '0s');
  return parsed.ok ? parsed.ms : 0;
}

/** Memory comes before all other resources. @k8s pkg/kubelet/eviction/helpers.go byEvictionPriority */
export const thresholdsOf = (settings: KubeletSettings): Threshold[] => {
  const all = [...thresholdsIn(settings.evictionHard, settings, () => 0), ...thresholdsIn(settings.evictionSoft, settings, (signal) => graceMs(settings, signal))];
  return [...all.filter(({ facts }) => facts.resource === 'memory'), ...all.filter(({ facts }) => facts.resource !== 'memory')];
};

/** What must be available: `100Mi`, or the share of the capacity. */
export const quantityOfThreshold = (amount: Amount, capacity: number): Quantity =>
  ('quantity' in amount ? amount.quantity : quantityFromValue(Math.trunc(capacity * amount.share), 'BinarySI'));

/** @param withReclaim once starved, a threshold wants its minimum to reclaim on top */
export function isMet({ facts, amount, minReclaim }: Threshold, use: NodeUse, withReclaim: boolean): boolean {
  const { available, capacity } = facts.seen(use);
  const asked = quantityOfThreshold(amount, capacity).nano + (withReclaim && minReclaim !== undefined ? quantityOfThreshold(minReclaim, capacity).nano : 0n);
  return asked > BigInt(available) * 1_000_000_000n;
}
