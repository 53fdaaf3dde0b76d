/** activeDeadlineSeconds. @k8s pkg/kubelet/active_deadline.go */
import type { Kit, PodWork } from '../types.ts';
import { tellPod } from './work.ts';

export function createDeadline(kit: Kit, work: PodWork): void {
  const limit = work.pod.spec?.activeDeadlineSeconds;
  if (limit === undefined || work.deadline !== undefined) return;
  work.deadline = kit.context.clock.after(limit * 1000, () => {
    work.deadline = undefined;
    const message = 'Pod was active on the node longer than the specified deadline';
    kit.recorder.event(work.pod, 'Normal', 'DeadlineExceeded', message);
    work.verdict = { reason: 'DeadlineExceeded', message };
    tellPod(kit, work, { type: 'evict', graceSeconds: work.pod.spec?.terminationGracePeriodSeconds ?? 30 });
    kit.requestSync(work);
  });
}
