/** Who may do what: privileged group, Node authoriser, RBAC, in this order; the first that allows counts. @k8s pkg/kubeapiserver/authorizer */
import type { Status } from '../../api/index.ts';
import type { Store } from '../../store/index.ts';
import { rulesOfNodes } from '../bootstrap/policy.ts';
import type { ResourceRequest } from '../context.ts';
import { attributes, attributesAt, VERBS, type Attributes } from './attributes.ts';
import { forbiddenFor } from './forbidden.ts';
import { createNodeAuthorizer } from './node.ts';
import { createRbac } from './rbac.ts';
import type { Authorizer, Decision } from './types.ts';

const MASTERS = 'system:masters';
/** A WebSocket begins with a GET; to read is not to run something. @k8s pkg/registry/core/pod/rest/subresources.go AuthorizePodWebsocketUpgradeCreatePermission */
const INTERACTIVE = new Set(['exec', 'attach', 'portforward']);
const ALLOWED: Decision = { allowed: true, reason: '' };

/** Everything is allowed: `--authorization-mode=AlwaysAllow`. */
export const ALWAYS_ALLOW: Authorizer = {
  checks: false, decide: () => ALLOWED, refuse: () => undefined, refuseComponent: () => undefined,
  rulesFor: () => ({
    rules: [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }, { verbs: ['*'], nonResourceURLs: ['*'] }], incomplete: false, error: '',
  }),
  rulesOf: () => [],
};

const writeVerb = ({ method, name }: ResourceRequest): string => (method === 'DELETE' && name === undefined ? 'deletecollection' : VERBS[method] ?? '');

/** `--authorization-mode=Node,RBAC`, as kubeadm sets it. */
export function createAuthorizer(store: Store): Authorizer {
  const node = createNodeAuthorizer(store, rulesOfNodes);
  const rbac = createRbac(store);
  const decide = (about: Attributes): Decision => {
    if (about.user.groups.includes(MASTERS)) return ALLOWED;
    if (!node.isNode(about.user)) return rbac.decide(about);
    const [byNode, byRbac] = [node.decide(about), rbac.decide(about)];
    if (byNode.allowed || byRbac.allowed) return byNode.allowed ? byNode : byRbac;
    return { allowed: false, reason: [byNode.reason, byRbac.reason].filter((reason) => reason !== '').join('\n') };
  };
  return {
    checks: true, decide, rulesOf: rbac.rulesOf,
    refuse(user, method, target): Status | undefined {
      // Paths that are not about objects are never many: only those about objects take the short way.
      if (target.startsWith('/api') && rbac.everything(user) !== undefined) return undefined;
      const about = attributesAt(user, method, target);
      const { allowed, reason } = decide(about);
      if (!allowed) return forbiddenFor(about, reason);
      if (about.verb !== 'get' || about.resource !== 'pods' || !INTERACTIVE.has(about.subresource)) return undefined;
      const creating = { ...about, verb: 'create' };
      const second = decide(creating);
      return second.allowed ? undefined : forbiddenFor(creating, second.reason);
    },
    refuseComponent(request): Status | undefined {
      const { user, kind, method, subresource, namespace = '', name = '' } = request;
      // What the Node authoriser lets kubelets do is fixed, and ours ask for nothing else: no role whose loss could stop them.
      if (user.groups.includes(MASTERS) || node.isNode(user) || rbac.everywhere(user, kind, method, subresource)) return undefined;
      const about = attributes({ user, verb: writeVerb(request), group: kind.group, resource: kind.plural, subresource: subresource ?? '', namespace, name });
      const { allowed, reason } = rbac.decide(about);
      return allowed ? undefined : forbiddenFor(about, reason);
    },
    rulesFor(user, namespace) {
      const list = rbac.rulesFor(user, namespace);
      if (!node.isNode(user)) return list;
      const errors = ['node authorizer does not support user rule resolution', ...(list.error === '' ? [] : [list.error])];
      return { ...list, incomplete: true, error: errors.length === 1 ? errors[0] ?? '' : `[${errors.join(', ')}]` };
    },
  };
}
