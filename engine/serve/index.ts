export { documentation } from './fieldDocs.ts';
export { identityOf, makeClusterKeys, makeCredentials, type ClusterKeys, type Credentials } from './identity/clusterIdentity.ts';
export type { Limits, TlsMaterial } from './http/listener.ts';
export { isOurKubeconfig, kubeconfigFor, writeKubeconfig, type KubeconfigCredentials } from './kubeconfig.ts';
export { isLoopback, serveCluster, type ServeClusterOptions, type ServedSession } from './serveCluster.ts';
export { startServer, type RunningServer, type ServedCluster, type ServeOptions } from './server.ts';
export type { Speed } from './timePump.ts';
