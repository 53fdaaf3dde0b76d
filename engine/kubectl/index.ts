export { completeKubectl } from './completion.ts';
export { adminConfig, configObject, kubeconfigText, type AdminPems, type Kubeconfig } from './kubeconfig.ts';
export { createKubectl, type KubectlOptions } from './kubectl.ts';
export type { Editor, KubectlContext, Verb } from './verb.ts';
