/** What the API server can ask of this node. @k8s pkg/kubelet/server/server.go */
import type { ExecSession, NodeConnection } from '../../apiserver/index.ts';
import { createPipe, emptyReader, startTask } from '../../time/index.ts';
import { isRunning } from '../containers/observe.ts';
import { RUNTIME_DOWN } from '../node/runtimeGate.ts';
import { dialError } from '../probes/target.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';
import { passedOn } from './http/server.ts';
import { readLogs } from './logs.ts';
import { forwardInto } from './portForward.ts';
import { nodeUsage, usageOf } from './usage.ts';

type Refusal = { readonly code: number; readonly message: string };

export function createConnection(kit: Kit): NodeConnection {
  const find = (namespace: string, pod: string): PodWork | undefined => kit.works.get(`${namespace}/${pod}`);
  const missingPod = (namespace: string, pod: string): Refusal => ({ code: 404, message: `pod ${JSON.stringify(`${pod}_${namespace}`)} not found` });
  /** Streams begin with a look at what runs. @k8s pkg/kubelet/kubelet_pods.go findContainer, GetPortForward */
  const reached = (namespace: string, pod: string): PodWork | Refusal => (kit.state.runtimeDownSince !== undefined
    ? { code: 500, message: `rpc error: code = Unavailable desc = ${RUNTIME_DOWN}` } : find(namespace, pod) ?? missingPod(namespace, pod));

  /** @k8s golden pods/pod-exec */
  const running = (namespace: string, pod: string, name: string): { readonly id: string; readonly c: ContainerWork } | Refusal => {
    const work = reached(namespace, pod);
    if ('code' in work) return work;
    const c = work.containers.find((each) => each.name === name);
    if (c?.id === undefined || !isRunning(kit, c)) return { code: 404, message: `container not found (${JSON.stringify(name)})` };
    return { id: c.id, c };
  };
  return {
    logs(namespace, pod, options) {
      const work = find(namespace, pod);
      return work === undefined ? missingPod(namespace, pod) : readLogs(kit, work, options);
    },
    exec(namespace, pod, options) {
      const found = running(namespace, pod, options.container);
      if ('code' in found) return found;
      const session = kit.runtime.exec(found.id, options.command, { stdin: options.stdin, tty: options.tty });
      return 'error' in session ? failed(session.error) : session;
    },
    attach(namespace, pod, options) {
      const found = running(namespace, pod, options.container);
      if ('code' in found) return found;
      const session = kit.runtime.attach(found.id);
      return session === undefined ? { code: 404, message: `container not found (${JSON.stringify(options.container)})` } : withStdin(session, found.c.spec.stdinOnce === true);
    },
    portForward(namespace, pod) {
      const work = reached(namespace, pod);
      return 'code' in work ? work : forwardInto(kit, () => find(namespace, pod));
    },
    usage(namespace, pod) {
      const work = find(namespace, pod);
      return work === undefined ? undefined : usageOf(kit, work);
    },
    nodeUsage: () => nodeUsage(kit),
    http: (request, done) => passedOn(kit, request, done),
    proxy(namespace, pod, port, request, done) {
      const work = find(namespace, pod);
      const host = work?.pod.spec?.hostNetwork === true ? kit.hostIp : work?.address ?? '';
      const result = startTask(kit.context.clock, kit.options.network.http({
        method: request.method, scheme: 'http', host, port, path: request.path, headers: request.headers, body: request.body, timeoutMs: 30_000,
      }));
      result.onDone((answer) => {
        if (answer === undefined) done({ ok: false, error: 'EOF' });
        else if (answer.ok) done({ ok: true, ...answer.response });
        else done({ ok: false, error: dialError(host, port, answer) });
      });
    },
  };
}

/** The program's input outlives the client, unless it was asked for once only. @k8s containerd internal/cri/io/container_io.go Attach */
function withStdin(session: ExecSession, once: boolean): ExecSession {
  const { stdin } = session;
  if (!once) return { ...session, stdin: { write: (text) => stdin.write(text), close: () => undefined } };
  return { ...session, kill() { stdin.close(); session.kill(); } };
}

/** The process could not be started: the session ends at once with the runtime's words. */
function failed(error: string): ExecSession {
  const stdin = createPipe();
  stdin.cancel();
  return { stdin, stdout: emptyReader(), stderr: emptyReader(), resize: () => undefined, kill: () => undefined, onExit: (listener) => listener({ code: 126, error }) };
}
