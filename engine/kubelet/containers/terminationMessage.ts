/** What a container left behind as its last words. @k8s pkg/kubelet/kuberuntime/kuberuntime_container.go getTerminationMessage */
import { byteLength } from '../../script/index.ts';
import type { ContainerWork, Kit } from '../types.ts';
import type { Run } from './observe.ts';

const MAX_BYTES = 4096;
const LOG_BYTES = 2048;
const LOG_LINES = 80;
/** What all containers of a pod may say together. @k8s pkg/kubelet/status/status_manager.go normalizeStatus */
const MAX_POD_BYTES = 12_288;

/** The last bytes of a file: what was written last says most. A character that is cut in two is lost. */
export function lastBytes(text: string, max: number): string {
  if (byteLength(text) <= max) return text;
  return new TextDecoder().decode(new TextEncoder().encode(text).slice(-max)).replace(/^\ufffd+/, '');
}
function firstBytes(text: string, max: number): string {
  if (byteLength(text) <= max) return text;
  return new TextDecoder().decode(new TextEncoder().encode(text).slice(0, max)).replace(/\ufffd+$/, '');
}

/** The runtime's own words come before the program's. */
export function messageOf(kit: Kit, c: ContainerWork, run: Run, containersOfPod: number): string {
  const said = terminationMessage(kit, c, run);
  const whole = run.message === '' || said === '' ? run.message + said : `${run.message}: ${said}`;
  return firstBytes(whole, Math.trunc(MAX_POD_BYTES / Math.max(1, containersOfPod)));
}

export function terminationMessage(kit: Kit, c: ContainerWork, run: Run): string {
  const path = c.spec.terminationMessagePath ?? '/dev/termination-log';
  const files = kit.runtime.machine(run.id)?.files;
  const stat = files?.stat(path);
  if (files !== undefined && stat?.type === 'file' && stat.size > 0) {
    const content = files.read(path);
    if (typeof content === 'string' && content !== '') return lastBytes(content, MAX_BYTES);
  }
  if (c.spec.terminationMessagePolicy !== 'FallbackToLogsOnError' || run.exitCode === 0) return '';
  const lines = kit.runtime.logs(run.id).slice(-LOG_LINES).map((line) => (line.partial ? line.text : `${line.text.replace(/\n$/, '')}\n`));
  return lastBytes(lines.join(''), LOG_BYTES);
}
