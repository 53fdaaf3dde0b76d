/**
 * Hints by annotation: each zone gets endpoints in proportion to its processors, if there are enough of them and no endpoint would have
 * to carry a fifth more than its share. @k8s staging/src/k8s.io/endpointslice/topologycache
 */
import { conditionIs, type Endpoint, type EndpointSlice, type Node } from '../../api/index.ts';
import { milliValue, quantityOf } from '../../base/index.ts';
import { applyHints, isReady, type Hinter } from './hints.ts';
import type { Plan } from './slices.ts';

const ZONE = 'topology.kubernetes.io/zone';
const EXCLUDED = ['node-role.kubernetes.io/control-plane', 'node-role.kubernetes.io/master'];
const OVERLOAD = 0.2;

export type Counts = ReadonlyMap<string, number>;
export type TopologyEvent = { readonly type: 'Normal' | 'Warning'; readonly reason: string; readonly message: string };
export type Hinted = { readonly plan: Plan; readonly events: readonly TopologyEvent[]; /** How many endpoints are for each zone; undefined: no hints. */ readonly zones: Counts | undefined };
type Allocation = { readonly minimum: number; readonly maximum: number; readonly desired: number };

/** Each zone's part of all processors; undefined where a node does not tell its zone, or there is one zone only. */
export function zoneRatios(nodes: readonly Node[]): Counts | undefined {
  const cpu = new Map<string, number>();
  let total = 0;
  for (const node of nodes) {
    const labels = node.metadata?.labels ?? {};
    if (EXCLUDED.some((label) => labels[label] !== undefined) || !conditionIs(node, 'Ready')) continue;
    const zone = labels[ZONE] ?? '';

    const milli = milliValue(quantityOf(node.status?.allocatable?.['cpu']));
    if (zone === '' || milli === 0) return undefined;
    cpu.set(zone, (cpu.get(zone) ?? 0) + milli);
    total += milli;
  }
  if (total === 0 || cpu.size < 2) return undefined;
  return new Map([...cpu].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([zone, amount]) => [zone, amount / total]));
}

const least = (share: number): number => Math.ceil(share * (1 / (1 + OVERLOAD)));

/** Whether a zone has too few endpoints for its processors. */
export function isOverloaded(zones: Counts, ratios: Counts | undefined): boolean {
  if (zones.size === 0) return false;
  if (ratios === undefined) return true;
  const total = [...zones.values()].reduce((sum, n) => sum + n, 0);
  return [...ratios].some(([zone, ratio]) => (zones.get(zone) ?? -1) < least(total * ratio));
}

function allocate(count: number, ratios: Counts | undefined): ReadonlyMap<string, Allocation> | string {
  if (ratios === undefined) return 'Insufficient Node information: allocatable CPU or zone not specified on one or more nodes';
  const told = `(${count} endpoints, ${ratios.size} zones)`;
  if (ratios.size > count) return `Insufficient number of endpoints ${told}`;
  const minima = [...ratios].map(([zone, ratio]) => ({ zone, minimum: least(ratio * count), share: ratio * count }));
  const sum = minima.reduce((all, { minimum }) => all + minimum, 0);
  if (sum > count) return `Unable to allocate minimum required endpoints to each zone without exceeding overload threshold ${told}`;
  return new Map(minima.map(({ zone, minimum, share }) => [zone, { minimum, desired: Math.max(share, minimum), maximum: minimum + count - sum }]));
}

const readyIn = (endpoints: readonly Endpoint[] | undefined): number => (endpoints ?? []).filter(isReady).length;
const disabled = (type: string, why: string): TopologyEvent => ({ type: 'Warning', reason: 'TopologyAwareHintsDisabled', message: `${why}, addressType: ${type}` });

/** @param before whether the Service had hints so far */
export function hintsByTopology(plan: Plan, ratios: Counts | undefined, type: string, before: boolean): Hinted {
  const without = (why: string): Hinted => ({ plan: applyHints(plan, () => 'none'), events: [disabled(type, why)], zones: undefined });
  const count = [...plan.create, ...plan.update.map(({ content }) => content), ...plan.unchanged].reduce((sum, { endpoints }) => sum + readyIn(endpoints), 0);
  const allocations = allocate(count, ratios);
  if (typeof allocations === 'string') return without(allocations);
  const zones = new Map<string, number>();
  const wrong = plan.unchanged.filter((slice) => !keepsHints(slice, zones, allocations));
  const update = [...plan.update, ...wrong.map((slice) => ({ slice, content: { ports: slice.ports ?? [], endpoints: slice.endpoints ?? [] } }))];
  const written = [...plan.create, ...update.map(({ content }) => content)].flatMap(({ endpoints }) => endpoints).filter(isReady);
  if (written.some(({ zone = '' }) => zone === '')) return without('One or more endpoints do not have a zone specified');
  const wanted = new Map<Endpoint, string>();
  for (const endpoint of written) add(zones, endpoint.zone ?? '', 1);
  redistribute(written, wanted, zones, allocations);
  if (zones.size === 0) return without('No hints allocated for zones');
  const hinter: Hinter = (endpoint) => (isReady(endpoint) ? { forZones: [{ name: wanted.get(endpoint) ?? endpoint.zone ?? '' }] } : undefined);
  const kept = plan.unchanged.filter((slice) => !wrong.includes(slice));
  const applied = applyHints({ ...plan, update, unchanged: [] }, hinter);
  const enabled: TopologyEvent = { type: 'Normal', reason: 'TopologyAwareHintsEnabled', message: `Topology Aware Hints has been enabled, addressType: ${type}` };
  return { plan: { ...applied, unchanged: kept }, zones, events: before ? [] : [enabled] };
}

const add = (counts: Map<string, number>, key: string, by: number): void => { counts.set(key, (counts.get(key) ?? 0) + by); };

/** Counts the hints of a slice that nothing else changes, unless they cannot stay. @k8s topologycache/utils.go getHintsByZone */
function keepsHints(slice: EndpointSlice, zones: Map<string, number>, allocations: ReadonlyMap<string, Allocation>): boolean {
  const own = new Map<string, number>();
  for (const { hints } of (slice.endpoints ?? []).filter(isReady)) {
    if ((hints?.forZones ?? []).length === 0) return false;
    for (const { name } of hints?.forZones ?? []) { if (!allocations.has(name)) return false; add(own, name, 1); }
  }
  for (const [zone, n] of own) if (n + (zones.get(zone) ?? 0) > (allocations.get(zone)?.maximum ?? 0)) return false;
  for (const [zone, n] of own) add(zones, zone, n);
  return true;
}

/** Zones with more endpoints than their share give some to those with fewer. */
function redistribute(endpoints: readonly Endpoint[], wanted: Map<Endpoint, string>, zones: Map<string, number>, allocations: ReadonlyMap<string, Allocation>): void {
  const [giving, receiving] = exchange(zones, allocations);
  for (const endpoint of endpoints) {
    const from = endpoint.zone ?? '';
    const [to] = receiving.keys();
    if (to === undefined || giving.size === 0) return;
    if (!giving.has(from)) continue;
    wanted.set(endpoint, to);
    for (const [side, zone] of [[giving, from], [receiving, to]] as const) { if (side.get(zone) === 1) side.delete(zone); else add(side, zone, -1); }
    add(zones, to, 1);
    add(zones, from, -1);
  }
}

/** @k8s topologycache/utils.go getGivingAndReceivingZones */
function exchange(zones: Counts, allocations: ReadonlyMap<string, Allocation>): readonly [Map<string, number>, Map<string, number>] {
  const differences = [...allocations].map(([zone, { desired }]) => [zone, (zones.get(zone) ?? 0) - desired] as const);
  const over = new Map(differences.filter(([, n]) => n > 0));
  const under = new Map(differences.filter(([, n]) => n < 0).map(([zone, n]) => [zone, -n]));
  const [giving, receiving] = [new Map<string, number>(), new Map<string, number>()];
  for (;;) {
    const [from, give] = most(over);
    const [to, take] = most(under);
    if (from === '' || to === '' || (give < 1 && take < 1) || give < 0.5 || take < 0.5) return [giving, receiving];
    add(giving, from, 1);
    add(over, from, -1);
    add(receiving, to, 1);
    add(under, to, -1);
  }
}

function most(amounts: Counts): readonly [zone: string, amount: number] {
  let best: readonly [string, number] = ['', 0];
  for (const entry of amounts) if (entry[1] > best[1]) best = entry;
  return best;
}
