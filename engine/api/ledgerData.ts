/**
 * What Peapod does with a field: `simulated` (it has its effect), `stored` (kept and shown, without effect). Paths without indices;
 * a path speaks for everything below it unless a longer one says otherwise. A kind that is not named is simulated.
 */
export type Verdict = 'simulated' | 'stored';
export type Ledger = { readonly [path: string]: Verdict };

const CONTAINER: Ledger = {
  '': 'simulated',
  resizePolicy: 'stored', volumeDevices: 'stored', 'lifecycle.postStart.tcpSocket': 'stored', 'lifecycle.preStop.tcpSocket': 'stored',
  stdinOnce: 'stored',
  'securityContext.capabilities': 'stored', 'securityContext.privileged': 'stored', 'securityContext.allowPrivilegeEscalation': 'stored',
  'securityContext.seccompProfile': 'stored', 'securityContext.appArmorProfile': 'stored', 'securityContext.seLinuxOptions': 'stored',
  'securityContext.windowsOptions': 'stored', 'securityContext.procMount': 'stored',
};

const under = (prefix: string, ledger: Ledger): Ledger =>
  Object.fromEntries(Object.entries(ledger).map(([path, verdict]) => [path === '' ? prefix : `${prefix}.${path}`, verdict]));

const POD_SPEC: Ledger = {
  '': 'simulated',
  ...under('containers', CONTAINER), ...under('initContainers', CONTAINER), ...under('ephemeralContainers', CONTAINER),
  'affinity.podAffinity': 'stored', 'affinity.podAntiAffinity': 'stored', topologySpreadConstraints: 'stored', schedulingGates: 'stored', resourceClaims: 'stored',
  priorityClassName: 'stored', preemptionPolicy: 'simulated', runtimeClassName: 'stored', overhead: 'simulated',
  hostIPC: 'stored', hostPID: 'stored', hostUsers: 'stored', setHostnameAsFQDN: 'stored', os: 'stored',
  'securityContext.seccompProfile': 'stored', 'securityContext.appArmorProfile': 'stored', 'securityContext.seLinuxOptions': 'stored',
  'securityContext.windowsOptions': 'stored', 'securityContext.sysctls': 'stored', imagePullSecrets: 'stored',
  'volumes.persistentVolumeClaim': 'stored', 'volumes.ephemeral': 'stored', 'volumes.csi': 'stored', 'volumes.nfs': 'stored',
  'volumes.iscsi': 'stored', 'volumes.fc': 'stored', 'volumes.image': 'stored', 'volumes.gitRepo': 'stored', 'volumes.rbd': 'stored',
  'volumes.cephfs': 'stored', 'volumes.glusterfs': 'stored', 'volumes.azureDisk': 'stored', 'volumes.azureFile': 'stored',
  'volumes.awsElasticBlockStore': 'stored', 'volumes.gcePersistentDisk': 'stored', 'volumes.vsphereVolume': 'stored',
};

export const LEDGER: { readonly [kind: string]: Ledger } = {
  Deployment: under('spec.template.spec', POD_SPEC),
  Pod: under('spec', POD_SPEC),
  ReplicaSet: under('spec.template.spec', POD_SPEC),
  Service: {
    'spec.externalIPs': 'stored', 'spec.loadBalancerIP': 'stored', 'spec.loadBalancerSourceRanges': 'stored',
    'spec.loadBalancerClass': 'stored', 'spec.healthCheckNodePort': 'stored', 'spec.trafficDistribution': 'stored',
    'spec.sessionAffinityConfig': 'stored',
  },
};

/** Stored fields that mislead nobody: everyday defaults, and what shows no effect in a course anyhow. */
export const QUIET: readonly string[] = [
  'preemptionPolicy', 'os', 'stdinOnce', 'imagePullSecrets', 'sessionAffinityConfig',
];
