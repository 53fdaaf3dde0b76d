/** What the runtime is told about a container. @k8s pkg/kubelet/kuberuntime/kuberuntime_container.go generateContainerConfig */
import type { ContainerConfig, ImageStatus } from '../../runtime/index.ts';
import type { ProcessSecurity } from '../../script/index.ts';
import { dottedSysctl } from '../pods/refusals.ts';
import { fullName, specOf } from '../pods/work.ts';
import { mountsOf } from '../volumes/mounts.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';
import { capabilitiesOf, capabilityMask } from './capabilities.ts';
import { buildEnvironment } from './environment.ts';
import { expand } from './expand.ts';
import { limitsOf } from './limits.ts';
import { oomScoreAdjustment } from './oomScore.ts';
import { runAs, userOf } from './user.ts';

export type ConfigOutcome = { readonly ok: true; readonly config: ContainerConfig } | { readonly ok: false; readonly message: string };

export function containerConfig(kit: Kit, work: PodWork, c: ContainerWork, image: ImageStatus): ConfigOutcome {
  const root = rootRefusal(work, c, image);
  if (root !== undefined) return { ok: false, message: root };
  const built = buildEnvironment(kit, work, c.spec);
  if (!built.ok) return built;
  let values: ReadonlyMap<string, string> | undefined;
  const valueOf = (name: string): string | undefined => (values ??= new Map(built.environment)).get(name);
  const words = (list: readonly string[] | undefined): readonly string[] | undefined => list?.map((word) => expand(word, valueOf));
  const mounts = mountsOf(kit, work, c, valueOf);
  if (!mounts.ok) return mounts;
  const target = targetOf(work, c);
  const { memoryLimitBytes, ...limits } = limitsOf(work, c);
  const { uid, gid } = runAs(work, c);
  return {
    ok: true,
    config: {
      name: c.name, image: c.spec.image ?? '', attempt: c.attempt,
      command: words(c.spec.command), args: words(c.spec.args), workingDir: c.spec.workingDir,
      environment: built.environment, mounts: mounts.mounts,
      memoryLimitBytes, ...limits, ...(target === undefined ? {} : { targetContainer: target }),
      readOnlyRootFilesystem: c.spec.securityContext?.readOnlyRootFilesystem === true,
      uid, gid, tty: c.spec.tty === true, stdin: c.spec.stdin === true,
      groups: userOf(kit, work, c).supplementalGroups ?? [], ...(specOf(work.pod).securityContext?.supplementalGroupsPolicy === 'Strict' ? { strictGroups: true } : {}), proc: { '/1/oom_score_adj': `${oomScoreAdjustment(kit, work, c)}\n`, ...sysctls(work) },
      security: securityOf(work, c),
      terminationMessagePath: c.spec.terminationMessagePath ?? '/dev/termination-log',
    },
  };
}

/** Whose processes an ephemeral container sees. @k8s pkg/kubelet/kuberuntime/util/util.go PidNamespaceForPod (TARGET) */
function targetOf(work: PodWork, c: ContainerWork): string | undefined {
  const name = c.role === 'ephemeral' ? specOf(work.pod).ephemeralContainers?.find((each) => each.name === c.name)?.targetContainerName : undefined;
  return name === undefined ? undefined : work.containers.find((each) => each.name === name)?.id;
}

/** The pod's kernel parameters, where its containers read them. */
const sysctls = (work: PodWork): { readonly [path: string]: string } | undefined => {
  const all = specOf(work.pod).securityContext?.sysctls;
  return all === undefined ? undefined : Object.fromEntries(all.map(({ name, value }) => [`/sys/${dottedSysctl(name).replaceAll('.', '/')}`, `${value}\n`]));
};

const SECCOMP = '/var/lib/kubelet/seccomp/';

/** Why the runtime cannot make the container. @k8s containerd contrib/seccomp/seccomp.go WithProfile */
export function createProblem(kit: Kit, work: PodWork, c: ContainerWork): string | undefined {
  const { securityContext: own } = c.spec;
  const profile = own?.seccompProfile ?? specOf(work.pod).securityContext?.seccompProfile;
  if (profile?.type !== 'Localhost' || own?.privileged === true) return undefined;
  const path = `${SECCOMP}${profile.localhostProfile ?? ''}`;
  if (kit.options.files.stat(path) !== undefined) return undefined;
  return `failed to create containerd container: cannot load seccomp profile "${path}": open ${path}: no such file or directory`;
}

function securityOf(work: PodWork, c: ContainerWork): ProcessSecurity {
  const { securityContext: own } = c.spec;
  const profile = (own?.seccompProfile ?? specOf(work.pod).securityContext?.seccompProfile)?.type ?? 'Unconfined';
  const capabilities = capabilitiesOf(own);
  return {
    capabilities: capabilityMask(capabilities), mayChown: capabilities.has('CHOWN'), noNewPrivileges: own?.allowPrivilegeEscalation === false,
    seccomp: profile !== 'Unconfined' && own?.privileged !== true,
  };
}

/** @k8s pkg/kubelet/kuberuntime/security_context.go verifyRunAsNonRoot */
function rootRefusal(work: PodWork, c: ContainerWork, image: ImageStatus): string | undefined {
  const { uid, nonRoot } = runAs(work, c);
  if (!nonRoot) return undefined;
  const who = `(pod: "${fullName(work.pod)}", container: ${c.name})`;
  if (uid === 0) return `container's runAsUser breaks non-root policy ${who}`;
  if (uid !== undefined) return undefined;
  const user = image.user.split(':')[0] ?? '';
  if (user === '' || user === '0') return `container has runAsNonRoot and image will run as root ${who}`;
  if (!/^\d+$/.test(user)) return `container has runAsNonRoot and image has non-numeric user (${user}), cannot verify user is non-root ${who}`;
  return undefined;
}
