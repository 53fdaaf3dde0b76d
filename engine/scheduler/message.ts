/** The words of FailedScheduling. @k8s pkg/scheduler/framework/types.go FitError */
export const NO_NODES = 'no nodes available to schedule pods';

/** `2 Insufficient cpu, 1 node(s) …`: each reason with the number of nodes, sorted as text. */
export function countReasons(reasons: ReadonlyMap<string, number>): string {
  return [...reasons].map(([reason, count]) => `${count} ${reason}`).toSorted().join(', ');
}

/** `0/3 nodes are available: <of a plugin that refused at once>. <counted reasons>. <of what was tried then>` */
export function fitMessage(total: number, { refused = '', reasons, after = '' }: { readonly refused?: string | undefined; readonly reasons?: ReadonlyMap<string, number>; readonly after?: string | undefined }): string {
  const parts = [`0/${total} nodes are available:`];
  if (refused !== '') parts.push(`${refused}.`);
  else if (reasons !== undefined && reasons.size > 0) parts.push(`${countReasons(reasons)}.`);
  if (after !== '') parts.push(after);
  return parts.join(' ');
}

export function addReasons(counts: Map<string, number>, reasons: readonly string[], nodes = 1): void {
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + nodes);
}

/** @k8s pkg/apis/core/validation NoteLengthLimit; pkg/scheduler/schedule_one.go truncateMessage */
const LONGEST_NOTE = 1024;
export const shortened = (message: string): string => (message.length <= LONGEST_NOTE ? message : `${message.slice(0, LONGEST_NOTE - 4)} ...`);
