/** Who may ask the kubelet directly: it asks the API server. @k8s pkg/kubelet/server/auth.go, server.go InstallAuthFilter */
import { KINDS } from '../../../api/index.ts';
import type { Kit } from '../../types.ts';
import { text, type Answer } from './answer.ts';

type Who = { readonly username: string; readonly groups: readonly string[]; readonly uid?: string };
const VERBS: { readonly [method: string]: string } = { POST: 'create', GET: 'get', PUT: 'update', PATCH: 'patch', DELETE: 'delete' };

/** Of /pods and some others there are finer names, tried first. */
const FINE: readonly (readonly [path: string, subresource: string])[] = [['/pods', 'pods'], ['/healthz', 'healthz'], ['/configz', 'configz'], ['/runningpods', 'pods']];
const OWN: readonly (readonly [path: string, subresource: string])[] = [
  ['/stats', 'stats'], ['/metrics', 'metrics'], ['/logs', 'log'], ['/checkpoint', 'checkpoint'], ['/statusz', 'statusz'], ['/flagz', 'configz'],
];
const isBelow = (path: string, base: string): boolean => path === base || path.startsWith(`${base}/`);

export function subresourcesOf(path: string): string[] {
  const fine = FINE.find(([base]) => isBelow(path, base))?.[1];
  const own = OWN.find(([base]) => isBelow(path, base))?.[1];
  return [...(fine === undefined ? [] : [fine]), own ?? 'proxy'];
}

function whoIs(kit: Kit, authorization: string | undefined): Who | undefined {
  const token = /^bearer +(\S+)/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return undefined;
  const review = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenReview', metadata: {}, spec: { token } };
  const result = kit.context.client.create(KINDS.TokenReview, review, { by: kit.by, rule: 'somebody asks the kubelet' });
  const status = result.ok ? result.value.status : undefined;
  if (status?.authenticated !== true) return undefined;
  return { username: status.user?.username ?? '', groups: status.user?.groups ?? [], ...(status.user?.uid === undefined ? {} : { uid: status.user.uid }) };
}

function mayDo(kit: Kit, { username, groups, uid }: Who, verb: string, subresource: string, path: string): boolean {
  const review = {
    apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', metadata: {},
    spec: { user: username, groups: [...groups], ...(uid === undefined ? {} : { uid }), resourceAttributes: { verb, version: 'v1', resource: 'nodes', subresource, name: kit.nodeName } },
  };
  const result = kit.context.client.create(KINDS.SubjectAccessReview, review, { by: kit.by, rule: 'somebody asks the kubelet', cause: path });
  return result.ok && result.value.status?.allowed === true;
}

/** Undefined: it may. */
export function refused(kit: Kit, method: string, path: string, authorization: string | undefined): Answer | undefined {
  const who = whoIs(kit, authorization);
  if (who === undefined) return text(401, 'Unauthorized');
  const verb = VERBS[method] ?? '';
  const subresources = subresourcesOf(path);
  if (subresources.some((subresource) => mayDo(kit, who, verb, subresource, path))) return undefined;
  return text(403, `Forbidden (user=${who.username}, verb=${verb}, resource=nodes, subresource(s)=[${subresources.join(' ')}])\n`);
}
