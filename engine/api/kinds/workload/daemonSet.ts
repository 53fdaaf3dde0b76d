import { invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { shownSelector, validateLabelSelector } from '../../meta/labelSelector.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { DaemonSet, DaemonSetSpec, DaemonSetStatus, DaemonSetUpdateStrategy } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, statusSubresource } from '../common.ts';
import { nonNegative } from '../pod/checks.ts';
import { validatePodTemplate } from '../pod/validate.ts';
import { templateWarnings } from '../pod/warnings.ts';
import { templateColumns } from './columns.ts';
import { amountOf, validateAtMostAll, validateIntOrPercent } from './percent.ts';
import { defaultPodTemplate, fill, set } from './podTemplate.ts';
import { isEmptySelector, isUsable, validateEndless, validateFixedSelector, validateMatch } from './selector.ts';
import { notDecremented, statusCounts } from './statusCounts.ts';
import { keepSpec, keepStatus, withStatus } from './strategy.ts';

const EMPTY_TEMPLATE = { metadata: {}, spec: { containers: [] } };
const NOTHING_YET: DaemonSetStatus = { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 };

function defaultStrategy(strategy: DaemonSetUpdateStrategy | undefined): DaemonSetUpdateStrategy {
  const typed = (strategy?.type ?? '') === '' ? { ...strategy, type: 'RollingUpdate' } : strategy ?? {};
  if (typed.type !== 'RollingUpdate') return typed;
  return set(typed, { rollingUpdate: fill(typed.rollingUpdate ?? {}, { maxUnavailable: 1, maxSurge: 0 }) });
}

/** @k8s pkg/apis/apps/v1/defaults.go SetDefaults_DaemonSet */
function defaults(object: DaemonSet): DaemonSet {
  // Without a selector validation refuses it; the type says that there is one.
  const spec = fill(object.spec ?? {} as DaemonSetSpec, { revisionHistoryLimit: 10 });
  const template = defaultPodTemplate(fill(spec.template ?? {}, EMPTY_TEMPLATE));
  return set(object, { spec: set(spec, { template, updateStrategy: defaultStrategy(spec.updateStrategy) }), status: object.status ?? NOTHING_YET });
}

/** How often the template changed, kept where older clients look for it. @k8s pkg/apis/apps/v1/conversion.go */
const GENERATION = 'deprecated.daemonset.template.generation';
const templateGeneration = (object: DaemonSet): number => Number(object.metadata?.annotations?.[GENERATION] ?? 0) || 0;
const withTemplateGeneration = (object: DaemonSet, generation: number): DaemonSet => (object.metadata?.annotations?.[GENERATION] === String(generation) ? object
  : { ...object, metadata: { ...object.metadata, annotations: { ...object.metadata?.annotations, [GENERATION]: String(generation) } } });

/** @k8s pkg/registry/apps/daemonset/strategy.go PrepareForUpdate */
function prepareForUpdate(next: DaemonSet, old: DaemonSet): DaemonSet {
  const changed = !sameObject(next.spec?.template, old.spec?.template);
  return keepStatus(withTemplateGeneration(next, templateGeneration(old) + (changed ? 1 : 0)), old);
}

function validateStrategy({ updateStrategy }: DaemonSetSpec): FieldError[] {
  const { type = '', rollingUpdate } = updateStrategy ?? {};
  const path = 'spec.updateStrategy';
  if (type === 'OnDelete') return [];
  if (type !== 'RollingUpdate') {
    const rolling = rollingUpdate === undefined ? null : { MaxUnavailable: rollingUpdate.maxUnavailable ?? 0, MaxSurge: rollingUpdate.maxSurge ?? 0 };
    return [notSupported(path, { Type: type, RollingUpdate: rolling }, ['RollingUpdate', 'OnDelete'])];
  }
  const here = `${path}.rollingUpdate`;
  if (rollingUpdate === undefined) return [required(here)];
  const { maxUnavailable, maxSurge } = rollingUpdate;
  const errors = [
    ...validateIntOrPercent(`${here}.maxUnavailable`, maxUnavailable), ...validateIntOrPercent(`${here}.maxSurge`, maxSurge),
    ...validateAtMostAll(`${here}.maxUnavailable`, maxUnavailable), ...validateAtMostAll(`${here}.maxSurge`, maxSurge),
  ];
  const [down, up] = [amountOf(maxUnavailable) !== 0, amountOf(maxSurge) !== 0];
  if (down && up) errors.push(invalid(`${here}.maxSurge`, maxSurge, 'may not be set when maxUnavailable is non-zero'));
  if (!down && !up) errors.push(required(`${here}.maxUnavailable`, 'cannot be 0 when maxSurge is 0'));
  return errors;
}

/** @k8s pkg/apis/apps/validation/validation.go ValidateDaemonSetSpec */
function validateSpec(spec: DaemonSetSpec): FieldError[] {
  const { selector, template } = spec;
  const empty = selector !== undefined && isEmptySelector(selector);
  return [
    ...validateLabelSelector('spec.selector', selector),
    ...(isUsable(selector) ? validateMatch('spec.template', selector, template) : []),
    ...(empty ? [invalid('spec.selector', shownSelector(selector), 'empty selector is invalid for daemonset')] : []),
    ...validatePodTemplate('spec.template', template),
    ...validateEndless('spec.template', template, 'DaemonSet'),
    ...nonNegative('spec.minReadySeconds', spec.minReadySeconds),
    ...validateStrategy(spec),
    ...nonNegative('spec.revisionHistoryLimit', spec.revisionHistoryLimit),
  ];
}

const validate = (object: DaemonSet): FieldError[] =>
  [...validateMeta(object, subdomainName, true), ...(object.spec === undefined ? [] : validateSpec(object.spec))];

const COUNTERS = ['currentNumberScheduled', 'numberMisscheduled', 'desiredNumberScheduled', 'numberReady', 'observedGeneration',
  'updatedNumberScheduled', 'numberAvailable', 'numberUnavailable', 'collisionCount'];

export const daemonSet: KindDefinition<DaemonSet> = {
  group: 'apps', version: 'v1', kind: 'DaemonSet', plural: 'daemonsets', singular: 'daemonset', shortNames: ['ds'], categories: ['all'],
  namespaced: true, verbs: ALL_VERBS, subresources: [statusSubresource('DaemonSet')], definition: 'apps.v1.DaemonSet',
  defaults,
  prepareForCreate: (object) => withStatus(withTemplateGeneration(object, Math.max(1, templateGeneration(object))), NOTHING_YET),
  prepareForUpdate,
  prepareForStatusUpdate: keepSpec,
  validate,
  updateIsWhole: true,
  // What may not change comes first. @k8s golden kubectl/immutable-fields-more
  validateUpdate: (next, old) => [...validateMetaUpdate(next, old), ...validateFixedSelector(next.spec?.selector, old.spec?.selector), ...validate(next)],
  validateStatusUpdate: (next, old) => [...validateMetaUpdate(next, old), ...statusCounts(next.status ?? {}, COUNTERS, [], ''),
    ...notDecremented(next.status?.collisionCount, old.status?.collisionCount)],
  // No word of the name; of the template when it is another. @k8s pkg/registry/apps/daemonset/strategy.go WarningsOnCreate, WarningsOnUpdate
  warnings: (object, old) => (old !== undefined && templateGeneration(object) === templateGeneration(old) ? [] : templateWarnings('spec.template', object.spec?.template)),
  columns: [
    nameColumn,
    column('Desired', 'integer', ({ status }: DaemonSet) => status?.desiredNumberScheduled ?? 0),
    column('Current', 'integer', ({ status }: DaemonSet) => status?.currentNumberScheduled ?? 0),
    column('Ready', 'integer', ({ status }: DaemonSet) => status?.numberReady ?? 0),
    column('Up-to-date', 'integer', ({ status }: DaemonSet) => status?.updatedNumberScheduled ?? 0),
    column('Available', 'integer', ({ status }: DaemonSet) => status?.numberAvailable ?? 0),
    column('Node Selector', 'string', nodeSelector),
    ageColumn, ...templateColumns,
  ],
  selectableFields: {},
};

function nodeSelector({ spec }: DaemonSet): string {
  const pairs = Object.entries(spec?.template?.spec?.nodeSelector ?? {}).map(([key, value]) => `${key}=${value}`);
  return pairs.length === 0 ? '<none>' : pairs.sort().join(',');
}
