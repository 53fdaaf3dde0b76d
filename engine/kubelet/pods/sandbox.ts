/** The pod's sandbox: its network namespace, with names, hosts and resolv.conf. */
import { finishedBy } from '../waits.ts';
import type { Task } from '../../time/index.ts';
import { container } from '../../machines/index.ts';
import { resolvConf } from './dns.ts';
import type { Kit, PodWork } from '../types.ts';
import { nameOf, namespaceOf, specOf } from './work.ts';

export const sandboxReady = (kit: Kit, work: PodWork): boolean =>
  work.sandbox !== undefined && kit.runtime.sandbox(work.sandbox)?.state === 'ready';

/** 63 characters at most, without what may not end a name. @k8s pkg/kubelet/util GeneratePodHostNameAndDomain */
export const hostnameOf = (kit: Kit, work: PodWork): string => {
  const spec = specOf(work.pod);
  if (spec.hostnameOverride !== undefined) return spec.hostnameOverride;
  if (spec.hostNetwork === true) return kit.nodeName;
  return (spec.hostname ?? nameOf(work.pod)).slice(0, 63).replace(/[-.]+$/, '');
};

function hostsOf(kit: Kit, work: PodWork): { ip: string; names: string[] }[] {
  const spec = specOf(work.pod);
  const aliases = (spec.hostAliases ?? []).map((alias) => ({ ip: alias.ip, names: [...alias.hostnames ?? []] }));
  const hostname = hostnameOf(kit, work);
  const full = spec.subdomain === undefined ? [] : [`${hostname}.${spec.subdomain}.${namespaceOf(work.pod)}.svc.${kit.options.cluster.domain}`];
  return full.length === 0 ? aliases : [{ ip: '', names: [...full, hostname] }, ...aliases];
}

const hostPortsOf = (work: PodWork): { hostPort: number; containerPort: number; protocol: string }[] =>
  [...specOf(work.pod).containers, ...specOf(work.pod).initContainers ?? []].flatMap((c) => c.ports ?? []).flatMap(({ hostPort, containerPort, protocol }) =>
    (hostPort === undefined || hostPort === 0 ? [] : [{ hostPort, containerPort, protocol: protocol ?? 'TCP' }]));

export function* ensureSandbox(kit: Kit, work: PodWork): Task<boolean> {
  const spec = specOf(work.pod);
  let made: string | undefined;
  let wanted = true;
  try {
    work.sandbox = (yield* finishedBy<{ readonly id: string }>((done) => kit.runtime.runSandbox({
      namespace: namespaceOf(work.pod), pod: nameOf(work.pod), uid: work.uid, hostname: hostnameOf(kit, work), attempt: work.sandboxAttempt,
      hostNetwork: spec.hostNetwork === true, shareProcessNamespace: spec.shareProcessNamespace === true,
      resolvConf: resolvConf(kit, work.pod), hosts: hostsOf(kit, work), portMappings: hostPortsOf(work),
    }, (sandbox) => {
      made = sandbox.id;
      if (wanted) done(sandbox); else kit.runtime.removeSandbox(sandbox.id);
    }))).id;
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
