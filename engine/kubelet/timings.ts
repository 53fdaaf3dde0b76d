/** Every duration that the kubelet adds of its own, in milliseconds, with where it was seen. */
export const TIMINGS = {
  /** From a watch event to the kubelet acting on it. @k8s golden pods (bound → first write, median 30) */
  podSourceMs: 8,
  /** The status manager writes a little after the status was set. @k8s golden pods/pod-exit1-always */
  statusWriteMs: 10,
  /** What could not be written. @k8s pkg/kubelet/status/status_manager.go syncPeriod */
  statusRetryMs: 10_000,
  /** One write after another. @k8s golden controllers/deploy-rolling-surge25-unavail25-r10 (readiness of pods of one node 17 to 35 ms apart) */
  statusWriteEachMs: 18,
  /** Waiting for volumes: the mounts are looked at this often. @k8s golden pods (ContainerCreating → PodReadyToStartContainers) */
  mountMs: 150,
  /** From a started container to the sync that reports it. @k8s golden pods (last Started → Running write, median 17) */
  relistAfterStartMs: 6,
  /** Within this time of its start a container is seen running. */
  firstLookMs: 60,
  /** To a sandbox that the runtime refuses to make. @k8s golden cluster/sched-runtimeclass (ContainerCreating → FailedCreatePodSandBox, less the mounts) */
  sandboxFailureMs: 20,
  /** Pulled → Created. */
  createMs: 25,
  /** pkg/kubelet/kubelet.go plegRelistPeriod */
  plegPeriodMs: 1000,
  plegHandleMs: 20,
  /** pkg/kubelet/kubelet.go syncLoop: how often it is asked which pods want a sync */
  syncTickMs: 1000,
  /** A failed sync is tried again after this, times 1 to 1.5; mostly 13 to 14 seconds. @k8s pkg/kubelet/pod_workers.go workerBackOffPeriod */
  retryMs: 10_000,
  retryJitter: [1.25, 1.42],
  /** Back-off waits are lengthened by 1 to 1.5; drawn from the middle of what was seen. @k8s golden pods (14 waits, median 1.20) */
  backOffJitter: [1.12, 1.3],
  /** The longer ones that were seen: 20 s took 27, 40 took 55, and 80 took 86, which is one nap of 60 × 1.43. @k8s golden pods/pod-crashloop-long */
  laterBackOffJitter: [1.34, 1.44],
  /** From the first status write to the phase of liveness and startup ticks. */
  probePhaseMinMs: 310,
  probePhaseMaxMs: 420,
  /** A probe that is asked for at once. */
  probeNowMs: 15,
  /** From the stopped containers to the final status: the sandbox and its records. */
  finalStatusMs: 60,
  /** pkg/kubelet/kuberuntime minimumGracePeriodInSeconds */
  minimumGraceSeconds: 2,
  /** Sizes of volumes are measured about once a minute, the eviction manager looks every ten seconds. @k8s golden pods/pod-emptydir-over-limit */
  firstVolumeStatsMs: 56_000,
  evictionPeriodMs: 10_000,
  /** @k8s golden pods/pod-resize-cpu-in-place (PodResizeInProgress → ResizeCompleted) */
  resizeMs: 47,
  /** @k8s pkg/kubelet/allocation/allocation_manager.go retryDelay */
  resizeRetryMs: 180_000,
  /** What hinders a claim is noticed at the next look at the volumes, and then the sync gives up. @k8s volume_manager.go podAttachAndMountRetryInterval */
  mountPollMs: 300,
  /** @k8s volume_manager.go podAttachAndMountTimeout */
  mountPatienceMs: 123_000,
} as const;
