/** What a kubelet is made of, and what its parts share. */
import type { Container, ContainerStatus, LinuxContainerUser, NodeAddress, NodeSystemInfo, PersistentVolume, Pod, PodCondition, PodStatus, Probe, ResourceRequirements, Taint, Volume, VolumeMountStatus } from '../api/index.ts';
import type { ApiServer } from '../apiserver/index.ts';
import type { JsonObject } from '../base/index.ts';
import type { ComponentContext, Recorder } from '../client/index.ts';
import type { ContainerContext, HookContext, ImagePullContext, InitSequenceContext, PodContext, ProbeContext, ProbeKind, ResizeContext, Snapshot, VolumeMountContext } from '../machines/index.ts';
import type { ContainerRuntime } from '../runtime/index.ts';
import type { Files, FileSystem, Machine, NetworkPort } from '../script/index.ts';
import type { Running, Signal, TimerId } from '../time/index.ts';
import type { PullRecords } from './containers/pullRecords.ts';
import type { LastNodeUse } from './node/figures.ts';
import type { NodeState } from './node/state.ts';
import type { PodsOnNodes } from './podsOnNodes.ts';
import type { SummedResources } from './status/resources.ts';
import type { Shares } from './volumes/shares.ts';

export type NodeDescription = {
  readonly name: string;
  readonly addresses: readonly NodeAddress[];
  readonly capacity: { readonly [resource: string]: string };
  readonly allocatable: { readonly [resource: string]: string };
  readonly podCIDR?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
  readonly taints?: readonly Taint[];
  readonly nodeInfo: NodeSystemInfo;
};

export type KubeletOptions = {
  readonly context: ComponentContext;
  readonly node: NodeDescription;
  /** Whether pods can get addresses; without it: a while after the kubelet's first start. */
  readonly networkReady?: () => boolean;
  readonly runtime: ContainerRuntime;
  /** One for all kubelets of a cluster: `createPodsOnNodes`. */
  readonly pods: PodsOnNodes;
  /** Storage that several nodes reach; without it the node has its own. */
  readonly shares?: Shares;
  /** Where static pods are read from; default: nowhere. */
  readonly staticPodPath?: () => string | undefined;
  /** What manifests say that lay there from the start, by path: need not be parsed. */
  readonly knownManifests?: ReadonlyMap<string, JsonObject>;
  /** The node's own disk, for hostPath volumes. */
  readonly files: FileSystem & Pick<Files, 'usedBytes'>;
  /** The network as the node sees it: probes, hooks and proxied requests go out here. */
  readonly network: NetworkPort;
  readonly api: Pick<ApiServer, 'connectNode' | 'disconnectNode'>;
  readonly cluster: { readonly domain: string; readonly dns: string; readonly nodeDns?: string };
  /** Until the network plug-in works, after the first start: the node registers as NotReady. Default 1000; 0 registers it Ready. */
  readonly networkReadyAfterMs?: number;
  /** What /var/lib/kubelet/config.yaml says when the kubelet starts. */
  readonly configuration?: () => JsonObject;
  /** The machine under it: its own programs use memory, too. */
  readonly host?: () => Machine | undefined;
};

export type ContainerRole = 'init' | 'sidecar' | 'main' | 'ephemeral';
export type Blocked = { readonly reason: string; readonly message: string };

/** Of one machine, by the delay's name; made with the first one. */
export type Timers = Map<string, TimerId> | undefined;

export type ProbeWork = {
  readonly kind: ProbeKind;
  readonly spec: Probe;
  life: Snapshot<ProbeContext>;
  timers: Timers;
  tick: TimerId | undefined;
  check: Running<unknown> | undefined;
  /** Asked for while a check was running: one more follows at once. */
  again: boolean;
};

export type HookWork = { readonly point: 'postStart' | 'preStop'; life: Snapshot<HookContext>; timers: Timers };

export type ContainerWork = {
  readonly name: string;
  readonly role: ContainerRole;
  spec: Container;
  life: Snapshot<ContainerContext>;
  timers: Timers;
  /** The newest run, and the dead one before it (kept for `logs --previous`). */
  id: string | undefined;
  previousId: string | undefined;
  attempt: number;
  /** The image name with which the newest run was started. */
  imageStarted: string | undefined;
  /** The resources that the newest run has; the spec may ask for others by now. */
  applied: ResourceRequirements | undefined;
  /** End of the run before the newest: `lastState`. */
  lastEnd: NonNullable<NonNullable<PodStatus['containerStatuses']>[number]['lastState']>['terminated'];
  lastEndAt: number;
  /** Taken away because all containers of the pod are to start again; `status`: what it showed if it had ended by itself; `told`: the status has said so once. */
  reset?: { readonly status: ContainerStatus | undefined; readonly told: boolean } | undefined;
  /** Why it could not be started at the last sync: shown from the next sync on. */
  blocked: Blocked | undefined;
  /** The startup probe has succeeded, or there is none. */
  started: boolean;
  /** The readiness probe says yes, or there is none. */
  ready: boolean;
  probes: ProbeWork[];
  /** The last hook of the newest run. */
  hook: HookWork | undefined;
  /** A probe wants it gone. */
  doomed: { readonly probe: ProbeKind; readonly graceSeconds: number | undefined } | undefined;
  /** What cAdvisor measured last. */
  sample?: CpuSample;
  /** The mounts of its spec as its status shows them. */
  mounts?: { readonly of: NonNullable<Container['volumeMounts']>; readonly shown: readonly VolumeMountStatus[] };
  /** As whom the run of this id was found to run. */
  user?: { readonly id: string; readonly of: LinuxContainerUser };
};
/** CPU time of a run of the container when it was looked at, and how many cores it used since the look before. `processes`: where that is read. */
export type CpuSample = { readonly id: string; readonly processes: { cpuMs(): number } | undefined; at: number; cpuMs: number; cores: number };

export type PodWork = {
  readonly key: string;
  readonly uid: string;
  pod: Pod;
  /** From a file of the node; undefined: from the API server. */
  readonly staticPod: { /** The file is gone or says something else. */ removed: boolean; /** Another pod of its name waits for its end; the mirror is that one's business. */ superseded: boolean; /** Not found in the files since the kubelet started. */ unseen: boolean } | undefined;
  life: Snapshot<PodContext>;
  timers: Timers;
  /** In order: init containers and sidecars, main containers, ephemeral containers. */
  containers: ContainerWork[];
  /** Whose turn it is among the init containers; undefined before the first look, and in pods without them. */
  init?: { life: Snapshot<InitSequenceContext>; timers: Timers };
  readonly pulls: Map<string, { life: Snapshot<ImagePullContext>; timers: Timers }>;
  sandbox: string | undefined;
  /** Kept for what their containers tell, until the pod goes. */
  readonly deadSandboxes: string[];
  sandboxAttempt: number;
  /** The pod's address, known from the sync after the one that made the sandbox. */
  address: string | undefined;
  /** All that its containers mount, once all of them are there. */
  volumes: Map<string, MountedVolume> | undefined;
  mounts: PodMounts | undefined;
  /** What the kubelet last decided to report. */
  status: PodStatus | undefined;
  startTime: string | undefined;
  /** The full look at the pod that its volumes were, or will be, refreshed at; undefined: nothing of them has changed yet. */
  lastLook?: number;
  /** Conditions of an earlier pod of the name: their times go on. */
  inherited: readonly PodCondition[] | undefined;
  probeBase: number;
  statusTimer: TimerId | undefined;
  statusRule: string;
  task: Running<unknown> | undefined;
  /** What the task waits for may be given up at once: a mount, a pull. */
  interruptible: boolean;
  again: boolean;
  syncTimer: { readonly id: TimerId; readonly due: number } | undefined;
  /** A sync with the next regular look at the runtime. */
  lookTimer: TimerId | undefined;
  retryTimer: TimerId | undefined;
  deadline: TimerId | undefined;
  /** Pods that had to make room for this one: it begins when they are gone. */
  waitsFor?: readonly PodWork[];
  evictionTimer: TimerId | undefined;
  /** What it takes of the node: milli-CPUs and bytes. */
  requests: { readonly cpu: number; readonly memory: number };
  /** The API's object, if it asks for other resources than `pod`, which has those that it was given. */
  desired?: Pod | undefined;
  /** From the first time that other resources were asked for. */
  resize?: { life: Snapshot<ResizeContext>; timers: Timers };
  /** Set by eviction and by deadlines: overrides phase, reason and message. */
  verdict: { readonly reason: string; readonly message: string } | undefined;
  /** The condition that it ends with when its node wanted it gone. */
  disruption?: PodCondition;
  /** Of its present spec. */
  summed?: SummedResources;
};

/** A volume as its mounts see it: a file system and where in it the volume begins. */
export type MountedVolume = {
  readonly files: FileSystem; readonly base: string; readonly readOnly: boolean;
  /** Its directory's name under the pod's `volumes`; undefined: it lies elsewhere on the node. */
  readonly plugin: string | undefined;
  /** Takes what its sources say now; what is wrong with them, if anything. */
  readonly refresh?: () => string | undefined;
  /** What a mount of one of its paths holds on to; undefined: there is no such path. Left out: the files as they are. */
  readonly keep?: (path: string) => { readonly files: FileSystem; readonly path: string } | undefined;
  readonly usedBytes?: () => number;
  /** What the runtime does to it before a container mounts it. */
  readonly prepare?: () => void;
  /** Not files of the node, but those of this image. */
  readonly image?: string;
};
/** What a volume of the spec stands for. */
export type VolumeSource = {
  /** By which events name it: the volume, or the PersistentVolume behind it. */
  readonly name: string;
  readonly volume: Volume; readonly persistent: PersistentVolume | undefined; readonly readOnly: boolean;
};
/** One volume of one pod: its machine, and what came of it. */
export type VolumeWork = {
  readonly source: VolumeSource;
  life: Snapshot<VolumeMountContext>;
  timers: Timers;
  mounted: MountedVolume | undefined;
};
export type StaticEnd = { readonly at: number; readonly containers: readonly Pick<ContainerWork, 'name' | 'attempt' | 'lastEnd' | 'lastEndAt'>[] };
export type PodMounts = { readonly lives: Map<string, VolumeWork>; /** One more is there. */ readonly changed: Signal };

export type PodUse = { readonly memory: number; readonly rootfs: number; readonly logs: number; readonly volumes: number; readonly processes: number };
export type PodsUse = { readonly at: number; readonly pods: number; readonly containers: number; readonly machine: { readonly cpuNanoCores: number; readonly memoryBytes: number; readonly processes: number }; readonly use: PodUse };

/** What the parts of one kubelet share. */
export type Kit = {
  readonly options: KubeletOptions;
  readonly context: ComponentContext;
  readonly runtime: ContainerRuntime;
  readonly recorder: Recorder;
  readonly nodeName: string;
  readonly hostIp: string;
  readonly by: string;
  /** RFC 3339. */
  readonly bootedAt: string;
  readonly works: Map<string, PodWork>;
  /** Which pod a container of the runtime belongs to. */
  readonly owners: Map<string, PodWork>;
  readonly shares: Shares;
  /** Of static pods that are gone: what their containers left, until dead containers are collected. */
  readonly staticEnds: Map<string, StaticEnd>;
  /** Whose resize waits for room. */
  readonly resizes: Set<PodWork>;
  resizeRetry?: TimerId | undefined;
  alive: boolean;
  /** Since when no container has used any processor time, by what the runtime had counted then, and when that was last seen. */
  idle?: { readonly changes: number; readonly ran: number; at: number } | undefined;
  /** What its pods use, until the runtime's meter goes up. */
  podsUse?: PodsUse | undefined;
  /** Of the node as a whole, with what it followed from. */
  nodeUse?: LastNodeUse;
  /** Of the machine as a whole. */
  readonly state: NodeState;
  /** The runtime is looked at once a second, at this offset within the second. */
  readonly plegPhase: number;
  /** Statuses are written one after another; until then one is being written. */
  statusWriterBusyUntil: number;
  requestSync(work: PodWork, delayMs?: number): void;
  /** Readiness probes of containers that are not ready are asked at once. */
  statusWasSet(work: PodWork): void;
  /** For whom the images of this node were pulled. */
  readonly pullRecords: PullRecords;
  /** The node's list of images is reported soon. */
  imagesChanged(): void;
};
