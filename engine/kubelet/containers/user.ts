/** As whom a container runs. @k8s pkg/securitycontext/util.go */
import type { LinuxContainerUser } from '../../api/index.ts';
import { specOf } from '../pods/work.ts';
import type { ContainerWork, Kit, PodWork } from '../types.ts';

const numeric = (text: string | undefined): number | undefined => (text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined);

export function runAs(work: PodWork, c: ContainerWork): { readonly uid: number | undefined; readonly gid: number | undefined; readonly nonRoot: boolean } {
  const [own, pod] = [c.spec.securityContext, specOf(work.pod).securityContext];
  return {
    uid: own?.runAsUser ?? pod?.runAsUser, gid: own?.runAsGroup ?? pod?.runAsGroup,
    nonRoot: own?.runAsNonRoot ?? pod?.runAsNonRoot ?? false,
  };
}

export function userOf(kit: Kit, work: PodWork, c: ContainerWork): LinuxContainerUser {
  const asked = runAs(work, c);
  const image = kit.runtime.imageStatus(c.spec.image ?? '');
  const [user, group] = (image !== undefined && 'user' in image ? image.user : '').split(':');
  const uid = asked.uid ?? numeric(user) ?? 0;
  const gid = asked.gid ?? numeric(group) ?? 0;
  const pod = specOf(work.pod).securityContext;
  const groups = [gid, ...(pod?.fsGroup === undefined ? [] : [pod.fsGroup]), ...pod?.supplementalGroups ?? []];
  return { uid, gid, supplementalGroups: [...new Set(groups)].sort((a, b) => a - b) };
}
