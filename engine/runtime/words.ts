/** What containerd and runc say when a program cannot be started. */
import { absolute, type Machine } from '../script/index.ts';

/** @k8s golden pods/pod-command-not-found, pods/pod-exec, docker/run-exit-codes */
/** @param directory where a relative path begins: the container's working directory */
export function startProblem(machine: Machine, program: string, environment: ReadonlyMap<string, string>, directory = '/'): string | undefined {
  const quoted = `exec: "${program}": `;
  if (!program.includes('/')) {
    return machine.which(program, environment) === undefined ? `${quoted}executable file not found in $PATH` : undefined;
  }
  const path = absolute(directory, program);
  if (machine.program(path, environment) !== undefined) return undefined;
  const exists = machine.files.realPath(path) !== undefined;
  return exists ? `${quoted}permission denied` : `${quoted}stat ${program}: no such file or directory`;
}

export const startError = (problem: string): string =>
  `failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${problem}`;

export const execError = (execId: string, problem: string): string =>
  `failed to exec in container: failed to start exec "${execId}": OCI runtime exec failed: exec failed: unable to start container process: ${problem}`;

const mounting = (source: string, path: string): string => `error during container init: error mounting "${source}" to rootfs at "${path}"`;
/** A directory on a file, or the other way round. The number of the descriptor says nothing. @k8s runc libcontainer/mount_linux.go */
export const mountError = (source: string, path: string, reason: string): string =>
  `${mounting(source, path)}: mount src=${source}, dst=${path}, dstFd=/proc/thread-self/fd/11, flags=MS_BIND|MS_REC: ${reason}`;
export const mountPointError = (source: string, path: string, reason: string): string =>
  `${mounting(source, path)}: create mountpoint for ${path} mount: make mountpoint "${path}": ${reason}`;
