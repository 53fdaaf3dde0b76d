/** `kubectl port-forward`. @k8s kubectl/pkg/cmd/portforward/portforward.go, client-go/tools/portforward; golden cluster/svc-port-forward */
import type { Pod, Service } from '../../api/index.ts';
import type { PortForwarding, ProxyRequest, ProxyResponse } from '../../apiserver/index.ts';
import type { HttpHandler, HttpResponse } from '../../script/index.ts';
import { signal } from '../../time/index.ts';
import type { Signal, Task } from '../../time/index.ts';
import { fail, usageFail } from '../problems.ts';
import { attachablePod, oneObject } from '../resources/attachable.ts';
import type { KubectlContext, Verb } from '../verb.ts';
import { portPairs } from './portForward/ports.ts';
import type { PortPair } from './portForward/ports.ts';
import { refusedText } from './portForward/refused.ts';
import { lowerNames } from './proxy/answer.ts';

export const portForward: Verb = {
  name: 'port-forward',
  usage: 'port-forward TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  about: 'Lead a port of this computer to a pod',
  flags: [
    { name: 'address', type: 'strings', default: 'localhost', about: 'Addresses of this computer to listen on' },
    { name: 'pod-running-timeout', type: 'duration', default: '1m0s', about: 'How long to wait for a pod' },
  ],
  *run(context) {
    const { args, flags } = context;
    if (args.length < 2) usageFail(context, 'TYPE/NAME and list of ports are required for port-forward');
    const info = yield* oneObject(context, args[0] ?? '');
    const pod = yield* attachablePod(context, info, flags.durationMs('pod-running-timeout'));
    const pairs = portPairs(context, args.slice(1), pod, info.resource.kind === 'Service' ? info.object as Service : undefined); // the kind says so
    const phase = pod.status?.phase ?? '';
    if (phase !== 'Running') fail(`unable to forward port because pod is not running. Current status=${phase}`);
    const lost = signal();
    const state = { lost: false };
    const closers: (() => void)[] = [];
    try {
      for (const pair of pairs) closers.push(...listen(context, pod, pair, () => { state.lost = true; lost.fire(); }));
      if (closers.length === 0) fail(`unable to listen on any of the requested ports: [${pairs.map(({ local, remote }) => `{${local} ${remote}}`).join(' ')}]`);
      yield* untilLost(lost, state);
    } finally { for (const close of closers) close(); }
    return fail('lost connection to pod');
  },
};

function* untilLost(lost: Signal, state: { readonly lost: boolean }) { while (!state.lost) yield lost.wait; }

function listen(context: KubectlContext, pod: Pod, { local, remote }: PortPair, onLost: () => void): (() => void)[] {
  const { network } = context.command.machine;
  return context.flags.list('address').flatMap((name) => {
    const address = name === 'localhost' ? '127.0.0.1' : name;
    const stop = network.listen(local, forwarder(context, pod, { local, remote }, onLost), address);
    const shown = name === 'localhost' ? ['127.0.0.1', '[::1]'] : [name];
    if (stop === undefined) {
      const errors = shown.map((each) => `unable to create listener: Error listen ${each.startsWith('[') ? 'tcp6' : 'tcp4'} ${each}:${local}: bind: address already in use`);
      context.error(`Unable to listen on port ${local}: Listeners failed to create with the following errors: [${errors.join(' ')}]\n`);
      return [];
    }
    for (const each of shown) context.out(`Forwarding from ${each}:${local} -> ${remote}\n`);
    return [stop];
  });
}

/** One request over a connection of its own. A port on which nobody listens ends the whole forwarding. */
function forwarder(context: KubectlContext, pod: Pod, pair: PortPair, onLost: () => void): HttpHandler {
  const { name = '', namespace = '' } = pod.metadata ?? {};
  return function* forward(request) {
    context.out(`Handling connection for ${pair.local}\n`);
    const headers = { ...lowerNames(request.headers) };
    headers['host'] ??= request.port === 80 ? request.host : `${request.host}:${request.port}`;
    const opened = context.api.send('GET', `/api/v1/namespaces/${namespace}/pods/${encodeURIComponent(name)}/portforward`);
    const path = request.path.startsWith('/') ? request.path : `/${request.path}`;
    const answer = opened.type === 'forward' ? yield* through(opened.forward, pair, { method: request.method, path, headers, body: request.body }) : undefined;
    if (answer !== undefined && 'code' in answer) return answer;
    if (answer !== undefined) context.error(refusedText(context, pair, answer.error));
    onLost();
    // The client's connection breaks off when the listener is closed.
    for (;;) yield () => () => undefined;
  };
}

function* through(forward: PortForwarding, { remote }: PortPair, request: ProxyRequest): Task<HttpResponse | { readonly error: string } | undefined> {
  const dialled = signal();
  let result: { readonly error: string | undefined } | undefined;
  forward.dial(remote, (error) => { result = { error }; dialled.fire(); });
  while (result === undefined) yield dialled.wait;
  // The loop above ends when the listener has set it, which the compiler does not see.
  const { error } = result as { readonly error: string | undefined };
  if (error !== undefined) return { error };
  const answered = signal();
  let response: ProxyResponse | undefined;
  forward.request(remote, request, (answer) => { response = answer; answered.fire(); });
  while (response === undefined) yield answered.wait;
  const answer = response as ProxyResponse; // as above
  return answer.ok ? { code: answer.code, headers: answer.headers, body: answer.body } : undefined;
}
