/** A question as one learner meets it: parameters drawn and put in everywhere, its world made ready to be played. */
import type { Json, JsonObject } from '../../../base/index.ts';
import type * as z from 'zod';
import { quizFile, type Question, type World } from '../../format/quiz.ts';
import type { RunStep } from '../../format/step.ts';
import { drawParams, fillJson, fillYaml, type Drawn } from '../../params.ts';
import type { Claim, Claims } from '../claims.ts';
import { createPlayer, milliseconds, type PlayedWorld, type Player } from '../player.ts';
import type { QuizSource } from '../source.ts';

type Issue = z.core.$ZodIssue;
export type Path = readonly (string | number)[];
/** Something wrong with a question; `path` begins below it. */
export type Problem = { readonly path: Path; readonly message: string; readonly fix: string };
export type Found<V> =
  | { readonly ok: true; readonly variant: V; /** As keys.json keeps it. */ readonly key: Json }
  | { readonly ok: false; readonly problems: readonly Problem[] }
  /** The key would change within the guard: this variant is not asked. */
  | { readonly ok: 'unsteady'; readonly problem: Problem };

export type Instance = {
  readonly question: Question;
  readonly seed: string;
  readonly drawn: Drawn;
  readonly guardMs: number;
  readonly world: PlayedWorld;
  /** Up to the last thing that is done; then `restMs` go by. */
  readonly steps: readonly RunStep[];
  readonly restMs: number;
  readonly claims: Claims;
};

const EMPTY_WORLD: World = { cluster: 'three-nodes', files: {}, steps: [] };
export const worldOf = ({ spec }: QuizSource, question: Question): World => question.world ?? spec.world ?? EMPTY_WORLD;
export const isVaried = ({ spec }: QuizSource, question: Question): boolean => Object.keys({ ...spec.params, ...question.params }).length > 0;

export function instanceOf(source: QuizSource, original: Question, seed: string, claims: Claims): Instance {
  const { spec, manifests } = source;
  const drawn = drawParams({ ...spec.params, ...original.params }, seed);
  // A place may only stand where its value fits: the format allows it nowhere else.
  const fill = <T>(value: T): T => (Object.keys(drawn).length === 0 ? value : fillJson(value as unknown as Json, drawn) as unknown as T);
  const { params, ...asked } = original;
  const question = { ...asText(fill(asked) as Question), params } as Question;
  const world = worldOf(source, original);
  const files = Object.fromEntries(Object.entries(world.files).map(([path, text]) => [path, fillYaml(text.includes('\n') ? text : manifests(text) ?? '', drawn)]));
  const all = fill(world.steps);
  const last = all.findLastIndex((step) => !('wait' in step));
  const restMs = all.slice(last + 1).reduce((sum, step) => sum + ('wait' in step ? milliseconds(step.wait) : 0), 0);
  return {
    question, seed, drawn, claims, guardMs: milliseconds(question.guard ?? spec.guard),
    world: { preset: world.cluster, files, seed }, steps: all.slice(0, last + 1), restMs,
  };
}

/** Where the format wants a text, a number that was put in is one: `value: "{{count}}"` is an expression. */
function asText(question: Question): Question {
  const parsed = quizFile.shape.questions.element.safeParse(question);
  if (parsed.success) return question;
  return parsed.error.issues.flatMap(textsMissing).reduce<Json>(textAt, question as unknown as Json) as unknown as Question; // read from YAML
}
/** Where a text was expected; of several forms in each of them. */
function textsMissing(issue: Issue): readonly Issue['path'][] {
  if (issue.code === 'invalid_union') return issue.errors.flatMap((form) => form.flatMap(textsMissing)).map((path) => [...issue.path, ...path]);
  return issue.code === 'invalid_type' && issue.expected === 'string' ? [issue.path] : [];
}
function textAt(value: Json, [step, ...rest]: readonly PropertyKey[]): Json {
  if (step === undefined) return typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((entry, index) => (index === step ? textAt(entry, rest) : entry));
  return Object.fromEntries(Object.entries(value as JsonObject).map(([key, entry]) => [key, key === step && entry !== undefined ? textAt(entry, rest) : entry]));
}

/** Questions of equal text here are asked of one and the same run. */
export const runKeyOf = ({ world, steps, restMs }: Instance): string => JSON.stringify([world, steps, restMs]);

/** The world played to its moment, or a little earlier. */
export function playInstance({ world, steps, restMs, drawn }: Instance, earlierMs = 0): Player {
  const player = createPlayer(world, drawn);
  for (const step of steps) player.step(step);
  player.advance(restMs - earlierMs);
  return player;
}

export type CompileAll = { readonly claims: readonly Claim[]; readonly problems: readonly Problem[] };
export function compileAll({ claims }: Pick<Instance, 'claims'>, texts: readonly { readonly text: string; readonly path: Path; readonly more?: readonly string[] }[], help: string): CompileAll {
  const problems: Problem[] = [];
  const compiled = texts.flatMap(({ text, path, more }) => {
    const result = claims.compile(text, more);
    if (result.ok) return [result.claim];
    problems.push({ path, message: result.error, fix: help });
    return [];
  });
  return { claims: compiled, problems };
}
