/** What an eviction asks the pod's disruption budget. @k8s pkg/registry/core/pod/storage/eviction.go; golden cluster/node-drain-pdb */
import {
  failure, forbiddenStatus, isPodReady, KINDS, tooManyRequests, withDisruptionAllowed, type KindDefinition, type Pod, type PodDisruptionBudget, type PodDisruptionBudgetStatus, type Status,
} from '../../api/index.ts';
import { matchesLabelSelector } from '../../base/index.ts';
import { isFailure, type ResourceRequest, type ServerContext } from '../context.ts';
import { nowStamp } from '../times.ts';
import { updateObject } from '../write.ts';

const WOULD_VIOLATE = "Cannot evict pod as it would violate the pod's disruption budget.";
const STALE_RETRY_SECONDS = 10;
/** @k8s eviction.go MaxDisruptedPodSize */
const MOST_DISRUPTED = 2000;
/** The server's own requests to itself. */
const LOOPBACK = { name: 'system:apiserver', groups: ['system:masters'] };

/** Pods that hold nothing up, or go anyway. */
export const needsNoBudget = ({ metadata, status }: Pod): boolean =>
  ['Succeeded', 'Failed', 'Pending'].includes(status?.phase ?? '') || metadata?.deletionTimestamp !== undefined;

const budgetsOf = ({ store }: ServerContext, { metadata }: Pod): readonly PodDisruptionBudget[] =>
  (store.list('poddisruptionbudgets.policy', metadata?.namespace) as readonly PodDisruptionBudget[]) // the resource tells the type
    .filter(({ spec }) => spec?.selector !== undefined && matchesLabelSelector(spec.selector, metadata?.labels));

/** Why the pod has to stay; undefined once its budget has been told that it goes. */
export function refusedByBudget(context: ServerContext, request: ResourceRequest, pod: Pod, dryRun: boolean): Status | undefined {
  const budgets = budgetsOf(context, pod);
  const [budget] = budgets;
  if (budget === undefined) return undefined;
  if (budgets.length > 1) return failure(500, '', 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.');
  if (!isPodReady(pod)) {
    const { currentHealthy = 0, desiredHealthy = 0 } = budget.status ?? {};
    if (budget.spec?.unhealthyPodEvictionPolicy === 'AlwaysAllow' || (currentHealthy >= desiredHealthy && desiredHealthy > 0)) return undefined;
  }
  const refused = spent(budget);
  if (refused !== undefined || dryRun) return refused;
  return take(context, request, budget, pod);
}

const withCause = (status: Status, message: string): Status => ({ ...status, details: { ...status.details, causes: [{ reason: 'DisruptionBudget', message }] } });

function spent({ metadata, status = {} }: PodDisruptionBudget): Status | undefined {
  const name = metadata?.name ?? '';
  if ((status.observedGeneration ?? 0) < (metadata?.generation ?? 0)) {
    return withCause(tooManyRequests(WOULD_VIOLATE, STALE_RETRY_SECONDS), `The disruption budget ${name} is still being processed by the server.`);
  }
  const forbidden = (why: string): Status => forbiddenStatus({ group: 'policy', resource: 'poddisruptionbudget' }, name, why);
  const { disruptionsAllowed = 0 } = status;
  if (disruptionsAllowed < 0) return forbidden('pdb disruptions allowed is negative');
  if (Object.keys(status.disruptedPods ?? {}).length > MOST_DISRUPTED) return forbidden('DisruptedPods map too big - too many evictions not confirmed by PDB controller');
  if (disruptionsAllowed > 0) return undefined;
  return withCause(tooManyRequests(WOULD_VIOLATE), `The disruption budget ${name} ${whyNone(status)}`);
}

function whyNone({ conditions = [], desiredHealthy = 0, currentHealthy = 0 }: PodDisruptionBudgetStatus): string {
  const { reason = '', message = '' } = conditions.find(({ type, status }) => type === 'DisruptionAllowed' && status === 'False') ?? {};
  if (message !== '' && reason === 'SyncFailed') return `does not allow evicting pods currently because it failed sync: ${message}`;
  if (currentHealthy <= desiredHealthy) return `needs ${desiredHealthy} healthy pods and has ${currentHealthy} currently`;
  return `does not allow evicting pods currently${message === '' ? '' : ` (${reason}): ${message}`}`;
}

/** One disruption less, and the pod's name, so that the controller does not count it as available. */
function take(context: ServerContext, request: ResourceRequest, budget: PodDisruptionBudget, pod: Pod): Status | undefined {
  const at = nowStamp(context.clock);
  const left = (budget.status?.disruptionsAllowed ?? 0) - 1;
  const counted = { ...budget.status, disruptionsAllowed: left, disruptedPods: { ...budget.status?.disruptedPods, [pod.metadata?.name ?? '']: at } };
  const status = left === 0 ? withDisruptionAllowed(counted, budget.metadata?.generation, at) : counted;
  const kind = KINDS.PodDisruptionBudget as unknown as KindDefinition; // plain, as requests carry it
  const own: ResourceRequest = { ...request, kind, asked: kind, resource: 'poddisruptionbudgets.policy', name: budget.metadata?.name, subresource: 'status', method: 'PUT', body: undefined, trusted: true, user: LOOPBACK, headers: { 'user-agent': 'kube-apiserver' } };
  const written = updateObject(context, own, budget, { next: { ...budget, status } as PodDisruptionBudget, prepare: (same) => same, validated: false, checkRevision: false });
  return isFailure(written) ? written.failure : undefined;
}
