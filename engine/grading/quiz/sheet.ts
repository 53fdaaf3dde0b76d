/**
 * A quiz as a page gets it: texts, variants, and the keys that the engine found. Plain JSON.
 * Whatever is shown is in the variants: a question without `params` has one, else there are up to five proved ones.
 */
import type { Input, Preset } from '../../session/index.ts';
import type { Text } from '../format/common.ts';
import type { RunStep } from '../format/step.ts';
import type { Drawn } from '../params.ts';

/** The very cluster of a question: a session that a page opens, and what it printed at the moment that decides. */
export type Proof = {
  readonly spec: { readonly preset: Preset; /** In the learner's home. */ readonly files: { readonly [path: string]: string }; readonly seed: string };
  readonly inputs: readonly Input[];
  /** Virtual ms since the session's start. */
  readonly end: number;
  /** What the last command printed; '' without one. */
  readonly output: string;
};

/** What a variant of any type has. `proof`: the moment that decides, for typed answers with the solution carried out. */
export type VariantBase = {
  readonly seed: string;
  readonly stem: Text;
  /** The correct model, shown after any answer. */
  readonly explain: Text;
  /** A manifest, command or output that the question speaks of. */
  readonly exhibit?: { readonly language: 'yaml' | 'sh' | 'text'; readonly text: string };
  readonly proof: Proof;
};
/** The world in which an answer is tried out: the session before it, and what must hold after it. */
export type TryOut = {
  readonly begin: Proof;
  /** What is done with a file once it is saved. */
  readonly steps: readonly RunStep[];
  /** CEL. */
  readonly goal: string;
  readonly settleMs: number;
  readonly drawn: Drawn;
};

/** In author's order, which is the order on the page; `id` is '0', '1', …: answers name it. */
export type SheetOption = {
  readonly id: string; readonly text: Text; readonly right: boolean;
  readonly feedback: Text; readonly misconception?: string;
  /** `text` is a command: set in the typewriter's face, and not translated. */
  readonly command?: true;
};
export type WrongEntry = { readonly feedback: Text; readonly misconception?: string };

export type SingleVariant = VariantBase & { readonly options: readonly SheetOption[] };
export type MultipleVariant = VariantBase & { readonly options: readonly SheetOption[] };
export type TrueFalseVariant = VariantBase & {
  readonly key: boolean;
  /** For whom chose so. */
  readonly feedback: { readonly true: Text; readonly false: Text };
  /** Of those who chose wrongly. */
  readonly misconception?: string;
};
export type OrderVariant = VariantBase & {
  /** In the order in which they are shown first (never the right one). Equal `rank`s may stand either way; `at`: ms since the session's start. */
  readonly items: readonly { readonly id: string; readonly text: Text; readonly at: number; readonly rank: number }[];
};
export type MatchVariant = VariantBase & {
  readonly left: readonly { readonly id: string; readonly text: Text; /** An id of `right`. */ readonly key: string }[];
  /** What can be chosen in each row. */
  readonly right: readonly { readonly id: string; readonly text: Text; readonly feedback?: Text; readonly misconception?: string }[];
};
export type NumberVariant = VariantBase & {
  readonly value: number;
  readonly unit?: Text;
  /** What is read besides figures: `duration`: `5m`, `300 s`, `5 分钟`; `bytes`: `1Gi`, `512 MiB`. */
  readonly quantity: 'plain' | 'duration' | 'bytes';
  /** Seconds, or bytes, of one unit: a value of 5 with 60 stands for five minutes. */
  readonly per: number;
  readonly tolerance: number;
  /** Half the credit within twice the tolerance. */
  readonly band: boolean;
  readonly wrong: readonly (WrongEntry & { readonly value: number })[];
};
export type TextVariant = VariantBase & {
  readonly value: string;
  readonly also: readonly string[];
  readonly exactCase: boolean;
  readonly wrong: readonly (WrongEntry & { readonly text: string })[];
};
export type FillYamlVariant = VariantBase & {
  /** The file's name in the learner's home, and its text with a blank between each two pieces: piece, blank, piece, …, piece. */
  readonly file: string;
  readonly pieces: readonly string[];
  /** Names of the blanks, in order: answers name them; a name may occur twice, then both are filled alike. */
  readonly blanks: readonly string[];
  readonly solution: { readonly [blank: string]: string };
  readonly wrong: readonly (WrongEntry & { readonly fill: { readonly [blank: string]: string } })[];
  readonly tryOut: TryOut;
};
export type FindLineVariant = VariantBase & {
  readonly file: string;
  readonly text: string;
  /** From 1. More than one where the field is written over several lines. */
  readonly lines: readonly number[];
  /** What is said for a line that was chosen wrongly; others get a general sentence. */
  readonly decoys: readonly (WrongEntry & { readonly line: number })[];
  /** The file after the fix. */
  readonly fixed: string;
};
export type StatesOverTimeVariant = VariantBase & {
  /** ms since the last step of the world; `key`: an id of `choices`. */
  readonly moments: readonly { readonly id: string; readonly ms: number; readonly label: string; readonly key: string }[];
  readonly choices: readonly { readonly id: string; readonly text: Text }[];
};
/** Chosen where there are options, else typed. */
export type CommandVariant = VariantBase & (
  | { readonly options: readonly SheetOption[] }
  | {
    readonly options?: undefined;
    readonly solution: string;
    readonly wrong: readonly (WrongEntry & { readonly command: string })[];
    readonly tryOut: TryOut;
  });

type Common = { readonly id: string; readonly skill: string; readonly lesson?: string };
type Of<Type extends string, Variant> = Common & { readonly type: Type; readonly variants: readonly Variant[] };
export type SheetQuestion =
  | Of<'single', SingleVariant> | Of<'multiple', MultipleVariant> | Of<'true-false', TrueFalseVariant> | Of<'order', OrderVariant>
  | Of<'match', MatchVariant> | Of<'number', NumberVariant> | Of<'text', TextVariant> | Of<'fill-yaml', FillYamlVariant>
  | Of<'find-line', FindLineVariant> | Of<'states-over-time', StatesOverTimeVariant> | Of<'command', CommandVariant>;
export type QuestionType = SheetQuestion['type'];
export type SheetVariant = SheetQuestion['variants'][number];
export type QuizSheet = { readonly slug: string; readonly title: Text; readonly questions: readonly SheetQuestion[] };

export type Confidence = 'sure' | 'think' | 'guess';
/** What a learner answers, by the question's type. Kept and handed in as JSON, so whoever judges it expects anything. */
export type Answers = {
  /** An option's id. */
  single: string;
  /** Ids of the ticked options. */
  multiple: readonly string[];
  'true-false': { readonly value: boolean; readonly confidence: Confidence };
  /** Ids of the items, first to last. */
  order: readonly string[];
  /** Row → choice. */
  match: { readonly [left: string]: string };
  /** As typed. */
  number: string;
  text: string;
  /** Blank → as typed. */
  'fill-yaml': { readonly [blank: string]: string };
  /** A line, from 1. */
  'find-line': number;
  /** Moment → choice. */
  'states-over-time': { readonly [moment: string]: string };
  /** An option's id, or the line that was typed. */
  command: string;
};

/** What is tried out on a copy of the question's cluster, and what came of it. Run it with `runTrial`, in Node or in a worker. */
export type Trial = { readonly tryOut: TryOut; readonly inputs: readonly TrialInput[] };
export type TrialInput = { readonly type: 'file'; readonly path: string; readonly text: string } | { readonly type: 'line'; readonly text: string };
export type TrialResult = {
  readonly reached: boolean;
  /** What the last line printed. */
  readonly output: string;
  /** The session in which the answer was carried out, to be opened. */
  readonly proof: Proof;
};
export type RunTrial = (trial: Trial) => Promise<TrialResult>;

export type Judged = {
  /** The whole credit. */
  readonly right: boolean;
  /** 0 to 1. */
  readonly credit: number;
  /** Why, for the very answer; `variant.explain` is shown besides. */
  readonly feedback: readonly Text[];
  readonly misconceptions: readonly string[];
  /** Of each part of the answer (option, item, row, blank, moment) whether it is right. */
  readonly parts: { readonly [id: string]: boolean };
  /** Wrong, though sure: comes up first for review. */
  readonly sureAndWrong: boolean;
  /** It could not be read (`about five`): says what was expected. It was not judged; the learner may try again. */
  readonly unread?: Text;
  /** What was tried out: output and cluster of the learner's own command or file. */
  readonly tried?: TrialResult;
};
