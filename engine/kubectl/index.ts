export { completeKubectl } from './completion.ts';
export { adminConfig, configObject, type Kubeconfig } from './kubeconfig.ts';
export { createKubectl, type KubectlOptions } from './kubectl.ts';
export type { Editor, KubectlContext, Verb } from './verb.ts';
