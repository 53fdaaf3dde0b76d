/** All of kubectl. */
export { completeKubectl } from './completion.ts';
export { adminConfig, configObject, kubeconfigText } from './kubeconfig.ts';
export { createKubectl } from './kubectl.ts';
