/** `kubectl create TYPE`, in alphabetical order. */
import type { Verb } from '../../verb.ts';
import { laterVerb } from './generator.ts';
import { createSecret } from './secret.ts';
import { createService } from './service.ts';
import { createConfigMap, createDeployment, createNamespace, createServiceAccount } from './simple.ts';
import { createToken } from './token.ts';

export const GENERATORS: readonly Verb[] = [
  laterVerb('clusterrole', [], 'Create a cluster role'),
  laterVerb('clusterrolebinding', [], 'Create a cluster role binding'),
  createConfigMap,
  laterVerb('cronjob', ['cj'], 'Create a cron job'),
  createDeployment,
  laterVerb('ingress', ['ing'], 'Create an ingress'),
  laterVerb('job', [], 'Create a job'),
  createNamespace,
  laterVerb('poddisruptionbudget', ['pdb'], 'Create a disruption budget'),
  laterVerb('priorityclass', ['pc'], 'Create a priority class'),
  laterVerb('quota', ['resourcequota'], 'Create a quota'),
  laterVerb('role', [], 'Create a role'),
  laterVerb('rolebinding', [], 'Create a role binding'),
  createSecret,
  createService,
  createServiceAccount,
  createToken,
];
