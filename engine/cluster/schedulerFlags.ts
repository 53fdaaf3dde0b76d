/** What kube-scheduler is started with: the file that `--config` names, as its container sees it. @k8s cmd/kube-scheduler/app/options/options.go */
import type { ContainerRuntime } from '../runtime/index.ts';
import { readSchedulerConfig } from '../scheduler/index.ts';
import type { ControlPlane } from './controlPlane.ts';

const two = (value: number): string => String(value).padStart(2, '0');
/** @k8s component-base/cli/run.go */
function commandFailed(now: number, error: string): string {
  const date = new Date(now);
  const time = date.toISOString().slice(11, 23);
  return `E${two(date.getUTCMonth() + 1)}${two(date.getUTCDate())} ${time}000       1 run.go:72] "command failed" err=${JSON.stringify(error)}\n`;
}

/** @returns whether it ends at once; its log says why */
export function readSchedulerFlags(runtime: ContainerRuntime, id: string, controlPlane: ControlPlane, now: number): boolean {
  const config = runtime.containers().find((container) => container.id === id)?.config;
  const flags = [...config?.command ?? [], ...config?.args ?? []];
  const at = flags.findIndex((flag) => /^--config(=|$)/.test(flag));
  const path = at === -1 ? undefined : flags[at]?.includes('=') === true ? flags[at]?.slice('--config='.length) : flags[at + 1];
  if (path === undefined || path === '') { controlPlane.schedulerProfiles = undefined; return false; }
  const files = runtime.machine(id)?.files;
  const text = files?.stat(path)?.type === 'file' ? files.read(path) : undefined;
  const result = typeof text === 'string' ? readSchedulerConfig(text) : { ok: false as const, error: `open ${path}: no such file or directory` };
  if (!result.ok) { runtime.say(id, commandFailed(now, result.error)); return true; }
  controlPlane.schedulerProfiles = result.profiles;
  return false;
}
