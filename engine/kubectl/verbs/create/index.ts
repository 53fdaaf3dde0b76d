/** `kubectl create TYPE`, in alphabetical order. */
import type { Verb } from '../../verb.ts';
import { createClusterRole } from './clusterRole.ts';
import { createClusterRoleBinding } from './clusterRoleBinding.ts';
import { createIngress } from './ingress.ts';
import { createCronJob, createJob } from './job.ts';
import { createPodDisruptionBudget } from './podDisruptionBudget.ts';
import { createPriorityClass } from './priorityClass.ts';
import { createQuota } from './quota.ts';
import { createRole } from './role.ts';
import { createRoleBinding } from './roleBinding.ts';
import { createSecret } from './secret.ts';
import { createService } from './service.ts';
import { createConfigMap, createDeployment, createNamespace, createServiceAccount } from './simple.ts';
import { createToken } from './token.ts';

export const GENERATORS: readonly Verb[] = [
  createClusterRole,
  createClusterRoleBinding,
  createConfigMap,
  createCronJob,
  createDeployment,
  createIngress,
  createJob,
  createNamespace,
  createPodDisruptionBudget,
  createPriorityClass,
  createQuota,
  createRole,
  createRoleBinding,
  createSecret,
  createService,
  createServiceAccount,
  createToken,
];
