/** Which faults a machine can be given now, and how they are undone. */
import type { InputBody } from '@site/src/worker/protocol.ts';

type Pair = { readonly start: string; readonly end?: string; readonly workersOnly?: true };
/** In the order of the menu. Power has a button of its own. */
const PAIRS: readonly Pair[] = [
  { start: 'network-cut', end: 'network-heal' }, { start: 'network-cut-api', end: 'network-heal', workersOnly: true },
  { start: 'kubelet-stop', end: 'kubelet-start' }, { start: 'runtime-stop', end: 'runtime-start' }, { start: 'node-shutdown' },
  { start: 'disk-fill', end: 'disk-free' }, { start: 'memory-fill', end: 'memory-free' }, { start: 'disk-death', end: 'disk-replace' },
  { start: 'clock-skew', end: 'clock-sync' }, { start: 'node-delete' }, { start: 'node-remove', workersOnly: true },
];
const NEEDS_POWER: ReadonlySet<string> = new Set(['kubelet-stop', 'kubelet-start', 'runtime-stop', 'runtime-start', 'node-shutdown', 'disk-fill', 'disk-free', 'memory-fill', 'memory-free', 'disk-death', 'disk-replace']);
/** A network is cut once; healing ends either cut. */
const isCut = (faults: readonly string[]): boolean => faults.includes('network-cut') || faults.includes('network-cut-api');

/** @param holding what was done to the machine and still holds */
export function offeredFaults(holding: readonly string[], controlPlane: boolean): readonly string[] {
  if (holding.includes('node-remove')) return ['node-delete'];
  const powerless = holding.includes('node-power-off');
  return PAIRS.filter(({ start, workersOnly }) => !(workersOnly === true && controlPlane) && (holding.includes(start) || !start.startsWith('network-cut') || !isCut(holding)))
    .map(({ start, end }) => (end !== undefined && holding.includes(start) ? end : start))
    .filter((fault) => !powerless || !NEEDS_POWER.has(fault));
}

const BACK_SECONDS = -3600;
export const faultInput = (fault: string, node: string): InputBody => ({ type: 'fault', fault, target: fault === 'clock-skew' ? `${node}/${BACK_SECONDS}` : node });

/** The next name in the row of the workers': node03 after node02. */
export function nextName(names: readonly string[]): string {
  const numbers = names.flatMap((name) => { const match = /^node(\d+)$/.exec(name); return match === null ? [] : [Number(match[1])]; });
  return `node${String(Math.max(0, ...numbers) + 1).padStart(2, '0')}`;
}
