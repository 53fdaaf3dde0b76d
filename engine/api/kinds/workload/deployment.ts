import type { KindDefinition } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import type { Deployment, DeploymentSpec, DeploymentStrategy } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, scaleSubresource, statusSubresource } from '../common.ts';
import { templateColumns } from './columns.ts';
import { defaultPodTemplate, fill, set } from './podTemplate.ts';
import { keepSpec, keepStatus, withStatus } from './strategy.ts';
import { validateDeployment, validateDeploymentStatus, validateDeploymentUpdate } from './validate.ts';
import { workloadWarnings } from '../pod/warnings.ts';

const EMPTY_TEMPLATE = { metadata: {}, spec: { containers: [] } };

function defaultStrategy(strategy: DeploymentStrategy | undefined): DeploymentStrategy {
  const typed = strategy?.type === undefined || strategy.type === '' ? { ...strategy, type: 'RollingUpdate' } : strategy;
  if (typed.type !== 'RollingUpdate') return typed;
  return set(typed, { rollingUpdate: fill(typed.rollingUpdate ?? {}, { maxUnavailable: '25%', maxSurge: '25%' }) });
}

/** @k8s pkg/apis/apps/v1/defaults.go SetDefaults_Deployment */
function defaults(deployment: Deployment): Deployment {
  // Without a selector validation refuses it; the type says that there is one.
  const spec = fill(deployment.spec ?? {} as DeploymentSpec,
    { replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600 });
  const template = defaultPodTemplate(fill(spec.template ?? {}, EMPTY_TEMPLATE));
  return set(deployment, { spec: set(spec, { template, strategy: defaultStrategy(spec.strategy) }), status: deployment.status ?? {} });
}

/** Annotations go on to the ReplicaSets: others are a new generation. @k8s pkg/registry/apps/deployment/strategy.go PrepareForUpdate */
function prepareForUpdate(next: Deployment, old: Deployment): Deployment {
  const kept = keepStatus(next, old);
  const before = old.metadata?.generation;
  if (before === undefined || sameObject(next.metadata?.annotations ?? {}, old.metadata?.annotations ?? {})) return kept;
  return { ...kept, metadata: { ...kept.metadata, generation: before + 1 } };
}

export const deployment: KindDefinition<Deployment> = {
  group: 'apps', version: 'v1', kind: 'Deployment', plural: 'deployments', singular: 'deployment', shortNames: ['deploy'],
  categories: ['all'], namespaced: true, verbs: ALL_VERBS,
  subresources: [scaleSubresource, statusSubresource('Deployment')],
  definition: 'apps.v1.Deployment',
  defaults,
  prepareForCreate: (object) => withStatus(object, {}),
  prepareForUpdate,
  prepareForStatusUpdate: keepSpec,
  validate: validateDeployment,
  validateUpdate: validateDeploymentUpdate,
  validateStatusUpdate: validateDeploymentStatus,
  warnings: workloadWarnings,
  columns: [
    nameColumn,
    column('Ready', 'string', ({ spec, status }: Deployment) => `${status?.readyReplicas ?? 0}/${spec?.replicas ?? 0}`),
    column('Up-to-date', 'string', ({ status }: Deployment) => status?.updatedReplicas ?? 0),
    column('Available', 'string', ({ status }: Deployment) => status?.availableReplicas ?? 0),
    ageColumn, ...templateColumns,
  ],
  selectableFields: {},
};
