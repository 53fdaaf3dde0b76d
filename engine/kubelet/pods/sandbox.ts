/** The pod's sandbox: its network namespace, with names, hosts and resolv.conf. */
import { finishedBy } from '../waits.ts';
import { sleep, type Task } from '../../time/index.ts';
import { container } from '../../machines/index.ts';
import { KINDS } from '../../api/index.ts';
import { TIMINGS } from '../timings.ts';
import { resolvConf, warnOfDnsLimits } from './dns.ts';
import type { Kit, PodWork } from '../types.ts';
import { isTerminating, nameOf, namespaceOf, specOf } from './work.ts';

export const sandboxReady = (kit: Kit, work: PodWork): boolean =>
  work.sandbox !== undefined && kit.runtime.sandbox(work.sandbox)?.state === 'ready';

const MAX_HOSTNAME = 63;
const MAX_FULL_NAME = 64;
const cut = (name: string): string => (name.length <= MAX_HOSTNAME ? name : name.slice(0, MAX_HOSTNAME).replace(/[-.]+$/, ''));

/** @k8s pkg/kubelet/kubelet_pods.go GeneratePodHostNameAndDomain */
export const hostnameOf = (kit: Kit, work: PodWork): string => {
  const spec = specOf(work.pod);
  if (spec.hostnameOverride !== undefined) return cut(spec.hostnameOverride);
  if (spec.hostNetwork === true) return kit.nodeName;
  return cut(spec.hostname === undefined || spec.hostname === '' ? nameOf(work.pod) : spec.hostname);
};

/** With the domain, if the pod has one; a name that was put in the place of all others has none. */
function fullNameOf(kit: Kit, work: PodWork): string | undefined {
  const { subdomain, hostnameOverride } = specOf(work.pod);
  if (subdomain === undefined || subdomain === '' || hostnameOverride !== undefined) return undefined;
  return `${hostnameOf(kit, work)}.${subdomain}.${namespaceOf(work.pod)}.svc.${kit.options.cluster.domain}`;
}

/** What the kernel is told. @k8s pkg/kubelet/util/util.go GetNodenameForKernel */
function kernelName(kit: Kit, work: PodWork): string {
  const spec = specOf(work.pod);
  return (spec.setHostnameAsFQDN === true && spec.hostNetwork !== true ? fullNameOf(kit, work) : undefined) ?? hostnameOf(kit, work);
}

/** The handlers that containerd has on these machines. @k8s golden world/objects/nodes (status.runtimeHandlers) */
const HANDLERS: ReadonlySet<string> = new Set(['', 'runc']);

/** Why there can be no sandbox for this pod; undefined if nothing speaks against it. @k8s pkg/kubelet/kuberuntime/kuberuntime_sandbox.go createPodSandbox */
function sandboxProblem(kit: Kit, work: PodWork): string | undefined {
  const { runtimeClassName, hostUsers } = specOf(work.pod);
  const full = kernelName(kit, work);
  if (full.length > MAX_FULL_NAME) {
    return `failed to construct FQDN from pod hostname and cluster domain, FQDN ${full} is too long (${MAX_FULL_NAME} characters is the max, ${full.length} characters requested)`;
  }
  const runtimeClass = runtimeClassName === undefined || runtimeClassName === '' ? undefined : kit.context.client.informer(KINDS.RuntimeClass).get(undefined, runtimeClassName);
  if (runtimeClassName !== undefined && runtimeClassName !== '' && runtimeClass === undefined) return `runtimeclass.node.k8s.io "${runtimeClassName}" not found`;
  const handler = runtimeClass?.handler ?? '';
  // @k8s pkg/kubelet/userns/userns_manager.go GetOrCreateUserNamespaceMappings
  if (hostUsers === false) {
    return `can't set \`spec.hostUsers: false\`, ${handler === '' ? 'runtime does not support user namespaces' : `RuntimeClass handler "${handler}" does not support user namespaces`}`;
  }
  // @k8s golden cluster/sched-runtimeclass
  return HANDLERS.has(handler) ? undefined
    : `rpc error: code = Unknown desc = unable to get OCI runtime for sandbox "${kit.context.ids.hex(64)}": no runtime for "${handler}" is configured`;
}

function hostsOf(kit: Kit, work: PodWork): { ip: string; names: string[] }[] {
  const spec = specOf(work.pod);
  const aliases = (spec.hostAliases ?? []).map((alias) => ({ ip: alias.ip, names: [...alias.hostnames ?? []] }));
  const hostname = hostnameOf(kit, work);
  const full = fullNameOf(kit, work);
  return full === undefined ? [{ ip: '', names: [hostname] }, ...aliases] : [{ ip: '', names: [full, hostname] }, ...aliases];
}

/** Of main containers only. @k8s pkg/kubelet/kuberuntime/kuberuntime_sandbox.go generatePodSandboxConfig */
const hostPortsOf = (work: PodWork): { hostPort: number; containerPort: number; protocol: string }[] =>
  specOf(work.pod).containers.flatMap((c) => c.ports ?? []).flatMap(({ hostPort, containerPort, protocol }) =>
    (hostPort === undefined || hostPort === 0 ? [] : [{ hostPort, containerPort, protocol: protocol ?? 'TCP' }]));

/** A pod that is being stopped meanwhile does not complain. */
function noSandbox(kit: Kit, work: PodWork, problem: string): false {
  if (!isTerminating(work)) kit.recorder.event(work.pod, 'Warning', 'FailedCreatePodSandBox', `Failed to create pod sandbox: ${problem}`);
  return false;
}

export function* ensureSandbox(kit: Kit, work: PodWork): Task<boolean> {
  const spec = specOf(work.pod);
  warnOfDnsLimits(kit, work.pod);
  const problem = sandboxProblem(kit, work);
  if (problem !== undefined) {
    yield sleep(kit.context.clock, TIMINGS.sandboxFailureMs);
    return noSandbox(kit, work, problem);
  }
  let made: string | undefined;
  let wanted = true;
  try {
    const outcome = yield* finishedBy<{ readonly id: string } | { readonly error: string }>((done) => kit.runtime.runSandbox({
      namespace: namespaceOf(work.pod), pod: nameOf(work.pod), uid: work.uid, hostname: kernelName(kit, work), attempt: work.sandboxAttempt,
      hostNetwork: spec.hostNetwork === true, shareProcessNamespace: spec.shareProcessNamespace === true, hostPid: spec.hostPID === true,
      resolvConf: resolvConf(kit, work.pod), hosts: hostsOf(kit, work), portMappings: hostPortsOf(work),
    }, (sandbox) => {
      made = 'id' in sandbox ? sandbox.id : undefined;
      if (wanted) done(sandbox); else if (made !== undefined) kit.runtime.removeSandbox(made);
    }));
    if ('error' in outcome) return noSandbox(kit, work, outcome.error);
    work.sandbox = outcome.id;
  } finally {
    wanted = false;
    // Given up just when it was there: nobody would know of it.
    if (made !== undefined && work.sandbox !== made) kit.runtime.removeSandbox(made);
  }
  work.sandboxAttempt++;
  return true;
}

/** The sandbox is dead (the node was restarted): init containers run again, and everything after them. */
export function forgetSandbox(kit: Kit, work: PodWork): void {
  if (work.sandbox !== undefined) work.deadSandboxes.push(work.sandbox);
  work.sandbox = undefined;
  work.address = undefined;
  for (const c of work.containers) if (c.role === 'init') c.life = container.step(c.life, { type: 'reset' }).snapshot;
}

export function* stopSandbox(kit: Kit, work: PodWork): Task<void> {
  const id = work.sandbox;
  if (id === undefined || !sandboxReady(kit, work)) return;
  yield* finishedBy<void>((done) => kit.runtime.stopSandbox(id, () => done()));
}
