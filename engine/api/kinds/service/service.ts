import { formatLabels } from '../../../base/index.ts';
import type { KindDefinition } from '../../kindDefinition.ts';
import type { Service, ServicePort } from '../../schema/types.ts';
import { ALL_VERBS, ageColumn, column, nameColumn, statusSubresource } from '../common.ts';
import { serviceDefaults } from './defaults.ts';
import { prepareForCreate, prepareForUpdate, prepareForStatusUpdate } from './strategy.ts';
import { validateServiceStatusUpdate, validateServiceUpdate } from './update.ts';
import { validateService } from './validate.ts';
import { serviceWarnings } from './warnings.ts';

const formatPort = ({ port, nodePort = 0, protocol = 'TCP' }: ServicePort): string =>
  `${port}${nodePort > 0 ? `:${nodePort}` : ''}/${protocol}`;

/** @k8s pkg/printers/internalversion/printers.go getServiceExternalIP (tables are always made wide) */
function externalIp({ spec, status }: Service): string {
  const given = (spec?.externalIPs ?? []).join(',');
  switch (spec?.type) {
    case 'ClusterIP': case 'NodePort': return given === '' ? '<none>' : given;
    case 'LoadBalancer': {
      const addresses = [...new Set((status?.loadBalancer?.ingress ?? []).map(({ ip = '', hostname = '' }) => ip || hostname).filter((text) => text !== ''))].sort();
      const all = [...addresses, ...(spec.externalIPs ?? [])].join(',');
      return all === '' ? '<pending>' : all;
    }
    case 'ExternalName': return spec.externalName ?? '';
    default: return '<unknown>';
  }
}

export const service: KindDefinition<Service> = {
  group: '', version: 'v1', kind: 'Service', plural: 'services', singular: 'service', shortNames: ['svc'], categories: ['all'],
  namespaced: true, verbs: ALL_VERBS,
  subresources: [
    { name: 'proxy', kind: 'ServiceProxyOptions', verbs: ['create', 'delete', 'get', 'patch', 'update'] },
    statusSubresource('Service'),
  ],
  definition: 'core.v1.Service',
  defaults: serviceDefaults,
  prepareForCreate, prepareForUpdate, prepareForStatusUpdate,
  validate: validateService,
  validateUpdate: validateServiceUpdate,
  updateIsWhole: true,
  validateStatusUpdate: validateServiceStatusUpdate,
  warnings: serviceWarnings,
  columns: [
    nameColumn,
    column('Type', 'string', (object: Service) => object.spec?.type ?? ''),
    column('Cluster-IP', 'string', (object: Service) => object.spec?.clusterIPs?.[0] || object.spec?.clusterIP || '<none>'),
    column('External-IP', 'string', externalIp),
    column('Port(s)', 'string', (object: Service) => (object.spec?.ports ?? []).map(formatPort).join(',') || '<none>'),
    ageColumn,
    column('Selector', 'string', (object: Service) => formatLabels(object.spec?.selector), 1),
  ],
  selectableFields: {
    'spec.clusterIP': (object) => object.spec?.clusterIP ?? '',
    'spec.type': (object) => object.spec?.type ?? '',
  },
};
