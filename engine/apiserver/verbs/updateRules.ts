/** What a PUT may do, kind by kind. @k8s AllowCreateOnUpdate and AllowUnconditionalUpdate of the strategies under pkg/registry */
import type { KindDefinition } from '../../api/index.ts';

const CREATED = new Set(['ClusterRole', 'ClusterRoleBinding', 'Endpoints', 'Event', 'Lease', 'LimitRange', 'Role', 'RoleBinding', 'RuntimeClass', 'Service']);
const VERSIONED = new Set(['APIService', 'CSIDriver', 'CSINode', 'CSIStorageCapacity', 'CustomResourceDefinition', 'Lease', 'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding', 'MutatingWebhookConfiguration', 'PodDisruptionBudget', 'RuntimeClass', 'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration', 'VolumeAttachment']);

/** Other content is no new generation. @k8s pkg/registry/scheduling/priorityclass/strategy.go */
export const keepsGeneration = ({ kind, group }: KindDefinition): boolean => kind === 'PriorityClass' && group === 'scheduling.k8s.io';
/** What is not there is created. */
export const isCreatedByPut = ({ kind, custom }: KindDefinition): boolean => custom === undefined && CREATED.has(kind);
/** The object must say which version it was made from. */
export const needsVersion = ({ kind, custom }: KindDefinition): boolean => custom !== undefined || VERSIONED.has(kind);
