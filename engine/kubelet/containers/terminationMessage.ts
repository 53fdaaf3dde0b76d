/** What a container left behind as its last words. @k8s pkg/kubelet/kuberuntime/kuberuntime_container.go getTerminationMessage */
import type { ContainerWork, Kit } from '../types.ts';
import type { Run } from './observe.ts';

const MAX_BYTES = 4096;
const LOG_BYTES = 2048;
const LOG_LINES = 80;

export function terminationMessage(kit: Kit, c: ContainerWork, run: Run): string {
  const path = c.spec.terminationMessagePath ?? '/dev/termination-log';
  const files = kit.runtime.machine(run.id)?.files;
  const stat = files?.stat(path);
  if (files !== undefined && stat?.type === 'file' && stat.size > 0) {
    const content = files.read(path);
    if (typeof content === 'string' && content !== '') return content.slice(0, MAX_BYTES);
  }
  if (c.spec.terminationMessagePolicy !== 'FallbackToLogsOnError' || run.exitCode === 0) return '';
  const lines = kit.runtime.logs(run.id).slice(-LOG_LINES).map((line) => (line.partial ? line.text : `${line.text.replace(/\n$/, '')}\n`));
  return lines.join('').slice(-LOG_BYTES);
}
