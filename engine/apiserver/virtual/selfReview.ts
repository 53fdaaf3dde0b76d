/** Who am I, and what may I do? */
import { badRequest, type PolicyRule, type SelfSubjectReview, type SelfSubjectRulesReview, type UserInfo } from '../../api/index.ts';
import type { User } from '../request.ts';
import { statusResponse } from '../respond.ts';
import { nowStamp } from '../times.ts';
import { answering } from './review.ts';

const userInfo = ({ name, uid, groups, extra }: User): UserInfo =>
  ({ username: name, ...(uid === undefined ? {} : { uid }), ...(groups.length === 0 ? {} : { groups }), ...(extra === undefined ? {} : { extra }) });

/** @k8s pkg/registry/authentication/selfsubjectreview/rest.go; golden kubectl/auth-reconcile-whoami */
export const selfSubjectReview = answering<SelfSubjectReview>(({ kind, apiVersion }, { clock }, { user }) =>
  ({ kind: kind ?? '', apiVersion: apiVersion ?? '', metadata: { creationTimestamp: nowStamp(clock) }, status: { userInfo: userInfo(user) } }) as SelfSubjectReview);

const named = (key: keyof PolicyRule, rule: PolicyRule): Partial<PolicyRule> => ((rule[key] ?? []).length === 0 ? {} : { [key]: rule[key] });

/** @k8s pkg/registry/authorization/selfsubjectrulesreview/rest.go */
export const selfSubjectRulesReview = answering<SelfSubjectRulesReview>(({ kind, apiVersion, spec }, { authorizer }, { user }) => {
  const namespace = (spec as SelfSubjectRulesReview['spec'] | undefined)?.namespace ?? ''; // a person may leave it out
  if (namespace === '') return statusResponse(badRequest('no namespace on request'));
  const { rules, incomplete, error } = authorizer.rulesFor(user, namespace);
  const status = {
    resourceRules: rules.filter(({ resources = [] }) => resources.length > 0)
      .map((rule) => ({ verbs: rule.verbs, ...named('apiGroups', rule), ...named('resources', rule), ...named('resourceNames', rule) })),
    nonResourceRules: rules.filter(({ nonResourceURLs = [] }) => nonResourceURLs.length > 0).map((rule) => ({ verbs: rule.verbs, ...named('nonResourceURLs', rule) })),
    incomplete, ...(error === '' ? {} : { evaluationError: error }),
  };
  return { kind: kind ?? '', apiVersion: apiVersion ?? '', metadata: {}, spec: {}, status } as SelfSubjectRulesReview;
});
