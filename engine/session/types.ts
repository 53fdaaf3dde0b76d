/** A session is its inputs: every state is derived from `{engineVersion, seed, cluster, inputs[]}` by running them again. */
import type { ApiRequest, ApiResponse } from '../apiserver/index.ts';
import type { LearnerReport, LifeState, LivesOf, LoadReport } from '../cluster/index.ts';
import type { Verdict } from '../scheduler/index.ts';

export type Preset = 'minikube' | 'three-nodes' | 'recorded';

/** Faults are inputs like any other; the list of what exists is `cluster/faults/`. */
export type FaultInput = {
  /** `node-power-off`, `node-power-on`, `node-partition`, `pod-delete`, `container-kill` … */
  readonly fault: string;
  /** A node's name, or `namespace/pod`, or `namespace/pod/container`; for `load-start` the load as text (`web http://web.default/ rate=50`), for `load-stop` its name. */
  readonly target: string;
};

export type InputBody =
  /** A line typed into a terminal: a command, or a line for the program that runs in it. */
  | { readonly type: 'line'; readonly terminal: string; readonly text: string }
  /** Ctrl-C, or Ctrl-D when the line is empty. */
  | { readonly type: 'interrupt'; readonly terminal: string }
  | { readonly type: 'endOfInput'; readonly terminal: string }
  /** The editor saves a file on the learner's computer (its home is `/home/learner`). */
  | { readonly type: 'file'; readonly path: string; readonly text: string }
  | ({ readonly type: 'fault' } & FaultInput)
  /** The learner's own controller: its source begins to run, in place of an older one of this name; an empty one stops it. */
  | { readonly type: 'controller'; readonly name: string; readonly source: string }
  /** The learner opened a hint of the exercise: it costs points, so it is part of the work. */
  | { readonly type: 'hint'; readonly hint: string };
/** `at`: virtual milliseconds since the session's start. */
export type Input = InputBody & { readonly at: number };

export type SessionFile = {
  readonly apiVersion: 'peapod/v1';
  readonly kind: 'Session';
  readonly engineVersion: string;
  readonly seed: string;
  readonly cluster: { readonly preset: Preset; readonly startTime: string };
  /** The exercise that was worked on; a grader takes cluster, start and seed from it, never from here. */
  readonly exercise?: { readonly slug: string; readonly contentHash: string; readonly variant?: string };
  readonly inputs: readonly Input[];
  /** How far the session has been run, ms since its start. */
  readonly end: number;
};

/** The one word of the look (look.md) for an object's state: colour, shape and word follow from it. */
export type VisibleState = 'running' | 'notReady' | 'pending' | 'creating' | 'failed' | 'terminating' | 'succeeded' | 'unknown';

export type NodeRow = {
  readonly name: string; readonly uid: string; readonly state: VisibleState; readonly status: string; readonly roles: string;
  readonly address: string; readonly age: string; readonly version: string;
  /** What was done to the machine and still holds, the worst first: `node-power-off`, `network-cut`; `node-remove`: only its Node object is left. */
  readonly faults: readonly string[];
};
/** A program of the control plane. */
export type PartRow = {
  readonly name: string; readonly running: boolean;
  /** Its manifest is where the kubelet looks for it. */
  readonly wanted: boolean;
};
/** A machine that the cluster knows nothing of: it has no Node object. */
export type StrayRow = { readonly name: string; readonly faults: readonly string[] };
export type PodRow = {
  readonly namespace: string; readonly name: string; readonly uid: string; readonly node: string; readonly state: VisibleState;
  /** As kubectl's STATUS, READY, RESTARTS and AGE columns. */
  readonly status: string; readonly ready: string; readonly restarts: string; readonly age: string; readonly ip: string;
  readonly labels: { readonly [key: string]: string };
  /** `ReplicaSet/name` of the controller, '' without. */
  readonly owner: string;
  readonly image: string;
  /** Virtual ms until the back-off is over, when one runs. */
  readonly backOffMs: number | undefined;
};
export type ServiceRow = { readonly namespace: string; readonly name: string; readonly type: string; readonly clusterIp: string; readonly ports: string; readonly selector: { readonly [key: string]: string }; readonly ready: readonly string[]; readonly notReady: readonly string[] };
export type WorkloadRow = { readonly kind: string; readonly namespace: string; readonly name: string; readonly desired: number; readonly ready: number; readonly updated: number };
/** One line of the timeline: something that happened, told by an Event or a state change. */
export type Happening = { readonly at: number; readonly type: 'Normal' | 'Warning' | 'Input'; readonly reason: string; readonly object: string; readonly message: string };

/** What a page draws. Namespaces of the system are left out of pods and services. Rows are in name order. */
export type ClusterView = {
  /** Virtual ms since the session's start, and the wall time it stands for (RFC 3339). */
  readonly at: number; readonly time: string;
  readonly revision: number;
  readonly nodes: readonly NodeRow[];
  readonly pods: readonly PodRow[];
  readonly services: readonly ServiceRow[];
  readonly workloads: readonly WorkloadRow[];
  readonly parts: readonly PartRow[];
  readonly strays: readonly StrayRow[];
  /** How many load sources run. */
  readonly loads: number;
};

/** How the scheduler came to where a pod is, or is not. */
export type Placing = {
  /** Where the pod is, '' nowhere; and who is asked to place it. */
  readonly node: string; readonly scheduler: string;
  /** Gates that keep it from being looked at. */
  readonly gates: readonly string[];
  /** Where it waits: `active`, `backoff`, `errors`, `asleep`, `flight`; undefined once it is placed, or where nobody knows it. */
  readonly queue: string | undefined;
  /** What each plugin said of each node at the last try; `at`: virtual ms since the session's start. Undefined: it was never tried. */
  readonly verdict: Verdict | undefined;
};

/** What a pod or a node was, from when on; `until`: when its object was deleted. Times in virtual ms since the session's start. */
export type StateTrack = {
  readonly kind: 'pod' | 'node'; readonly namespace: string; readonly name: string;
  readonly spans: readonly { readonly from: number; readonly state: VisibleState; /** kubectl's STATUS column. */ readonly status: string }[];
  readonly until?: number;
};

export type TerminalState = {
  /** `learner@peapod:~$ `, or the prompt of the shell inside a container. Empty while a program runs. */
  readonly prompt: string;
  readonly busy: boolean;
};
export type Completion = { readonly from: number; readonly to: number; readonly candidates: readonly string[] };

export type Session = {
  readonly at: number;
  input(body: InputBody): void;
  /** Runs the cluster for so many virtual ms. */
  advance(ms: number): void;
  /** Runs until something visible changes (an object of the view), at most `limitMs`; returns what changed first, if anything. */
  advanceToChange(limitMs: number): Happening | undefined;
  view(): ClusterView;
  happenings(since: number): readonly Happening[];
  terminal(id: string): TerminalState;
  complete(terminal: string, line: string, cursor: number): Completion;
  onOutput(listener: (terminal: string, text: string) => void): () => void;
  /** Any request to the API server, for panels that show an object. Reads only: a write would not be an input. */
  read(request: ApiRequest): ApiResponse;
  readFile(path: string): string | undefined;
  /** What load sources have seen: started and stopped by the faults `load-start` and `load-stop`. */
  loads(): readonly LoadReport[];
  /** The learner's own controllers, with what they said. Times in virtual ms since the session's start. */
  controllers(): readonly LearnerReport[];
  /** Where the machines of a Pod or a Node are now. */
  lives(of: LivesOf): readonly LifeState[];
  /** Undefined where there is no such pod. */
  why(namespace: string, pod: string): Placing | undefined;
  /** How these objects came to be as they are: `pod/web`, `pod/web-*`, `node/node01`. */
  states(of: readonly string[]): readonly StateTrack[];
  file(): SessionFile;
  /** Of all objects and the clock; equal for equal inputs, in every runtime. */
  hash(): string;
  /** A new session without the last input, run to the moment before it. */
  undo(): Session;
  branch(): Session;
};
