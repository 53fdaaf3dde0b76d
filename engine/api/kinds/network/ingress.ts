import type { KindDefinition } from '../../kindDefinition.ts';
import type { Ingress } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, statusSubresource } from '../common.ts';
import { keepSpec, keepStatus, withStatus } from '../workload/strategy.ts';
import { ingressWarnings, validateIngress, validateIngressStatusUpdate, validateIngressUpdate } from './ingressRules.ts';

/** At most three hosts. @k8s pkg/printers/internalversion/printers.go formatHosts */
function hosts({ spec }: Ingress): string {
  const rules = spec?.rules ?? [];
  const names: string[] = [];
  let more = false;
  for (const { host = '' } of rules) {
    more ||= names.length === 3;
    if (!more && host !== '') names.push(host);
  }
  if (names.length === 0) return '*';
  return `${names.join(',')}${more ? ` + ${rules.length - 3} more...` : ''}`;
}

const address = ({ status }: Ingress): string => [...new Set((status?.loadBalancer?.ingress ?? [])
  .map(({ ip = '', hostname = '' }) => ip || hostname).filter((text) => text !== ''))].sort().join(',');

export const ingress: KindDefinition<Ingress> = {
  group: 'networking.k8s.io', version: 'v1', kind: 'Ingress', plural: 'ingresses', singular: 'ingress', shortNames: ['ing'], categories: [],
  namespaced: true, verbs: ALL_VERBS, subresources: [statusSubresource('Ingress')], definition: 'networking.v1.Ingress',
  defaults: (object) => (object.status?.loadBalancer === undefined ? { ...object, spec: object.spec ?? {}, status: { loadBalancer: {} } } : object),
  prepareForCreate: (object) => withStatus(object, { loadBalancer: {} }),
  prepareForUpdate: keepStatus,
  prepareForStatusUpdate: keepSpec,
  validate: validateIngress,
  validateUpdate: validateIngressUpdate,
  updateIsWhole: true,
  validateStatusUpdate: validateIngressStatusUpdate,
  warnings: ingressWarnings,
  columns: [
    nameColumn,
    column('Class', 'string', ({ spec }: Ingress) => spec?.ingressClassName ?? '<none>'),
    column('Hosts', 'string', hosts),
    column('Address', 'string', address),
    column('Ports', 'string', ({ spec }: Ingress) => ((spec?.tls ?? []).length === 0 ? '80' : '80, 443')),
    ageColumn,
  ],
  selectableFields: {},
};
