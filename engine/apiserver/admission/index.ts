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
import type { Admission, AdmissionPlugin, Attributes } from './types.ts';

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

function concernedWith(plugins: readonly AdmissionPlugin[], { resource, operation, subresource }: Attributes): Concerned {
  const own = plugins.filter(({ resources, idle }) => (resources === undefined || resources.includes(resource)) && idle?.(operation, subresource) !== true);
  return {
    first: own.filter(({ admit, check }) => admit !== undefined || check !== undefined), checking: own.filter(({ check }) => check !== undefined),
    validating: own.filter(({ validate }) => validate !== undefined),
  };
}

/** Which plugins have a say about a request: looked up once for each sort, for every write asks. */
function concernedBy(plugins: readonly AdmissionPlugin[]): (attributes: Attributes) => Concerned {
  const table = (): Map<string, Map<string | undefined, Concerned>> => new Map();
  const known = { CREATE: table(), UPDATE: table(), DELETE: table(), CONNECT: table() };
  return (attributes) => {
    const { operation, resource, subresource } = attributes;
    let own = known[operation].get(resource);
    if (own === undefined) { own = new Map(); known[operation].set(resource, own); }
    let concerned = own.get(subresource);
    if (concerned === undefined) { concerned = concernedWith(plugins, attributes); own.set(subresource, concerned); }
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
      for (const plugin of concerned(attributes).first) {
        const refused = plugin.check?.(attributes, admitted, context);
        if (refused !== undefined) return refused;
        const next = plugin.admit?.(attributes, admitted, context) ?? admitted;
        if (isFailure(next)) return next;
        admitted = next;
      }
      return admitted;
    },
    check(attributes, object, context) {
      for (const plugin of concerned(attributes).checking) {
        const refused = plugin.check?.(attributes, object, context);
        if (refused !== undefined) return refused;
      }
      return undefined;
    },
    validate(attributes, object, context) {
      for (const plugin of concerned(attributes).validating) {
        const refused = plugin.validate?.(attributes, object, context);
        if (refused !== undefined) return refused;
      }
      return undefined;
    },
  };
}

export const createAdmission = (plugins: readonly AdmissionPlugin[] = ADMISSION): Admission => admissionOf(plugins);
