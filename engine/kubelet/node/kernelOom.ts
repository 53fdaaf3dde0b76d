/** When the whole machine is out of memory the kernel kills, whoever it was. @k8s pkg/kubelet/oom/oom_watcher_linux.go, mm/oom_kill.c (badness) */
import { isRunning } from '../containers/observe.ts';
import { oomScoreAdjustment } from '../containers/oomScore.ts';
import type { ProcessHandle, ProcessTable } from '../../script/index.ts';
import type { Kit } from '../types.ts';
import { nodeEvent } from './events.ts';
import { nodeUse, type NodeUse } from './figures.ts';

type Victim = { readonly score: number; readonly bytes: number; readonly kill: () => void; readonly host?: ProcessHandle };

/** Of its own: a machine sees its containers' processes, too. */
const biggest = (table: ProcessTable | undefined): ProcessHandle | undefined =>
  table?.own().reduce<ProcessHandle | undefined>((most, each) => (most === undefined || each.memoryBytes > most.memoryBytes ? each : most), undefined);

function victims(kit: Kit, capacity: number): Victim[] {
  const host = kit.options.host?.()?.processes;
  const own = biggest(host);
  const found: Victim[] = own === undefined || host === undefined ? []
    : [{ score: (1000 * own.memoryBytes) / capacity, bytes: own.memoryBytes, host: own, kill: () => { host.kill(own.pid, 'KILL'); } }];
  for (const work of kit.works.values()) {
    for (const c of work.containers) {
      const { id } = c;
      if (id === undefined || !isRunning(kit, c)) continue;
      const bytes = kit.runtime.memoryBytes(id);
      const table = kit.runtime.machine(id)?.processes;
      const process = biggest(table);
      if (process === undefined) continue;
      found.push({ score: (1000 * bytes) / capacity + oomScoreAdjustment(kit, work, c), bytes, kill: () => { table?.kill(process.pid, 'KILL'); } });
    }
  }
  return found.sort((a, b) => b.score - a.score);
}

/** Kills until what is left fits, and says whether it had to. The kubelet tells of victims outside of containers only. */
export function killIfOutOfMemory(kit: Kit, { workingSet, capacity }: NodeUse['memory'] = nodeUse(kit).memory): boolean {
  let missing = workingSet - capacity;
  if (missing <= 0) return false;
  for (const { bytes, kill, host } of victims(kit, capacity)) {
    if (missing <= 0) break;
    kill();
    missing -= bytes;
    if (host !== undefined) nodeEvent(kit, 'Warning', 'SystemOOM', `System OOM encountered, victim process: ${host.command[0] ?? ''}, pid: ${host.pid}`);
  }
  return true;
}
