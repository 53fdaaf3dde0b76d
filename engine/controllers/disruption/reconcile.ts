/** How many pods of a budget may go. @k8s pkg/controller/disruption/disruption.go trySync; golden cluster/node-drain-pdb */
import { controllerOf, isPodReady, KINDS, sameObject, withDisruptionAllowed, type Pod, type PodDisruptionBudget, type PodDisruptionBudgetStatus } from '../../api/index.ts';
import { goLabelSelector } from '../../base/index.ts';
import { isDeleting, keyOf, nameOf, namespaceOf } from '../owners.ts';
import { event, kindOf, send, type Reconcile, type Request } from '../request.ts';
import { expectedScale, scaled, type ScaleOf } from './scale.ts';

export const BY = 'disruption-controller';
/** The events' source, as upstream names it. */
export const SOURCE = 'controllermanager';
/** So long after its eviction a pod is expected to be gone. */
const DELETION_MS = 120_000;

type Wanted = { readonly expectedPods: number; readonly desiredHealthy: number; /** Some pods have no controller. */ readonly unmanaged: boolean };
const ZERO = { currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 };

const unmanagedText = ({ spec }: PodDisruptionBudget): string => `Pods selected by this PodDisruptionBudget (selector: ${goLabelSelector(spec?.selector)}) were found to be unmanaged. `
  + 'As a result, the status of the PDB cannot be calculated correctly, which may result in undefined behavior. '
  + 'To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.';

function wantedBy({ spec }: PodDisruptionBudget, pods: readonly Pod[], scaleOf: ScaleOf): Wanted | string {
  const { minAvailable, maxUnavailable } = spec ?? {};
  if (maxUnavailable === undefined && typeof minAvailable === 'number') return { desiredHealthy: minAvailable, expectedPods: pods.length, unmanaged: false };
  if (maxUnavailable === undefined && minAvailable === undefined) return { desiredHealthy: 0, expectedPods: 0, unmanaged: false };
  const expectedPods = expectedScale(pods, scaleOf);
  if (typeof expectedPods === 'string') return expectedPods;
  const unmanaged = pods.some((pod) => controllerOf(pod) === undefined);
  if (maxUnavailable !== undefined) return { expectedPods, desiredHealthy: Math.max(0, expectedPods - scaled(maxUnavailable, expectedPods)), unmanaged };
  return { expectedPods, desiredHealthy: scaled(minAvailable ?? 0, expectedPods), unmanaged };
}

type Disrupted = { readonly [pod: string]: string };

export type Facts = {
  readonly budget: PodDisruptionBudget; readonly pods: readonly Pod[]; readonly scaleOf: ScaleOf;
  readonly now: number;
  /** RFC 3339 */
  readonly stamp: string;
};

export function* reconcileBudget({ budget, pods, scaleOf, now, stamp }: Facts): Reconcile {
  if (pods.length === 0) yield [event(budget, 'Normal', 'NoPods', 'No matching pods found')];
  const wanted = wantedBy(budget, pods, scaleOf);
  if (typeof wanted === 'string') {
    yield [event(budget, 'Warning', 'CalculateExpectedPodCountFailed', `Failed to calculate the number of expected pods: ${wanted}`)];
    // Nothing may go; the rest of the status stays as old as it is.
    const failed = { ...ZERO, ...budget.status, disruptionsAllowed: 0 };
    return yield* write(budget, withDisruptionAllowed(failed, budget.status?.observedGeneration, stamp, wanted));
  }
  if (wanted.unmanaged) yield [event(budget, 'Warning', 'UnmanagedPods', unmanagedText(budget))];
  const { disrupted, events, recheckMs } = stillDisrupted(budget, pods, now);
  const healthy = pods.filter((pod) => !isDeleting(pod) && disrupted[nameOf(pod)] === undefined && isPodReady(pod)).length;
  const spare = wanted.expectedPods <= 0 ? 0 : Math.max(0, healthy - wanted.desiredHealthy);
  const { disruptedPods: _before, ...status } = budget.status ?? {};
  const { expectedPods, desiredHealthy } = wanted;
  const next: PodDisruptionBudgetStatus = {
    ...status, expectedPods, desiredHealthy, observedGeneration: budget.metadata?.generation ?? 0, currentHealthy: healthy, disruptionsAllowed: spare,
    ...(Object.keys(disrupted).length === 0 ? {} : { disruptedPods: disrupted }),
  };
  if (events.length > 0) yield events;
  const refused = yield* write(budget, withDisruptionAllowed(next, budget.metadata?.generation, stamp));
  if (refused === undefined && recheckMs !== undefined) yield [{ verb: 'again', afterMs: recheckMs + 1 }];
  return refused;
}

/** Evicted pods that are not yet being deleted. */
function stillDisrupted(budget: PodDisruptionBudget, pods: readonly Pod[], now: number): { disrupted: Disrupted; events: Request[]; recheckMs: number | undefined } {
  const disrupted: { [pod: string]: string } = {};
  const events: Request[] = [];
  let recheckMs: number | undefined;
  for (const pod of pods) {
    const at = budget.status?.disruptedPods?.[nameOf(pod)];
    if (at === undefined || isDeleting(pod)) continue;
    const left = Date.parse(at) + DELETION_MS - now;
    if (left < 0) {
      // The namespace twice is upstream's.
      events.push(event(pod, 'Warning', 'NotDeleted', `Pod was expected by PDB ${namespaceOf(budget)}/${namespaceOf(budget)} to be deleted but it wasn't`));
      continue;
    }
    disrupted[nameOf(pod)] = at;
    recheckMs = Math.min(recheckMs ?? left, left);
  }
  return { disrupted, events, recheckMs };
}

function* write(budget: PodDisruptionBudget, status: PodDisruptionBudgetStatus): Reconcile {
  if (sameObject(status, budget.status)) return undefined;
  const because = { by: BY, rule: 'the status of a budget says how many pods may go', cause: `poddisruptionbudgets/${keyOf(budget)}` };
  const result = yield* send({ verb: 'update', kind: kindOf(KINDS.PodDisruptionBudget), object: { ...budget, status } as PodDisruptionBudget, subresource: 'status', because });
  return result.ok || result.status.code === 404 ? undefined : result.status;
}
