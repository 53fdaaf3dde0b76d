/** As whom a container runs. @k8s pkg/securitycontext/util.go; containerd oci WithUser: what is not said is looked up in the image */
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

/** The line of /etc/passwd for a name or number, as the container that runs has it. */
function entryOf(kit: Kit, c: ContainerWork, user: string): readonly string[] | undefined {
  const files = c.id === undefined ? undefined : kit.runtime.accounts(c.id);
  const text = files?.realPath('/etc/passwd') === undefined ? '' : files.read('/etc/passwd');
  const lines = (typeof text === 'string' ? text : '').split('\n').map((line) => line.split(':'));
  return lines.find((fields) => fields[0] === user) ?? lines.find((fields) => fields[2] === user);
}

/** Root's group is 0 without a look. */
function idsOf(kit: Kit, c: ContainerWork, user: string, group: string | undefined): { readonly uid: number; readonly gid: number } {
  const [uid, gid] = [numeric(user), numeric(group)];
  if (user === '' || user === '0') return { uid: 0, gid: gid ?? 0 };
  if (uid !== undefined && gid !== undefined) return { uid, gid };
  const entry = entryOf(kit, c, user);
  return { uid: uid ?? numeric(entry?.[2]) ?? 0, gid: gid ?? numeric(entry?.[3]) ?? 0 };
}

/** What was found for the newest run stays so. */
export function userOf(kit: Kit, work: PodWork, c: ContainerWork): LinuxContainerUser {
  if (c.user !== undefined && c.user.id === c.id) return c.user.of;
  const of = findUser(kit, work, c);
  if (c.id !== undefined) c.user = { id: c.id, of };
  return of;
}

function findUser(kit: Kit, work: PodWork, c: ContainerWork): LinuxContainerUser {
  const asked = runAs(work, c);
  const image = asked.uid === undefined ? kit.runtime.imageStatus(c.spec.image ?? '') : undefined;
  const [user = '', group] = asked.uid === undefined ? (image !== undefined && 'user' in image ? image.user : '').split(':') : [String(asked.uid), undefined];
  const ids = asked.uid !== undefined && asked.gid !== undefined ? { uid: asked.uid, gid: asked.gid } : idsOf(kit, c, user, group);
  const gid = asked.gid ?? ids.gid;
  const pod = specOf(work.pod).securityContext;
  const groups = new Set([gid]);
  if (pod?.fsGroup !== undefined) groups.add(pod.fsGroup);
  for (const group of pod?.supplementalGroups ?? []) groups.add(group);
  if (pod?.supplementalGroupsPolicy !== 'Strict' && c.id !== undefined) for (const group of kit.runtime.memberships(c.id, ids.uid)) groups.add(group);
  return { uid: ids.uid, gid, supplementalGroups: [...groups].sort((a, b) => a - b) };
}
