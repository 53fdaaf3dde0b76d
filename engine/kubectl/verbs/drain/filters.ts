/** Which pods leave a node, which stay, and which are in the way. @k8s kubectl/pkg/drain/filters.go */
import { controllerOf } from '../../../api/index.ts';
import type { Pod } from '../../../api/index.ts';
import type { KubectlContext } from '../../verb.ts';

export type Verdict =
  | { readonly type: 'goes' } | { readonly type: 'stays' }
  | { readonly type: 'warning'; readonly goes: boolean; readonly message: string }
  | { readonly type: 'error'; readonly message: string };

const GOES: Verdict = { type: 'goes' };
const MIRROR = 'kubernetes.io/config.mirror';

export function verdictOf(context: KubectlContext, pod: Pod): Verdict {
  const { flags } = context;
  const isOver = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
  const controller = controllerOf(pod);
  if (isLongDeleted(context, pod)) return { type: 'stays' };
  if (controller?.kind === 'DaemonSet' && !isOver) {
    const known = context.discovery.byKind('apps/v1', 'DaemonSet') !== undefined;
    const answer = context.api.attempt('GET', `/apis/apps/v1/namespaces/${pod.metadata?.namespace ?? ''}/daemonsets/${controller.name}`);
    if (known && !answer.ok && answer.status.reason === 'NotFound' && flags.on('force')) return { type: 'warning', goes: true, message: answer.status.message ?? '' };
    if (!flags.on('ignore-daemonsets')) return { type: 'error', message: 'cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)' };
    return { type: 'warning', goes: false, message: 'ignoring DaemonSet-managed Pods' };
  }
  if (pod.metadata?.annotations?.[MIRROR] !== undefined) return { type: 'stays' };
  if (isOver) return GOES;
  if ((pod.spec?.volumes ?? []).some(({ emptyDir }) => emptyDir !== undefined) && !flags.on('delete-emptydir-data')) {
    return { type: 'error', message: 'cannot delete Pods with local storage (use --delete-emptydir-data to override)' };
  }
  if (controller !== undefined) return GOES;
  if (!flags.on('force')) return { type: 'error', message: 'cannot delete Pods that declare no controller (use --force to override)' };
  return { type: 'warning', goes: true, message: 'deleting Pods that declare no controller' };
}

function isLongDeleted(context: KubectlContext, pod: Pod): boolean {
  const seconds = context.flags.number('skip-wait-for-delete-timeout');
  const deleted = pod.metadata?.deletionTimestamp;
  return seconds > 0 && deleted !== undefined && context.clock.now - Date.parse(deleted) > seconds * 1000;
}
