import { qualifiedNameProblems } from '../../base/index.ts';
import { invalid } from '../fieldError.ts';
import type { FieldError, KindDefinition } from '../kindDefinition.ts';
import type { Namespace } from '../schema/types.ts';
import { ageColumn, column, nameColumn, statusSubresource } from './common.ts';
import { labelName, legacyFinalizerErrors, validateMeta, validateMetaUpdate } from '../meta/objectMeta.ts';

const FINALIZER = 'kubernetes';

/** Every namespace carries its name as a label. @k8s pkg/apis/core/v1/defaults.go SetDefaults_Namespace */
function defaults(namespace: Namespace): Namespace {
  const name = namespace.metadata?.name;
  if (name === undefined || name === '') return namespace;
  const labels = { ...namespace.metadata?.labels, 'kubernetes.io/metadata.name': name };
  return { ...namespace, metadata: { ...namespace.metadata, labels } };
}

/** @k8s pkg/registry/core/namespace/strategy.go */
function prepareForCreate(namespace: Namespace): Namespace {
  const finalizers = namespace.spec?.finalizers ?? [];
  return {
    ...namespace,
    spec: { ...namespace.spec, finalizers: finalizers.includes(FINALIZER) ? finalizers : [...finalizers, FINALIZER] },
    status: { phase: 'Active' },
  };
}

/** Finalizers of the spec change through the `finalize` subresource only. */
const prepareForUpdate = (next: Namespace, old: Namespace): Namespace => {
  const { status: _status, spec: _spec, ...rest } = next;
  return { ...rest, ...(old.spec === undefined ? {} : { spec: old.spec }), ...(old.status === undefined ? {} : { status: old.status }) };
};
const prepareForStatusUpdate = (next: Namespace, old: Namespace): Namespace => {
  const { spec: _spec, ...rest } = next;
  return { ...rest, ...(old.spec === undefined ? {} : { spec: old.spec }) };
};

/** @k8s pkg/apis/core/validation/validation.go validateFinalizerName */
const validateFinalizers = ({ spec }: Namespace): FieldError[] => (spec?.finalizers ?? []).flatMap((name) => [
  ...qualifiedNameProblems(name).map((text) => invalid('spec.finalizers', name, text)),
  ...legacyFinalizerErrors('spec.finalizers', name),
]);

/** @k8s pkg/apis/core/validation/validation.go ValidateNamespaceStatusUpdate */
function validatePhase({ metadata, status }: Namespace): FieldError[] {
  const [phase, wanted] = [status?.phase ?? '', metadata?.deletionTimestamp === undefined ? 'Active' : 'Terminating'];
  const when = wanted === 'Active' ? 'empty' : 'not empty';
  return phase === wanted ? [] : [invalid('status.Phase', phase, `may only be '${wanted}' if \`deletionTimestamp\` is ${when}`)];
}

export const namespace: KindDefinition<Namespace> = {
  group: '', version: 'v1', kind: 'Namespace', plural: 'namespaces', singular: 'namespace', shortNames: ['ns'], categories: [],
  namespaced: false,
  verbs: ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'],
  subresources: [{ name: 'finalize', kind: 'Namespace', verbs: ['update'] }, statusSubresource('Namespace')],
  definition: 'core.v1.Namespace',
  defaults, prepareForCreate, prepareForUpdate, prepareForStatusUpdate,
  validate: (object) => [...validateMeta(object, labelName, false), ...validateFinalizers(object)],
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  validateStatusUpdate: (next, old) => [...validateMetaUpdate(next, old), ...validatePhase(next)],
  columns: [nameColumn, column('Status', 'string', (object: Namespace) => object.status?.phase ?? ''), ageColumn],
  selectableFields: { 'status.phase': (object) => object.status?.phase ?? '' },
};
