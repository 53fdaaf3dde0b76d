/** /var/log/pods and /var/log/containers of a node, as the runtime and the kubelet leave them. @k8s golden cluster/adm-crictl-tour, pkg/kubelet/kuberuntime/legacy.go */
import type { ContainerRuntime } from '../runtime/index.ts';
import { createGeneratedFiles, type FileSystem } from '../script/index.ts';
import type { Clock } from '../time/index.ts';

type Entry = { readonly directory: string; readonly container: string; readonly attempt: number; readonly id: string; readonly link: string };

function entriesOf(runtime: ContainerRuntime): Entry[] {
  const pods = new Map(runtime.sandboxes().map(({ id, config }) => [id, config]));
  return runtime.containers().flatMap(({ id, name, attempt, sandbox }) => {
    const pod = pods.get(sandbox);
    if (pod === undefined) return [];
    return [{ id, container: name, attempt, directory: `${pod.namespace}_${pod.pod}_${pod.uid}`, link: `${pod.pod}_${pod.namespace}_${name}-${id}.log` }];
  });
}
const stamp = (ms: number): string => `${new Date(ms).toISOString().slice(0, 23)}000000Z`;
const textOf = (runtime: ContainerRuntime, id: string): string =>
  runtime.logs(id).map(({ t, stream, text, partial }) => `${stamp(t)} ${stream} ${partial ? 'P' : 'F'} ${text}\n`).join('');
const unique = (names: readonly string[]): string[] => [...new Set(names)];

export function mountPodLogs(files: FileSystem, clock: Clock, runtime: ContainerRuntime): void {
  const pods = createGeneratedFiles(clock, {
    look(path) {
      const [, directory, container, file] = path.split('/');
      const all = entriesOf(runtime);
      if (directory === undefined || directory === '') return { names: unique(all.map((each) => each.directory)) };
      const inPod = all.filter((each) => each.directory === directory);
      if (inPod.length === 0) return undefined;
      if (container === undefined) return { names: unique(inPod.map((each) => each.container)) };
      const runs = inPod.filter((each) => each.container === container);
      if (runs.length === 0) return undefined;
      if (file === undefined) return { names: runs.map((each) => `${each.attempt}.log`) };
      const run = runs.find((each) => `${each.attempt}.log` === file);
      return run === undefined ? undefined : { text: textOf(runtime, run.id) };
    },
  }, 'ext4');
  const links = createGeneratedFiles(clock, {
    look(path) {
      const all = entriesOf(runtime);
      if (path === '/') return { names: all.map((each) => each.link) };
      const found = all.find((each) => `/${each.link}` === path);
      return found === undefined ? undefined : { target: `/var/log/pods/${found.directory}/${found.container}/${found.attempt}.log` };
    },
  }, 'ext4');
  files.mount('/var/log/pods', pods, { readOnly: true });
  files.mount('/var/log/containers', links, { readOnly: true });
}
