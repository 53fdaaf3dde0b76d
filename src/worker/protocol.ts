/** What the page and the Web Worker say to each other. Plain JSON both ways. */
import type { ApiRequest, Completion, ClusterView, Happening, Input, InputBody, LearnerReport, LifeState, LivesOf, LoadReport, NodeRow, PartRow, Placing, PodRow, Preset, ServiceRow, SessionFile, StateTrack, StrayRow, TerminalState, WorkloadRow } from '@site/engine/index.ts';

import type { RequestTrace } from '@site/engine/apiserver/index.ts';
import type { GradedLab, GradeProgress, LabReport, Text, Tick, Trial, TrialResult, WayTick } from '@site/engine/grading/index.ts';
import type { HelpTurn } from '@site/engine/grading/help/find.ts';
import type { AuthorAnswer, AuthorAsk } from './authoring.ts';

export type NodeVerdict = NonNullable<Placing['verdict']>['nodes'][number];

// Components know the engine by these shapes only, and get them from here.
export type { Completion, ClusterView, Happening, InputBody, LearnerReport, LifeState, LivesOf, LoadReport, NodeRow, PartRow, Placing, PodRow, ServiceRow, SessionFile, StateTrack, StrayRow, VisibleState, WorkloadRow } from '@site/engine/index.ts';
export type { GradeProgress, LabReport, Tick, Trial, TrialResult } from '@site/engine/grading/index.ts';

export type Speed = 1 | 4 | 16 | 'max';

/** One thing wrong with a manifest. Lines and columns count from 1, as kubectl and editors print them. */
export type Problem = { readonly line: number; readonly column: number; readonly message: string; readonly severity: 'error' | 'warning' };

/** A field of a manifest: keys from the top, without list indices; no key at all means the object itself. */
export type FieldPlace = { readonly apiVersion: string; readonly kind: string; readonly path: readonly string[] };
export type FieldHelp = {
  readonly name: string;
  /** As `kubectl explain` has it: `[]Container`, `map[string]string`. */
  readonly type: string;
  readonly required: boolean;
  readonly values: readonly string[];
  /** Upstream's sentences, in English; '' where there are none. */
  readonly about: string;
  /** They could not be fetched. */
  readonly missing: boolean;
  /** Kept, but nothing acts on it here: it, or a field above it. */
  readonly storedOnly: boolean;
};
/** What may stand at a place: fields of an object, or values of a field. */
export type Suggestion = { readonly label: string; readonly type: string; readonly shape: 'scalar' | 'object' | 'list'; readonly required: boolean };

/** One request's way through the API server. */
export type TracedRequest = Pick<RequestTrace, 'verb' | 'path' | 'code' | 'stages'> & { readonly user: string };
export type CommandTrace = {
  readonly line: string;
  readonly requests: readonly TracedRequest[];
  /** Requests for what kinds there are: left out. */
  readonly left: number;
};

export type { HelpTurn };
/** Why something went wrong, in the page's language: beside the terminal, which prints what Kubernetes prints. */
export type Help = { readonly id: string; readonly why: string; readonly next?: string; readonly lesson: { readonly path: string; readonly title: string };
  /** Not what a command said, but how this object is. */
  readonly about?: string };

/** How a session begins. */
export type SessionSpec = {
  readonly id: string;
  readonly preset: Preset;
  readonly files: { readonly [path: string]: string };
  /** Manifests that were applied before the reader came in, and the virtual ms that have passed since. */
  readonly start?: readonly string[];
  readonly settleMs?: number;
  /** What is being worked on: its own cluster, start and checks. */
  readonly lab?: LabWork;
  /** Where it is not the id: branches run on under the seed of what they branched from. */
  readonly seed?: string;
  /** For this visit only: a branch. */
  readonly fleeting?: true;
  /** A cluster that proves something: run so far before it is shown, standing still, and never kept. */
  readonly proof?: ProofWork;
};
export const seedOf = ({ id, seed, proof }: SessionSpec): string => proof?.seed ?? seed ?? id;
export type ProofWork = { readonly seed: string; readonly inputs: readonly Input[]; readonly end: number };
/** What the worker needs of a lab; solutions stay on the page. */
export type LabWork = GradedLab;
/** A check of a lab as it stands; constraints also say how much of them is used up. */
export type LabTick = Tick & Partial<Pick<WayTick, 'used' | 'limit'>>;

/** One piece of a terminal's scroll: what was typed, or what was printed. `run` names the live block that typed it. */
export type Entry = { readonly id: number; readonly run?: string } & (
  | { readonly kind: 'line'; readonly prompt: string; readonly text: string }
  | { readonly kind: 'output'; readonly text: string });
export type TerminalView = TerminalState & { readonly entries: readonly Entry[] };

export type Pace = { readonly playing: boolean; readonly speed: Speed };
/** `noSentences`: the texts that `kubectl explain` prints could not be fetched. */
export type Notice = 'restored' | 'setAside' | 'otherEngine' | 'notSaved' | 'full' | 'noSentences';

type RowsDelta<Row> = { readonly changed: readonly Row[]; readonly gone: readonly string[] };
export type Delta = {
  readonly at: number; readonly time: string; readonly revision: number;
  readonly nodes?: RowsDelta<NodeRow>; readonly pods?: RowsDelta<PodRow>;
  readonly services?: RowsDelta<ServiceRow>; readonly workloads?: RowsDelta<WorkloadRow>;
  readonly parts?: RowsDelta<PartRow>; readonly strays?: RowsDelta<StrayRow>; readonly loads: number;
};

export type TerminalChange = TerminalState & {
  /** True when `entries` is the whole scroll (after undo), else it is new entries and growing ones, by id. */
  readonly whole: boolean;
  readonly entries: readonly Entry[];
};

export type Update = {
  readonly type: 'update';
  readonly session: string;
  readonly delta?: Delta;
  /** The delta is against nothing: forget all rows and happenings. */
  readonly fresh?: true;
  readonly happenings?: readonly Happening[];
  readonly terminals?: { readonly [id: string]: TerminalChange };
  readonly pace?: Pace;
  /** How many inputs the reader could undo. */
  readonly undoable?: number;
  /** Command lines so far; told where a lab counts them. */
  readonly commands?: number;
  /** The lab's checks as they stand. */
  readonly ticks?: readonly LabTick[];
  readonly notices?: readonly Notice[];
};

export type Call =
  | { readonly name: 'open'; readonly spec: SessionSpec }
  /** Inputs of one gesture: they are undone together. */
  | { readonly name: 'input'; readonly bodies: readonly InputBody[] }
  /** Types the lines one after another, each when the prompt is back; answers when the last one has ended. */
  | { readonly name: 'type'; readonly terminal: string; readonly lines: readonly string[]; readonly run: string }
  | { readonly name: 'pace'; readonly pace: Pace }
  /** The page is hidden, or shows no block of this session: time stands still, whatever the pace says. */
  | { readonly name: 'watch'; readonly watched: boolean }
  | { readonly name: 'nextChange' }
  /** Fast-forward, drawn on the way. */
  | { readonly name: 'pass'; readonly ms: number }
  | { readonly name: 'undo' }
  | { readonly name: 'branch'; readonly id: string }
  | { readonly name: 'restart' }
  /** Nobody shows it any more: forget it. What was kept of it stays kept. */
  | { readonly name: 'close' }
  /** The text of a session file takes the place of what was done on this page. */
  | { readonly name: 'openFile'; readonly text: string }
  | { readonly name: 'complete'; readonly terminal: string; readonly line: string; readonly cursor: number }
  | { readonly name: 'file' }
  /** Runs the examiner's steps on a copy, and tells meanwhile how far it is. */
  | { readonly name: 'grade' }
  | { readonly name: 'cancelGrade' }
  /** An answer to a question, tried out on a copy of its cluster; belongs to no session. */
  | { readonly name: 'trial'; readonly trial: Trial }
  /** What an author wants to know of a lab or a quiz that is being written. */
  | { readonly name: 'author'; readonly ask: AuthorAsk }
  | { readonly name: 'hash' }
  /** How the last command's requests went through the API server. */
  | { readonly name: 'trace' }
  /** Where the machines of a Pod or a Node are. */
  | { readonly name: 'lives'; readonly of: LivesOf }
  /** What the scheduler said of a pod. */
  | { readonly name: 'why'; readonly namespace: string; readonly pod: string }
  /** What these objects were from moment to moment. */
  | { readonly name: 'states'; readonly of: readonly string[] }
  /** What load sources have seen, of the last so many seconds. */
  | { readonly name: 'loads'; readonly seconds: number }
  /** The reader's own controllers, and what they said. */
  | { readonly name: 'controllers' }
  /** Why what was just typed went wrong. */
  | { readonly name: 'help'; readonly turns: readonly HelpTurn[] }
  | { readonly name: 'readFile'; readonly path: string }
  | { readonly name: 'read'; readonly request: ApiRequest }
  /** What the API server would say to this manifest. No input: it changes nothing. */
  | { readonly name: 'validate'; readonly text: string }
  | { readonly name: 'field'; readonly place: FieldPlace }
  /** Names of the fields below the place, or the values that may stand there. */
  | { readonly name: 'suggest'; readonly place: FieldPlace; readonly part: 'key' | 'value' };

/** Why this work would not be accepted, by whoever grades it: nothing was graded. */
export type RefusedWork = { readonly refused: readonly Text[] };
/** Why a session file was not opened. `belongsTo`: the page that it was saved on. */
export type RefusedFile = { readonly problems: readonly string[]; readonly belongsTo?: string };

/** What each call answers with; `null` where only the effect counts. */
export type Answers = {
  open: { readonly notices: readonly Notice[] };
  input: null; type: { readonly interrupted: boolean }; pass: null; pace: null; watch: null; undo: null; restart: null; close: null; branch: null;
  openFile: RefusedFile | null;
  nextChange: Happening | null;
  complete: Completion;
  file: SessionFile;
  /** null: it was given up. */
  grade: LabReport | RefusedWork | null;
  cancelGrade: null;
  trial: TrialResult;
  author: AuthorAnswer;
  hash: string;
  help: Help | null;
  readFile: string | null;
  read: { readonly code: number; readonly body: unknown };
  validate: readonly Problem[];
  field: FieldHelp | null;
  suggest: readonly Suggestion[];
  trace: CommandTrace | null;
  lives: readonly LifeState[];
  why: Placing | null;
  states: readonly StateTrack[];
  loads: readonly LoadReport[]; controllers: readonly LearnerReport[];
};

export type ToHost = { readonly request: number; readonly session: string; readonly call: Call };
export type FromHost =
  | Update
  | { readonly type: 'answer'; readonly request: number; readonly value: Answers[keyof Answers] }
  | { readonly type: 'failed'; readonly request: number; readonly message: string }
  /** A session that is run again before it is shown: at so many virtual ms of so many. */
  | { readonly type: 'opening'; readonly session: string; readonly at: number; readonly end: number }
  | { readonly type: 'grading'; readonly session: string; readonly progress: GradeProgress }
  /** One of our own bugs: the session stops, and says what is needed to repeat it. */
  | { readonly type: 'stopped'; readonly session: string; readonly message: string; readonly file: SessionFile | null };

export const emptyView: ClusterView = { at: 0, time: '', revision: 0, nodes: [], pods: [], services: [], workloads: [], parts: [], strays: [], loads: 0 };
