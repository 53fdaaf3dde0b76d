/** Finds the key of each question by running it, and refuses questions without exactly one. */
import { compileCel } from '../check/cel.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Places } from '../format/read.ts';
import type { QuestionOf, QuizFile, World } from '../format/quiz.ts';
import { bringAbout, CLAIM_VARIABLES, type, variablesOf, wait, type Ran } from './world.ts';

export type QuizSource = { readonly file: string; readonly spec: QuizFile; readonly at: Places; readonly manifests: (name: string) => string | undefined };
export type ProvedQuestion = {
  readonly id: string;
  /** Index of the one true option. */
  readonly key: number;
  /** What the engine printed for `command` or for the right option's command: the proof that a learner is shown. */
  readonly output: string | undefined;
};
export type ProvedQuiz = { readonly ok: true; readonly questions: readonly ProvedQuestion[] } | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/** The types that are proved so far. */
type Question = QuestionOf<'single' | 'command'>;
const isProved = (question: QuizFile['questions'][number]): question is Question => question.type === 'single' || question.type === 'command';

type Seen = { readonly truths: readonly boolean[]; readonly outputs: readonly (string | undefined)[]; readonly errors: readonly (readonly [option: number, message: string])[] };
const EMPTY_WORLD: World = { cluster: 'three-nodes', files: {}, steps: [] };

export function proveQuiz(source: QuizSource, seeds: readonly string[]): ProvedQuiz {
  const problems: Diagnostic[] = [];
  const questions = source.spec.questions.flatMap((question, index): ProvedQuestion[] => {
    const repeated = source.spec.questions.findIndex((q) => q.id === question.id) !== index;
    const found = repeated ? [problem(source, ['questions', index, 'id'], `a second question is called ${question.id}`, 'Each question needs an id of its own')] : [];
    const world = question.world ?? source.spec.world ?? EMPTY_WORLD;
    if (!isProved(question)) { problems.push(problem(source, ['questions', index, 'type'], `${question.type} is not proved yet`, '')); return []; }
    found.push(...missingFiles(source, world, index), ...badExpressions(source, question, index));
    if (found.length > 0) { problems.push(...found); return []; }
    const proved = proveQuestion(source, question, index, world, seeds);
    if ('key' in proved) return [proved];
    problems.push(...proved.problems);
    return [];
  });
  return problems.length > 0 ? { ok: false, problems } : { ok: true, questions };
}

function problem(source: QuizSource, path: readonly (string | number)[], message: string, fix: string): Diagnostic {
  return { file: source.file, ...source.at(path), message, fix };
}

function missingFiles(source: QuizSource, world: World, index: number): Diagnostic[] {
  return Object.entries(world.files).filter(([, text]) => !text.includes('\n') && source.manifests(text) === undefined)
    .map(([path, text]) => problem(source, ['questions', index, 'world', 'files', path], `there is no exercises/manifests/${text}`, 'Name a file there, or write the YAML itself'));
}

function badExpressions(source: QuizSource, question: Question, index: number): Diagnostic[] {
  const expressions: (readonly [string, readonly (string | number)[]])[] = (question.options ?? []).flatMap((o, i) => (!('claim' in o) ? [] : [[o.claim, ['options', i, 'claim']] as const]));
  if (question.type === 'command') expressions.push([question.goal, ['goal']]);
  return expressions.flatMap(([expression, path]) => {
    const compiled = compileCel(expression, CLAIM_VARIABLES);
    return compiled.ok ? [] : [problem(source, ['questions', index, ...path], compiled.error, 'The expression is CEL over pods, nodes, deployments, replicasets, services, endpointslices, events, output, exitCode')];
  });
}

function proveQuestion(source: QuizSource, question: Question, index: number, world: World, seeds: readonly string[]): ProvedQuestion | { readonly problems: readonly Diagnostic[] } {
  let key: number | undefined;
  let output: string | undefined;
  for (const seed of seeds) {
    const seen = question.type === 'command' ? tryCommands(source, question, world, seed) : evaluateClaims(source, question, world, seed);
    const path = ['questions', index, 'options'];
    if (seen.errors.length > 0) {
      return { problems: seen.errors.map(([option, message]) => problem(source, [...path, option], `question ${question.id}: option ${option + 1} cannot be evaluated: ${message}`, 'Guard fields that may be missing with has(), lists with size()')) };
    }
    const truths = seen.truths.flatMap((truth, i) => (truth ? [i] : []));
    if (truths.length !== 1) {
      return { problems: [problem(source, path, `question ${question.id}: expected exactly one true option, found ${truths.length}${truths.length > 0 ? ` (${truths.map((i) => i + 1).join(', ')})` : ''} with seed ${seed}`, 'The engine decides; correct the options or the world')] };
    }
    if (key !== undefined && key !== truths[0]) {
      return { problems: [problem(source, path, `question ${question.id}: the true option is ${key + 1} with seed ${seeds[0]}, but ${(truths[0] ?? 0) + 1} with seed ${seed}`, 'Ask about a moment that chance cannot move')] };
    }
    key = truths[0];
    output ??= seen.outputs[key ?? 0];
  }
  return { id: question.id, key: key ?? 0, output };
}

function evaluateClaims(source: QuizSource, question: QuestionOf<'single'>, world: World, seed: string): Seen {
  const moment = bringAbout(world, seed, source.manifests);
  const ran: Ran | undefined = question.command === undefined ? undefined : type(moment, question.command);
  const variables = variablesOf(moment, ran);
  const errors: (readonly [number, string])[] = [];
  const truths = question.options.map((option, index) => {
    const compiled = compileCel(option.claim, CLAIM_VARIABLES);
    const result = compiled.ok ? compiled.program.run(variables) : { ok: false as const, error: compiled.error };
    if (!result.ok) errors.push([index, result.error]);
    return result.ok && result.value === true;
  });
  return { truths, errors, outputs: question.options.map(() => ran?.output) };
}

/** Each option's command on a cluster of its own: what counts is what it brings about. */
function tryCommands(source: QuizSource, question: QuestionOf<'command'>, world: World, seed: string): Seen {
  const outputs: string[] = [];
  const truths = (question.options ?? []).map((option) => {
    const moment = bringAbout(world, seed, source.manifests);
    const ran = type(moment, option.command);
    outputs.push(ran.output);
    wait(moment, question.settle);
    const compiled = compileCel(question.goal, CLAIM_VARIABLES);
    const result = compiled.ok ? compiled.program.run(variablesOf(moment, ran)) : { ok: false as const };
    return result.ok && result.value === true; // a goal that cannot be evaluated after a wrong command is not reached
  });
  return { truths, outputs, errors: [] };
}
