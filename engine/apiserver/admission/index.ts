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

type Concerned = { readonly first: readonly AdmissionPlugin[]; readonly checking: readonly AdmissionPlugin[]; readonly validating: readonly AdmissionPlugin[] };

/** Which plugins have a say about a resource: looked up once, for every write asks. */
function concernedBy(plugins: readonly AdmissionPlugin[]): (resource: string) => Concerned {
  const known = new Map<string, Concerned>();
  return (resource) => {
    let concerned = known.get(resource);
    if (concerned === undefined) {
      const own = plugins.filter(({ resources }) => resources === undefined || resources.includes(resource));
      concerned = {
        first: own.filter(({ admit, check }) => admit !== undefined || check !== undefined), checking: own.filter(({ check }) => check !== undefined),
        validating: own.filter(({ validate }) => validate !== undefined),
      };
      known.set(resource, concerned);
    }
    return concerned;
  };
}

/** Plugins in their order as one. */
export function admissionOf(plugins: readonly AdmissionPlugin[]): Admission {
  const concerned = concernedBy(plugins);
  return {
    plugins,
    admit(attributes, object, context) {
      let admitted = object;
      for (const plugin of concerned(attributes.resource).first) {
        const refused = plugin.check?.(attributes, admitted, context);
        if (refused !== undefined) return refused;
        const next = plugin.admit?.(attributes, admitted, context) ?? admitted;
        if (isFailure(next)) return next;
        admitted = next;
      }
      return admitted;
    },
    check(attributes, object, context) {
      for (const plugin of concerned(attributes.resource).checking) {
        const refused = plugin.check?.(attributes, object, context);
        if (refused !== undefined) return refused;
      }
      return undefined;
    },
    validate(attributes, object, context) {
      for (const plugin of concerned(attributes.resource).validating) {
        const refused = plugin.validate?.(attributes, object, context);
        if (refused !== undefined) return refused;
      }
      return undefined;
    },
  };
}

export const createAdmission = (plugins: readonly AdmissionPlugin[] = ADMISSION): Admission => admissionOf(plugins);
