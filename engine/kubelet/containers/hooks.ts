/** postStart and preStop: exec, httpGet, sleep. True if the hook did what it should. */
import type { LifecycleHandler } from '../../api/index.ts';
import { sleep, type Task } from '../../time/index.ts';
import { runExec } from '../probes/exec.ts';
import { httpTarget, portNumber } from '../probes/target.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';

export function* runHook(kit: Kit, work: PodWork, c: ContainerWork, hook: LifecycleHandler): Task<boolean> {
  if (hook.sleep !== undefined) {
    yield sleep(kit.context.clock, hook.sleep.seconds * 1000);
    return true;
  }
  if (hook.exec !== undefined) {
    if (c.id === undefined) return false;
    const result = yield* runExec(kit, c.id, hook.exec.command ?? [], undefined);
    return result.type === 'exited' && result.code === 0;
  }
  if (hook.httpGet !== undefined) {
    const target = httpTarget(work, c, hook.httpGet);
    if (portNumber(c, hook.httpGet.port) === undefined) return false;
    const result = yield* kit.options.network.http({ ...target.request, timeoutMs: 30_000 });
    return result.ok && result.response.code >= 200 && result.response.code < 400;
  }
  return true;
}
