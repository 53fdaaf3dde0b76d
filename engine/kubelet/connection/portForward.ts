/** Connections into a pod's network. @k8s pkg/kubelet/server/server.go getPortForward, containerd internal/cri/server/sandbox_portforward_linux.go; golden cluster/svc-port-forward */
import type { PortForwarding } from '../../apiserver/index.ts';
import type { NetworkPort } from '../../script/index.ts';
import { startTask, type Task } from '../../time/index.ts';
import { isRunning } from '../containers/observe.ts';
import type { Kit, PodWork } from '../types.ts';

const LOOPBACK = '127.0.0.1';
const TIMEOUT_MS = 30_000;

/** The network as the pod's first running container sees it; its containers share it. */
function networkOf(kit: Kit, work: PodWork): NetworkPort | undefined {
  const running = work.containers.find((c) => c.id !== undefined && isRunning(kit, c));
  return running?.id === undefined ? undefined : kit.runtime.machine(running.id)?.network;
}

export function forwardInto(kit: Kit, find: () => PodWork | undefined): PortForwarding {
  const { clock } = kit.context;
  const failed = (work: PodWork | undefined, port: number, why: string): string =>
    `error forwarding port ${port} to pod ${work?.sandbox ?? ''}, uid : ${why}`;
  return {
    dial(port, done) {
      const work = find();
      const network = work === undefined ? undefined : networkOf(kit, work);
      if (work === undefined || network === undefined) { done(failed(work, port, 'network namespace for sandbox is closed')); return; }
      startTask(clock, network.connect(LOOPBACK, port, TIMEOUT_MS)).onDone((answer) => {
        done(answer?.ok === true ? undefined : failed(work, port, refused(work.sandbox ?? '', port)));
      });
    },
    connect(port) {
      const work = find();
      const stream = work === undefined ? undefined : networkOf(kit, work)?.openLocal?.(port);
      if (stream === undefined) return undefined;
      return {
        write: (text) => { stream.output.write(text); },
        close: () => { stream.output.close(); stream.input.cancel(); },
        onText(listener, onEnd) {
          startTask(clock, (function* pump(): Task<void> {
            for (let text = yield* stream.input.read(); text !== undefined; text = yield* stream.input.read()) listener(text);
          })()).onDone(onEnd);
        },
      };
    },
    request(port, request, done) {
      const work = find();
      const network = work === undefined ? undefined : networkOf(kit, work);
      if (network === undefined) { done({ ok: false, error: 'EOF' }); return; }
      const sent = startTask(clock, network.http({
        method: request.method, scheme: 'http', host: LOOPBACK, port, path: request.path, headers: request.headers, body: request.body, timeoutMs: TIMEOUT_MS,
      }));
      sent.onDone((answer) => done(answer?.ok === true ? { ok: true, ...answer.response } : { ok: false, error: 'EOF' }));
    },
  };
}

/** The namespace's name is the network plug-in's; here it follows from the sandbox. */
function refused(sandbox: string, port: number): string {
  const part = (from: number, length: number): string => sandbox.slice(from, from + length);
  const namespace = `/var/run/netns/cni-${part(0, 8)}-${part(8, 4)}-${part(12, 4)}-${part(16, 4)}-${part(20, 12)}`;
  return `failed to execute portforward in network namespace "${namespace}": failed to connect to localhost:${port} inside namespace "${sandbox}", `
    + `IPv4: dial tcp4 ${LOOPBACK}:${port}: connect: connection refused IPv6 dial tcp6: address localhost: no suitable address found `;
}
