export { kubeconfigFor, writeKubeconfig } from './kubeconfig.ts';
export { startServer, type RunningServer, type ServedCluster, type ServeOptions } from './server.ts';
export type { Speed } from './timePump.ts';
