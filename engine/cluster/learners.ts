/** Controllers that the learner wrote: they run on the learner's own computer, each under a ServiceAccount of its own. */
import { KINDS } from '../api/index.ts';
import { ADMIN, type Because } from '../apiserver/index.ts';
import type { ComponentContexts, Place, Result } from '../client/index.ts';
import { createLearner, type Learner, type LearnerReport } from '../learner/index.ts';

export type Learners = {
  /** Puts a source in the place of the one of this name; an empty one stops it. Undefined if that was done, else why not. */
  set(name: string, source: string): string | undefined;
  /** In order of their first start. */
  reports(): readonly LearnerReport[];
};

const NAMESPACE = 'default';
/** What a client sends by itself. @k8s client-go/rest/config.go DefaultQPS, DefaultBurst */
const RATE = { perSecond: 5, burst: 10 };
const MOST = 5;
const MOST_CHARACTERS = 64 << 10;
const NAME = /^[a-z]([-a-z0-9]{0,38}[a-z0-9])?$/;

export function createLearners(contexts: ComponentContexts, place: Place): Learners {
  const all = new Map<string, Learner>();
  const admin = contexts(ADMIN, place);
  /** As `kubectl create serviceaccount` and `kubectl create clusterrolebinding` would. */
  const install = (name: string): string | undefined => {
    const because: Because = { by: name, rule: 'install the controller' };
    const account = { metadata: { name, namespace: NAMESPACE } };
    const binding = {
      metadata: { name: `${name}-is-admin` },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' }, subjects: [{ kind: 'ServiceAccount', name, namespace: NAMESPACE }],
    };
    const problem = (result: Result<unknown>): string | undefined => (result.ok || result.status.code === 409 ? undefined : result.status.message);
    return problem(admin.client.create(KINDS.ServiceAccount, account, because)) ?? problem(admin.client.create(KINDS.ClusterRoleBinding, binding, because));
  };
  return {
    set(name, source) {
      if (!NAME.test(name)) return `${JSON.stringify(name)} is no name for a controller: small letters, digits and dashes, at most 40`;
      if (source.length > MOST_CHARACTERS) return `the source has ${source.length} characters; ${MOST_CHARACTERS} is the most`;
      const before = all.get(name);
      if (source.trim() === '') { before?.stop(); return undefined; }
      if (before === undefined && all.size >= MOST) return `there are ${MOST} controllers already: ${[...all.keys()].join(', ')}`;
      before?.stop();
      const user = { name: `system:serviceaccount:${NAMESPACE}:${name}`, groups: ['system:serviceaccounts', `system:serviceaccounts:${NAMESPACE}`, 'system:authenticated'] };
      all.set(name, createLearner({ name, source, context: contexts(user, { ...place, rate: RATE }), install: () => install(name) }));
      return undefined;
    },
    reports: () => [...all.values()].map((learner) => learner.report()),
  };
}
