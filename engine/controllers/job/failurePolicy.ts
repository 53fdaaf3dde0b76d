/** What a failed pod means for its job. @k8s pkg/controller/job/pod_failure_policy.go */
import type { ContainerStatus, Job, Pod, PodCondition, PodFailurePolicyOnExitCodesRequirement, PodFailurePolicyRule } from '../../api/index.ts';

export type FailureVerdict = {
  /** It counts towards the back-off limit. */
  readonly counts: boolean;
  readonly action?: 'Count' | 'FailIndex' | 'FailJob' | 'Ignore';
  /** Given when it ends the whole job. */
  readonly message?: string;
};

/** The first rule that matches decides. */
export function judgeFailure({ spec }: Job, pod: Pod): FailureVerdict {
  for (const [index, rule] of (spec?.podFailurePolicy?.rules ?? []).entries()) {
    const reason = matchRule(rule, pod);
    if (reason === undefined) continue;
    switch (rule.action) {
      case 'Ignore': return { counts: false, action: 'Ignore' };
      case 'FailIndex': return { counts: true, action: 'FailIndex' };
      case 'Count': return { counts: true, action: 'Count' };
      case 'FailJob': return { counts: true, action: 'FailJob', message: `${reason} matching FailJob rule at index ${index}` };
    }
  }
  return { counts: true };
}

function matchRule({ onExitCodes, onPodConditions = [] }: PodFailurePolicyRule, { metadata, status }: Pod): string | undefined {
  const place = `${metadata?.namespace}/${metadata?.name}`;
  if (onExitCodes !== undefined) {
    const container = firstExit(status?.containerStatuses, onExitCodes) ?? firstExit(status?.initContainerStatuses, onExitCodes);
    return container && `Container ${container.name} for pod ${place} failed with exit code ${container.state?.terminated?.exitCode}`;
  }
  const matches = (condition: PodCondition): boolean => onPodConditions.some(({ type, status: wanted }) => condition.type === type && condition.status === wanted);
  const condition = status?.conditions?.find(matches);
  return condition && `Pod ${place} has condition ${condition.type}`;
}

function firstExit(statuses: readonly ContainerStatus[] | undefined, { containerName, operator, values }: PodFailurePolicyOnExitCodesRequirement): ContainerStatus | undefined {
  return statuses?.find(({ name, state }) => {
    const code = state?.terminated?.exitCode ?? 0;
    if (code === 0 || (containerName !== undefined && containerName !== name)) return false;
    return operator === 'In' ? values.includes(code) : operator === 'NotIn' && !values.includes(code);
  });
}
