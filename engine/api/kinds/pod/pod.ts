import type { KindDefinition } from '../../kindDefinition.ts';
import type { Pod } from '../../schema/types.ts';
import { ALL_VERBS } from '../common.ts';
import { podColumns } from './columns.ts';
import { podDefaults } from './defaults.ts';
import { validatePodStatusUpdate } from './status.ts';
import { prepareForCreate, prepareForStatusUpdate, prepareForUpdate, stampPod } from './strategy.ts';
import { validatePodUpdate } from './update.ts';
import { validateNewPod, validatePod } from './validate.ts';
import { podWarnings } from './warnings.ts';

const CONNECT = ['create', 'delete', 'get', 'patch', 'update'] as const;
const CHANGE = ['get', 'patch', 'update'] as const;

export const pod: KindDefinition<Pod> = {
  group: '', version: 'v1', kind: 'Pod', plural: 'pods', singular: 'pod', shortNames: ['po'], categories: ['all'],
  namespaced: true, verbs: ALL_VERBS,
  subresources: [
    { name: 'attach', kind: 'PodAttachOptions', verbs: ['create', 'get'] },
    { name: 'binding', kind: 'Binding', verbs: ['create'] },
    { name: 'ephemeralcontainers', kind: 'Pod', verbs: CHANGE },
    { name: 'eviction', kind: 'Eviction', group: 'policy', version: 'v1', verbs: ['create'] },
    { name: 'exec', kind: 'PodExecOptions', verbs: ['create', 'get'] },
    { name: 'log', kind: 'Pod', verbs: ['get'] },
    { name: 'portforward', kind: 'PodPortForwardOptions', verbs: ['create', 'get'] },
    { name: 'proxy', kind: 'PodProxyOptions', verbs: CONNECT },
    { name: 'resize', kind: 'Pod', verbs: CHANGE },
    { name: 'status', kind: 'Pod', verbs: CHANGE },
  ],
  definition: 'core.v1.Pod',
  defaults: podDefaults, prepareForCreate, prepareForUpdate, prepareForStatusUpdate, stamp: stampPod,
  validate: validatePod,
  validateCreate: validateNewPod,
  validateUpdate: validatePodUpdate,
  validateStatusUpdate: validatePodStatusUpdate,
  warnings: podWarnings,
  columns: podColumns,
  selectableFields: {
    'spec.nodeName': (object) => object.spec?.nodeName ?? '',
    'spec.restartPolicy': (object) => object.spec?.restartPolicy ?? '',
    'spec.schedulerName': (object) => object.spec?.schedulerName ?? '',
    'spec.serviceAccountName': (object) => object.spec?.serviceAccountName ?? '',
    'spec.hostNetwork': (object) => String(object.spec?.hostNetwork ?? false),
    'status.phase': (object) => object.status?.phase ?? '',
    'status.podIP': (object) => object.status?.podIPs?.[0]?.ip ?? object.status?.podIP ?? '',
    'status.nominatedNodeName': (object) => object.status?.nominatedNodeName ?? '',
  },
  graceful: true,
};
