/** What a policy's expressions mean for the kinds that it matches. @k8s pkg/controller/validatingadmissionpolicystatus/controller.go; golden kubectl/validating-admission-policy */
import type { ValidatingAdmissionPolicy } from '../../../api/index.ts';
import type { Loop, LoopContext } from './controllers.ts';
import { expressionWarnings } from '../policy/typeChecking.ts';

const POLICIES = 'validatingadmissionpolicies.admissionregistration.k8s.io';
const STEP_MS = 20;

export const policyStatusLoop: Loop = {
  resources: [POLICIES],
  changed({ key, type }, context) { if (type !== 'DELETED') context.soon(`policy ${key}`, STEP_MS, () => sync(context, key)); },
};

function sync(context: LoopContext, name: string): void {
  const policy = context.store.get(POLICIES, name) as ValidatingAdmissionPolicy | undefined; // the resource tells the type
  const generation = policy?.metadata?.generation;
  if (policy === undefined || generation === undefined || policy.status?.observedGeneration === generation) return;
  const warnings = expressionWarnings(context.registry, policy);
  context.send('PUT', `/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies/${name}/status`, {
    ...policy, status: { ...policy.status, observedGeneration: generation, typeChecking: warnings.length === 0 ? {} : { expressionWarnings: warnings } },
  });
}
