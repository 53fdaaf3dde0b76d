/** The runtime as the kubelet reaches it: while its service is stopped every call fails. */
import type { ContainerRuntime } from '../../runtime/index.ts';
import type { NodeState } from './state.ts';

/** gRPC's words for a socket that nobody listens on. @k8s google.golang.org/grpc/internal/transport/http2_client.go, clientconn.go */
export const RUNTIME_DOWN = 'connection error: desc = "transport: Error while dialing: dial unix /var/run/containerd/containerd.sock: connect: no such file or directory"';

export function gated(runtime: ContainerRuntime, state: NodeState): ContainerRuntime {
  const down = (): boolean => state.runtimeDownSince !== undefined;
  const calls: Pick<ContainerRuntime, 'exec' | 'attach'> = {
    exec: (id, command, options) => (down() ? { error: RUNTIME_DOWN } : runtime.exec(id, command, options)),
    attach: (id) => (down() ? undefined : runtime.attach(id)),
  };
  return { ...runtime, ...calls }; // one shape for all nodes: what is made from another object as its prototype has a shape of its own
}
