/** `kubectl create TYPE`, in alphabetical order. */
import type { Verb } from '../../verb.ts';
import { laterVerb } from './generator.ts';
import { createSecret } from './secret.ts';
import { createService } from './service.ts';
import { createConfigMap, createDeployment, createNamespace, createServiceAccount } from './simple.ts';
import { createToken } from './token.ts';

export const GENERATORS: readonly Verb[] = [
  laterVerb('clusterrole', [], 'Create a cluster role', 'ClusterRole', ['verb', 'resource', 'resource-name', 'non-resource-url', 'aggregation-rule']),
  laterVerb('clusterrolebinding', [], 'Create a cluster role binding', 'ClusterRoleBinding', ['clusterrole', 'user', 'group', 'serviceaccount']),
  createConfigMap,
  laterVerb('cronjob', ['cj'], 'Create a cron job', 'CronJob', ['image', 'schedule', 'restart']),
  createDeployment,
  laterVerb('ingress', ['ing'], 'Create an ingress', 'Ingress', ['class', 'rule', 'default-backend', 'annotation']),
  laterVerb('job', [], 'Create a job', 'Job', ['image', 'from']),
  createNamespace,
  laterVerb('poddisruptionbudget', ['pdb'], 'Create a disruption budget', 'PodDisruptionBudget', ['selector', 'min-available', 'max-unavailable']),
  laterVerb('priorityclass', ['pc'], 'Create a priority class', 'PriorityClass', ['value', 'global-default', 'description', 'preemption-policy']),
  laterVerb('quota', ['resourcequota'], 'Create a quota', 'ResourceQuota', ['hard', 'scopes']),
  laterVerb('role', [], 'Create a role', 'Role', ['verb', 'resource', 'resource-name']),
  laterVerb('rolebinding', [], 'Create a role binding', 'RoleBinding', ['role', 'clusterrole', 'user', 'group', 'serviceaccount']),
  createSecret,
  createService,
  createServiceAccount,
  createToken,
];
