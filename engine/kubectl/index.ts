export type { AdminPems, Kubeconfig } from './kubeconfig.ts';
export type { KubectlOptions } from './kubectl.ts';
export { adminConfig, completeKubectl, configObject, createKubectl, kubeconfigText } from './onDemand.ts';
export type { Editor, KubectlContext, Verb } from './verb.ts';
