import { dns1035LabelProblems, dns1123SubdomainProblems } from '../../../base/index.ts';
import { invalid, required } from '../../fieldError.ts';
import type { FieldError, KindDefinition } from '../../kindDefinition.ts';
import { pathSegmentName, validateMeta, validateMetaUpdate } from '../../meta/objectMeta.ts';
import type { APIService, APIServiceSpec } from '../../schema/types.ts';
import { ageColumn, ALL_VERBS, column, nameColumn, statusSubresource } from '../common.ts';
import { keepSpec, keepStatus } from '../workload/strategy.ts';

/** @k8s kube-aggregator/pkg/apis/apiregistration/validation/validation.go */
function validate(service: APIService): FieldError[] {
  const spec = service.spec ?? { groupPriorityMinimum: 0, versionPriority: 0 };
  const wanted = `${spec.version ?? ''}.${spec.group ?? ''}`;
  const name = (text: string): readonly string[] => {
    const problems = pathSegmentName(text);
    return problems.length > 0 || text === wanted ? problems : [`must be \`spec.version+"."+spec.group\`: ${JSON.stringify(wanted)}`];
  };
  return [...validateMeta(service, name, false), ...validateSpec(spec)];
}

function validateSpec(spec: APIServiceSpec): FieldError[] {
  const given: Partial<APIServiceSpec> = spec;
  const { group = '', version = '', groupPriorityMinimum = 0, versionPriority = 0, service, caBundle = '', insecureSkipTLSVerify = false } = given;
  const problems = group === '' ? [] : dns1123SubdomainProblems(group);
  const wrong = dns1035LabelProblems(version);
  return [
    ...(problems.length > 0 ? [invalid('spec.group', group, problems.join(','))] : []),
    ...(wrong.length > 0 ? [invalid('spec.version', version, wrong.join(','))] : []),
    ...(groupPriorityMinimum <= 0 || groupPriorityMinimum > 20000 ? [invalid('spec.groupPriorityMinimum', groupPriorityMinimum, 'must be positive and less than 20000')] : []),
    ...(versionPriority <= 0 || versionPriority > 1000 ? [invalid('spec.versionPriority', versionPriority, 'must be positive and less than 1000')] : []),
    ...(service === undefined ? [
      ...(caBundle === '' ? [] : [invalid('spec.caBundle', `${caBundle.length} bytes`, 'local APIServices may not have a caBundle')]),
      ...(insecureSkipTLSVerify ? [invalid('spec.insecureSkipTLSVerify', insecureSkipTLSVerify, 'local APIServices may not have insecureSkipTLSVerify')] : []),
    ] : [
      ...((service.namespace ?? '') === '' ? [required('spec.service.namespace')] : []),
      ...((service.name ?? '') === '' ? [required('spec.service.name')] : []),
      ...((service.port ?? 443) < 1 || (service.port ?? 443) > 65535 ? [invalid('spec.service.port', service.port, 'port is not valid: must be between 1 and 65535, inclusive')] : []),
      ...(insecureSkipTLSVerify && caBundle !== '' ? [invalid('spec.insecureSkipTLSVerify', insecureSkipTLSVerify, 'may not be true if caBundle is present')] : []),
    ]),
  ];
}

const availableOf = ({ status }: APIService): string => {
  const condition = status?.conditions?.find(({ type }) => type === 'Available');
  if (condition === undefined) return 'Unknown';
  return condition.status === 'True' ? 'True' : `${condition.status} (${condition.reason ?? ''})`;
};

export const apiService: KindDefinition<APIService> = {
  group: 'apiregistration.k8s.io', version: 'v1', kind: 'APIService', plural: 'apiservices', singular: 'apiservice', shortNames: [], categories: ['api-extensions'],
  namespaced: false, verbs: ALL_VERBS, subresources: [statusSubresource('APIService')], definition: 'apiregistration.v1.APIService',
  defaults: (service) => ({
    ...service, status: service.status ?? {},
    ...(service.spec?.service !== undefined && service.spec.service.port === undefined ? { spec: { ...service.spec, service: { ...service.spec.service, port: 443 } } } : {}),
  }),
  prepareForCreate: (service) => ({ ...service, status: {} }),
  prepareForUpdate: keepStatus,
  // @k8s kube-aggregator/pkg/registry/apiservice/strategy.go: local ones are available at once
  stamp: (next, old, now) => (old !== undefined || next.spec?.service !== undefined ? next : { ...next, status: { conditions: [
    { type: 'Available', status: 'True', lastTransitionTime: now, reason: 'Local', message: 'Local APIServices are always available' },
  ] } }),
  prepareForStatusUpdate: keepSpec,
  validate,
  validateUpdate: (next, old) => validateMetaUpdate(next, old),
  // @k8s kube-aggregator/pkg/registry/apiservice/etcd/etcd.go ConvertToTable; golden world/get/apiservices
  columns: [
    nameColumn,
    column('Service', 'string', ({ spec }: APIService) => (spec?.service === undefined ? 'Local' : `${spec.service.namespace ?? ''}/${spec.service.name ?? ''}`)),
    column('Available', 'string', availableOf), ageColumn,
  ],
  selectableFields: {},
};
