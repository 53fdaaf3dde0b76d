/**
 * The durations of a cluster, in milliseconds, each with the version it was seen in or set by and where. `observed` are medians of
 * recordings (a quiet machine); the others are constants or defaults of Kubernetes.
 */
export type Timing = { readonly ms: number; readonly version: string; readonly source: string };

const set = (ms: number, source: string): Timing => ({ ms, version: 'v1.36', source });
const observed = (ms: number, source: string): Timing => ({ ms, version: 'v1.36.3', source: `observed: ${source}` });

export const TIMINGS = {
  // Kubelet: containers
  containerBackOffBase: set(10_000, 'pkg/kubelet/kubelet.go newCrashLoopBackOff'),
  containerBackOffMax: set(300_000, 'pkg/kubelet/kubelet.go MaxContainerBackOff'),
  containerBackOffReset: set(600_000, 'client-go/util/flowcontrol/backoff.go: twice the maximum'),
  imageBackOffBase: set(10_000, 'pkg/kubelet/kubelet.go imageBackOff'),
  imageBackOffMax: set(300_000, 'pkg/kubelet/kubelet.go MaxImageBackOff'),
  syncErrorRetry: set(10_000, 'pkg/kubelet/pod_workers.go: times 1 to 1.5'),
  networkNotReadyRetry: set(1_000, 'pkg/kubelet/pod_workers.go backOffOnTransientErrorPeriod'),
  podResync: set(60_000, 'KubeletConfiguration.syncFrequency: times 1 to 1.5'),
  runtimePoll: set(1_000, 'pkg/kubelet/kubelet.go genericPlegRelistPeriod'),
  minimumGrace: set(2_000, 'pkg/kubelet/kuberuntime minimumGracePeriodInSeconds'),
  defaultGrace: set(30_000, 'pkg/apis/core/types.go DefaultTerminationGracePeriodSeconds'),
  mountRetryBase: set(500, 'pkg/volume/util/nestedpendingoperations, observed pod-hostpath-types'),
  mountRetryMax: set(122_000, 'pkg/volume/util/nestedpendingoperations'),
  mountTimeout: set(123_000, 'pkg/kubelet/volumemanager podAttachAndMountTimeout'),
  emptyDirCheck: observed(60_000, 'pods/pod-emptydir-over-limit'),
  podBoundToFirstStatus: observed(30, 'pods, n=92'),
  containerCreatingToSandboxReady: observed(640, 'pods, n=96'),
  imagePulledToCreated: observed(32, 'pods, n=162'),
  containerCreatedToStarted: observed(107, 'pods, n=159'),
  containerStartedToStatus: observed(17, 'pods, n=83'),
  pullPresentImage: observed(35, 'pods/pod-image-pull-policies'),
  crashToFirstRestart: observed(120, 'pods, n=16'),
  backOffShownBeforeStart: observed(189, 'pods, n=16'),
  containersEndedToPhase: observed(1_104, 'pods, n=21'),
  killToFinalStatusMargin: observed(200, 'pods/pod-sigterm-ignored'),
  finalStatusToRemoval: observed(691, 'pods, n=13'),
  removalToDeleted: observed(5, 'pods, n=7'),
  // Kubelet: probes
  probePeriod: set(10_000, 'pkg/apis/core/v1/defaults.go'),
  probeTimeout: set(1_000, 'pkg/apis/core/v1/defaults.go'),
  probeFirstTick: observed(360, 'pods: liveness and startup probes after the first status write'),
  probeToKill: observed(13, 'pods, n=5'),
  // Node
  nodeLeaseDuration: set(40_000, 'KubeletConfiguration.nodeLeaseDurationSeconds'),
  nodeLeaseRenew: set(10_000, 'a quarter of the lease'),
  nodeStatusUpdate: set(10_000, 'KubeletConfiguration.nodeStatusUpdateFrequency'),
  nodeStatusReport: set(300_000, 'KubeletConfiguration.nodeStatusReportFrequency'),
  nodeMonitorPeriod: set(5_000, 'kube-controller-manager --node-monitor-period'),
  nodeMonitorGrace: set(50_000, 'kube-controller-manager --node-monitor-grace-period'),
  nodeEvictionToleration: set(300_000, 'DefaultTolerationSeconds admission'),
  podGcPeriod: set(20_000, 'pkg/controller/podgc gcCheckPeriod'),
  podGcOrphanQuarantine: set(40_000, 'pkg/controller/podgc quarantineTime'),
  // Scheduler
  podCreatedToBound: observed(17, 'all, n=255'),
  schedulerBackOffBase: set(1_000, 'KubeSchedulerConfiguration.podInitialBackoffSeconds'),
  schedulerBackOffMax: set(10_000, 'KubeSchedulerConfiguration.podMaxBackoffSeconds'),
  schedulerUnschedulableFlush: set(300_000, 'pkg/scheduler DefaultPodMaxInUnschedulablePodsDuration'),
  // Controllers
  deploymentToReplicaSet: observed(4, 'controllers/deploy-create-rollout'),
  deploymentToStatus: observed(61, 'controllers, n=10'),
  replicaSetToPods: observed(21, 'controllers, n=15'),
  replicaSetReadyToDeployment: observed(12, 'controllers, n=16'),
  serviceToEndpointSlice: observed(12, 'controllers and cluster, n=20'),
  podReadyToEndpointSlice: observed(20, 'controllers and cluster, n=34'),
  podDeletedToEndpointSlice: observed(58, 'controllers and cluster, n=7'),
  progressDeadline: set(600_000, 'pkg/apis/apps/v1/defaults.go'),
  namespaceDeletionDelay: set(5_000, 'pkg/controller/namespace namespaceDeletionGracePeriod'),
  workQueueBackOffBase: set(5, 'client-go/util/workqueue DefaultTypedControllerRateLimiter'),
  workQueueBackOffMax: set(1_000_000, 'client-go/util/workqueue DefaultTypedControllerRateLimiter'),
  // API server, kubectl
  eventTimeToLive: set(3_600_000, 'kube-apiserver --event-ttl'),
  watchBookmark: set(60_000, 'apiserver/pkg/storage/cacher defaultBookmarkFrequency'),
  kubectlStart: observed(100, 'all: 75 to 200'),
} as const satisfies { readonly [name: string]: Timing };

export type TimingName = keyof typeof TIMINGS;
export const timing = (name: TimingName): number => TIMINGS[name].ms;
