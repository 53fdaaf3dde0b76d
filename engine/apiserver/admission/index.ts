/** Admission plugins in the order in which they run. @k8s pkg/kubeapiserver/options/plugins.go AllOrderedPlugins */
import { isFailure } from '../context.ts';
import { certificateApproval, certificateSigning, certificateSubjectRestriction } from './certificates.ts';
import { defaultIngressClass } from './defaultIngressClass.ts';
import { defaultStorageClass } from './defaultStorageClass.ts';
import { defaultTolerationSeconds } from './defaultTolerationSeconds.ts';
import { limitRanger } from './limitRanger.ts';
import { mutatingAdmissionPolicy } from './mutatingAdmissionPolicy.ts';
import { namespaceLifecycle } from './namespaceLifecycle.ts';
import { persistentVolumeClaimResize } from './persistentVolumeClaimResize.ts';
import { nodeRestriction } from './nodeRestriction.ts';
import { podSecurity } from './podSecurity.ts';
import { podTopologyLabels } from './podTopologyLabels.ts';
import { priority } from './priority.ts';
import { resourceQuota } from './resourceQuota.ts';
import { runtimeClass } from './runtimeClass.ts';
import { serviceAccount } from './serviceAccount.ts';
import { storageObjectInUseProtection } from './storageObjectInUseProtection.ts';
import { taintNodesByCondition } from './taintNodesByCondition.ts';
import { terminatingDefinition } from './terminatingDefinition.ts';
import { validatingAdmissionPolicy } from './validatingAdmissionPolicy.ts';
import { mutatingAdmissionWebhook, validatingAdmissionWebhook } from './webhooks.ts';
import type { Admission, AdmissionPlugin } from './types.ts';

export const ADMISSION: readonly AdmissionPlugin[] = [
  namespaceLifecycle,
  terminatingDefinition,
  limitRanger,
  serviceAccount,
  nodeRestriction,
  taintNodesByCondition,
  podSecurity,
  priority,
  defaultTolerationSeconds,
  defaultStorageClass,
  storageObjectInUseProtection,
  persistentVolumeClaimResize,
  runtimeClass,
  certificateApproval,
  certificateSigning,
  certificateSubjectRestriction,
  defaultIngressClass,
  podTopologyLabels,
  mutatingAdmissionPolicy,
  mutatingAdmissionWebhook,
  validatingAdmissionPolicy,
  validatingAdmissionWebhook,
  resourceQuota,
];

/** Plugins in their order as one. */
export function admissionOf(plugins: readonly AdmissionPlugin[]): Admission {
  return {
    plugins,
    admit(attributes, object, context) {
      let admitted = object;
      for (const plugin of plugins) {
        const next = plugin.admit?.(attributes, admitted, context) ?? admitted;
        if (isFailure(next)) return next;
        admitted = next;
      }
      return admitted;
    },
    validate(attributes, object, context) {
      for (const plugin of plugins) {
        const refused = plugin.validate?.(attributes, object, context);
        if (refused !== undefined) return refused;
      }
      return undefined;
    },
  };
}

export const createAdmission = (plugins: readonly AdmissionPlugin[] = ADMISSION): Admission => admissionOf(plugins);
