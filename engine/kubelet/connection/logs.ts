/** Logs of a container, as the kubelet serves them. @k8s pkg/kubelet/kubelet_pods.go validateContainerLogStatus, pkg/kubelet/kuberuntime/logs */
import type { ContainerStatus } from '../../api/index.ts';
import type { LogOptions } from '../../apiserver/index.ts';
import type { LogLine } from '../../runtime/index.ts';
import { createPipe, type Reader } from '../../time/index.ts';
import { nameOf } from '../pods/work.ts';
import { nanos } from '../times.ts';
import type { Kit, PodWork } from '../types.ts';

type Refusal = { readonly code: number; readonly message: string };
type Chosen = { readonly id: string } | Refusal;

export function readLogs(kit: Kit, work: PodWork, options: LogOptions): Reader | Refusal {
  const chosen = runToRead(work, options);
  if ('code' in chosen) return chosen;
  const id = chosen.id.replace('containerd://', '');
  const pipe = createPipe();
  // Nobody who could be asked knows it. @k8s pkg/kubelet/kuberuntime/kuberuntime_container.go GetContainerLogs
  if (kit.runtime.container(id) === undefined || kit.state.runtimeDownSince !== undefined) {
    pipe.write(`unable to retrieve container logs for ${chosen.id}`);
    pipe.close();
    return pipe;
  }
  const out = limited((text) => pipe.write(text), options.limitBytes);
  const format = (line: LogLine): string => `${options.timestamps === true ? `${nanos(line.t)} ` : ''}${line.text}${line.partial || line.text.endsWith('\n') ? '' : '\n'}`;
  const wanted = since(kit, options);
  const lines = kit.runtime.logs(id).filter((line) => line.t >= wanted);
  const tail = options.tailLines === undefined ? lines : options.tailLines === 0 ? [] : lines.slice(-options.tailLines);
  for (const line of tail) if (!out(format(line))) break;
  if (options.follow !== true || kit.runtime.container(id)?.state === 'exited') { pipe.close(); return pipe; }
  return followed(kit, id, pipe, (line) => out(format(line)));
}

/** The reader's `cancel` also ends the following. */
function followed(kit: Kit, id: string, pipe: ReturnType<typeof createPipe>, write: (line: LogLine) => boolean): Reader {
  const stop = kit.runtime.followLogs(id, (line) => { if (!write(line)) { stop(); pipe.close(); } }, () => pipe.close());
  return { read: () => pipe.read(), readLine: () => pipe.readLine(), readAll: () => pipe.readAll(), cancel() { stop(); pipe.cancel(); } };
}

function since(kit: Kit, options: LogOptions): number {
  if (options.sinceSeconds !== undefined) return kit.context.clock.now - options.sinceSeconds * 1000;
  return options.sinceTime === undefined ? 0 : Date.parse(options.sinceTime) || 0;
}

/** Counts bytes of UTF-8 and cuts where the limit is. False when nothing more may come. */
function limited(write: (text: string) => boolean, limit: number | undefined): (text: string) => boolean {
  if (limit === undefined) return write;
  let left = limit;
  return (text) => {
    let used = 0;
    let cut = '';
    for (const character of text) {
      const code = character.codePointAt(0) ?? 0;
      const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      if (used + size > left) break;
      used += size;
      cut += character;
    }
    left -= used;
    return write(cut) && left > 0 && cut.length === text.length;
  };
}

/** Which run is meant; what a container that waits says instead. */
function runToRead(work: PodWork, options: LogOptions): Chosen {
  const { container } = options;
  const pod = nameOf(work.pod);
  const status = statusOf(work, container);
  if (status === undefined) return refuse(`container ${JSON.stringify(container)} in pod ${JSON.stringify(pod)} is not available`);
  const last = status.lastState?.terminated?.containerID;
  if (options.previous === true) return last === undefined ? refuse(`previous terminated container ${JSON.stringify(container)} in pod ${JSON.stringify(pod)} not found`) : { id: last };
  const id = status.state?.running !== undefined ? status.containerID : status.state?.terminated?.containerID ?? last;
  if (id !== undefined) return { id };
  const reason = status.state?.waiting?.reason ?? '';
  const words = reason === 'ErrImagePull' ? 'image can\'t be pulled' : reason === 'ImagePullBackOff' ? 'trying and failing to pull image' : reason;
  return refuse(`container ${JSON.stringify(container)} in pod ${JSON.stringify(pod)} is waiting to start: ${words}`);
}
const refuse = (message: string): Refusal => ({ code: 400, message });

function statusOf(work: PodWork, container: string): ContainerStatus | undefined {
  const { status } = work;
  return [...status?.initContainerStatuses ?? [], ...status?.containerStatuses ?? [], ...status?.ephemeralContainerStatuses ?? []].find((each) => each.name === container);
}
