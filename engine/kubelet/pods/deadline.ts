/** activeDeadlineSeconds. @k8s pkg/kubelet/active_deadline.go */
import { generateStatus } from '../status/generate.ts';
import { setStatus } from '../status/write.ts';
import type { Kit, PodWork } from '../types.ts';
import { syncAtNextLook } from './pleg.ts';
import { tellPod } from './work.ts';

export function createDeadline(kit: Kit, work: PodWork): void {
  const limit = work.pod.spec?.activeDeadlineSeconds;
  if (limit === undefined || work.deadline !== undefined) return;
  const { clock } = kit.context;
  const since = work.startTime === undefined ? clock.now : Date.parse(work.startTime);
  work.deadline = clock.after(since + limit * 1000 - clock.now, () => {
    work.deadline = undefined;
    const message = 'Pod was active on the node longer than the specified deadline';
    kit.recorder.event(work.pod, 'Normal', 'DeadlineExceeded', message);
    work.verdict = { reason: 'DeadlineExceeded', message };
    setStatus(kit, work, generateStatus(kit, work), 'the deadline is over');
    tellPod(kit, work, { type: 'evict', graceSeconds: work.pod.spec?.terminationGracePeriodSeconds ?? 30 });
    syncAtNextLook(kit, work);
  });
}
