import type { Json } from '../../../base/index.ts';
import { forbidden, invalid, notSupported, required } from '../../fieldError.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { sameObject } from '../../meta/equal.ts';
import { subdomainName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type {
  LimitedPriorityLevelConfiguration, PriorityLevelConfiguration, PriorityLevelConfigurationSpec, QueuingConfiguration,
} from '../../schema/types.ts';
import { ageColumn, ALL_VERBS, column, nameColumn, statusSubresource } from '../common.ts';
import { keepSpec, keepStatus, withStatus } from '../workload/strategy.ts';
import { FIXED_LEVELS } from './fixed.data.ts';

/** @k8s pkg/apis/flowcontrol/v1/defaults.go */
function defaultSpec(spec: PriorityLevelConfigurationSpec): PriorityLevelConfigurationSpec {
  if (spec.exempt !== undefined) return { ...spec, exempt: { nominalConcurrencyShares: 0, lendablePercent: 0, ...spec.exempt } };
  if (spec.limited === undefined) return spec;
  const queuing = spec.limited.limitResponse?.queuing;
  const filled: QueuingConfiguration | undefined = queuing === undefined ? undefined
    : { ...queuing, handSize: queuing.handSize || 8, queues: queuing.queues || 64, queueLengthLimit: queuing.queueLengthLimit || 50 };
  return { ...spec, limited: {
    nominalConcurrencyShares: 30, lendablePercent: 0, ...spec.limited,
    ...(filled === undefined ? {} : { limitResponse: { type: '', ...spec.limited.limitResponse, queuing: filled } }),
  } };
}

/** @k8s pkg/apis/flowcontrol/validation/validation.go */
function validate(level: PriorityLevelConfiguration): FieldError[] {
  const name = level.metadata?.name ?? '';
  const spec = level.spec ?? { type: '' };
  const fixed = Object.hasOwn(FIXED_LEVELS, name) ? FIXED_LEVELS[name] : undefined;
  return [
    ...validateMeta(level, subdomainName, false),
    ...((name === 'exempt') === (spec.type === 'Exempt') ? [] : [invalid('spec.type', spec.type ?? '', "type must be 'Exempt' if and only if name is 'exempt'")]),
    ...validateType(spec),
    ...(fixed !== undefined && !sameObject(spec, fixed) ? [invalid('spec', spec as unknown as Json, `spec of '${name}' must equal the fixed value`)] : []),
  ];
}

function validateType(spec: PriorityLevelConfigurationSpec): FieldError[] {
  const given: Partial<PriorityLevelConfigurationSpec> = spec;
  const { type = '', limited, exempt } = given;
  switch (type) {
    case 'Exempt': return limited === undefined ? percent(exempt?.lendablePercent, 'spec.exempt.lendablePercent')
      : [forbidden('spec.limited', 'must be nil if the type is not Limited')];
    case 'Limited': return [
      ...(exempt === undefined ? [] : [forbidden('spec.exempt', 'must be nil if the type is Limited')]),
      ...(limited === undefined ? [required('spec.limited', 'must not be empty when type is Limited')] : validateLimited(limited)),
    ];
    default: return [notSupported('spec.type', type, ['Exempt', 'Limited'])];
  }
}

const percent = (value: number | undefined, path: string): FieldError[] =>
  (value === undefined || (value >= 0 && value <= 100) ? [] : [invalid(path, value, 'must be between 0 and 100, inclusive')]);

function validateLimited(limited: LimitedPriorityLevelConfiguration): FieldError[] {
  const { nominalConcurrencyShares = 0, lendablePercent, borrowingLimitPercent, limitResponse } = limited;
  const path = 'spec.limited.limitResponse';
  const { type = '', queuing }: { readonly type?: string; readonly queuing?: QueuingConfiguration } = limitResponse ?? {};
  return [
    ...(nominalConcurrencyShares < 0 ? [invalid('spec.limited.nominalConcurrencyShares', nominalConcurrencyShares, 'must be a non-negative integer')] : []),
    ...(type === 'Reject' ? (queuing === undefined ? [] : [forbidden(`${path}.queuing`, 'must be nil if limited.limitResponse.type is not Limited')])
      : type === 'Queue' ? (queuing === undefined ? [required(`${path}.queuing`, 'must not be empty if limited.limitResponse.type is Limited')] : validateQueuing(queuing, `${path}.queuing`))
        : [notSupported(`${path}.type`, type, ['Queue', 'Reject'])]),
    ...percent(lendablePercent, 'spec.limited.lendablePercent'),
    ...(borrowingLimitPercent !== undefined && borrowingLimitPercent < 0
      ? [invalid('spec.limited.borrowingLimitPercent', borrowingLimitPercent, 'if specified, must be a non-negative integer')] : []),
  ];
}

function validateQueuing({ queues = 0, handSize = 0, queueLengthLimit = 0 }: QueuingConfiguration, path: string): FieldError[] {
  const bits = handSize * Math.ceil(bitsOf(queues));
  return [
    ...(queueLengthLimit <= 0 ? [invalid(`${path}.queueLengthLimit`, queueLengthLimit, 'must be positive')] : []),
    ...(queues <= 0 ? [invalid(`${path}.queues`, queues, 'must be positive')] : queues > 10_000_000 ? [invalid(`${path}.queues`, queues, 'must not be greater than 10000000')] : []),
    ...(handSize <= 0 ? [invalid(`${path}.handSize`, handSize, 'must be positive')]
      : handSize > queues ? [invalid(`${path}.handSize`, handSize, `should not be greater than queues (${queues})`)]
        : bits > 60 ? [invalid(`${path}.handSize`, handSize, `required entropy bits of deckSize ${queues} and handSize ${handSize} should not be greater than 60`)] : []),
  ];
}
/** Digits that a number below `count` needs. */
function bitsOf(count: number): number {
  let bits = 0;
  while (2 ** bits < count) bits++;
  return bits;
}

type Level = PriorityLevelConfiguration;
const queuingOf = (level: Level): QueuingConfiguration | undefined => level.spec?.limited?.limitResponse?.queuing;

export const priorityLevelConfiguration: KindDefinition<PriorityLevelConfiguration> = {
  group: 'flowcontrol.apiserver.k8s.io', version: 'v1', kind: 'PriorityLevelConfiguration', plural: 'prioritylevelconfigurations', singular: 'prioritylevelconfiguration', shortNames: [], categories: [],
  namespaced: false, verbs: ALL_VERBS, subresources: [statusSubresource('PriorityLevelConfiguration')], definition: 'flowcontrol.v1.PriorityLevelConfiguration',
  defaults: (level) => ({ ...level, ...(level.spec === undefined ? {} : { spec: defaultSpec(level.spec) }), status: level.status ?? {} }),
  prepareForCreate: (level) => withStatus(level, {}),
  prepareForUpdate: keepStatus,
  prepareForStatusUpdate: keepSpec,
  validate,
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  // @k8s pkg/printers/internalversion/printers.go printPriorityLevelConfiguration; golden world/get/prioritylevelconfigurations
  columns: [
    nameColumn, column('Type', 'string', ({ spec }: Level) => spec?.type ?? ''),
    column('NominalConcurrencyShares', 'string', ({ spec }: Level) => (spec?.limited === undefined ? '<none>' : spec.limited.nominalConcurrencyShares ?? 0)),
    column('Queues', 'string', (level: Level) => queuingOf(level)?.queues ?? '<none>'),
    column('HandSize', 'string', (level: Level) => queuingOf(level)?.handSize ?? '<none>'),
    column('QueueLengthLimit', 'string', (level: Level) => queuingOf(level)?.queueLengthLimit ?? '<none>'), ageColumn,
  ],
  selectableFields: {},
};
