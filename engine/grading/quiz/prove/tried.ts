/** Questions whose answers are carried out: each that the author wrote down is tried on a copy of the world. */
import type { RunStep } from '../../format/step.ts';
import { fileTrial } from '../judge/tried.ts';
import { milliseconds } from '../player.ts';
import type { CommandVariant, FillYamlVariant, FindLineVariant, Proof, SheetOption, Trial, TryOut } from '../sheet.ts';
import { tryOut } from '../trial.ts';
import { baseOf, compileClaims, failed, refused, type Asked, type Prover } from './base.ts';
import type { Found, Instance, Path, Problem } from './instance.ts';
import type { Look, SharedRun } from './sharedRun.ts';
import { editField, parsePath } from './yamlField.ts';

type Goal = { readonly goal: string; readonly settle: string };
type Tried = { readonly reached: boolean; readonly proof: Proof; readonly problem: Problem | undefined };

/** Begins where the shared run ends; nothing done must not be enough. */
function withGoal<V>(instance: Instance, { goal, settle }: Goal, steps: readonly RunStep[], finish: (kit: Kit) => Found<V>): Asked<V> {
  const { claims, problems } = compileClaims(instance, [{ text: goal, path: ['goal'] }]);
  if (problems.length > 0) return refused(problems);
  const [claim] = claims;
  let already = false;
  const look: Look = { resources: new Set(), moment: { afterMs: milliseconds(settle), guardMs: 0 }, see(view) { const value = claim?.read(view); already ||= value?.ok === true && value.value === true; } };
  return { looks: [look], finish(run: SharedRun) {
    if (already) return failed(['goal'], 'the goal is reached without any answer', 'Let it ask for what only the right answer brings about');
    const begin = run.proofAt(0);
    const out: TryOut = { begin, steps, goal, settleMs: milliseconds(settle), drawn: instance.drawn };
    const attempt = (inputs: Trial['inputs'], path: Path): Tried => {
      const { reached, steady, proof } = tryOut({ tryOut: out, inputs }, instance.claims, instance.guardMs);
      return { reached, proof, problem: steady ? undefined : { path, message: `the goal ${reached ? 'no longer holds' : 'comes to hold'} within ${instance.guardMs / 1000} s after it was looked at`, fix: 'Let it settle longer, or ask for something that stays' } };
    };
    return finish({ tryOut: out, attempt });
  } };
}
type Kit = { readonly tryOut: TryOut; readonly attempt: (inputs: Trial['inputs'], path: Path) => Tried };

/** What is wrong with the answers that the author calls wrong. */
function reachedBy(attempts: readonly { readonly path: Path; readonly inputs: Trial['inputs']; readonly what: string }[], kit: Kit): Problem[] {
  return attempts.flatMap(({ path, inputs, what }) => {
    const { reached, problem } = kit.attempt(inputs, path);
    return reached ? [{ path, message: `${what} reaches the goal, so it is not wrong`, fix: 'Take it out, or let the goal ask for more' }] : problem === undefined ? [] : [problem];
  });
}
const missed = (path: Path, what: string): { ok: false; problems: readonly Problem[] } => failed(path, `${what} does not reach the goal`, 'Correct it, the goal, or the time to settle');
const wrongOf = <T extends { readonly misconception?: string | undefined }>({ misconception, ...entry }: T): Omit<T, 'misconception'> & { readonly misconception?: string } => ({ ...entry, ...(misconception === undefined ? {} : { misconception }) });

export const proveCommand: Prover<'command', CommandVariant> = (question, instance) => withGoal<CommandVariant>(instance, question, [], (kit) => {
  const { options, solution = '', wrong } = question;
  const line = (text: string): Trial['inputs'] => [{ type: 'line', text }];
  if (options === undefined) {
    const right = kit.attempt(line(solution), ['solution']);
    if (!right.reached) return missed(['solution'], 'the solution');
    const problems = [...(right.problem === undefined ? [] : [right.problem]), ...reachedBy(wrong.map(({ command }, index) => ({ path: ['wrong', index, 'command'], inputs: line(command), what: JSON.stringify(command) })), kit)];
    if (problems.length > 0) return { ok: false, problems };
    const explain = { en: `\`${solution}\``, zh: `\`${solution}\`` };
    return { ok: true, key: solution, variant: { ...baseOf(instance, right.proof, explain), solution, wrong: wrong.map(wrongOf), tryOut: kit.tryOut } };
  }
  const tried = options.map(({ command }, index) => kit.attempt(line(command), ['options', index]));
  const unsteady = tried.flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
  if (unsteady[0] !== undefined) return { ok: 'unsteady', problem: unsteady[0] };
  const right = tried.flatMap(({ reached }, index) => (reached ? [index] : []));
  const [key] = right;
  if (key === undefined || right.length > 1) return failed(['options'], `expected exactly one command that reaches the goal, found ${right.length}${right.length > 0 ? ` (${right.map((each) => each + 1).join(', ')})` : ''} with seed ${instance.seed}`, 'The engine decides: correct the commands, the goal or the world');
  const sheet = options.map(({ command, text, feedback, misconception }, index): SheetOption => ({
    id: String(index), text: text ?? { en: `\`${command}\``, zh: `\`${command}\`` }, right: index === key, feedback, ...(misconception === undefined ? {} : { misconception }), ...(text === undefined ? { command: true } : {}),
  }));
  const proof = tried[key]?.proof ?? kit.tryOut.begin;
  return { ok: true, key: [String(key)], variant: { ...baseOf(instance, proof, options[key]?.feedback ?? question.stem), options: sheet } };
});

const BLANK = /\[\[(\d+)\]\]/g;

export const proveFillYaml: Prover<'fill-yaml', FillYamlVariant> = (question, instance) => {
  const { template, name: file, solution, wrong } = question;
  const blanks = [...template.matchAll(BLANK)].map((match) => match[1] ?? '');
  const known = [...new Set(blanks)].sort().join(', ');
  const named = (fill: { readonly [blank: string]: string }, path: Path): Problem[] => (Object.keys(fill).sort().join(', ') === known ? []
    : [{ path, message: `fills ${Object.keys(fill).sort().join(', ') || 'nothing'}, the template has the blanks ${known || 'none'}`, fix: 'Write [[1]], [[2]] … in the template, and each number once here' }]);
  const problems = [...named(solution, ['solution']), ...wrong.flatMap(({ fill }, index) => named(fill, ['wrong', index, 'fill']))];
  if (problems.length > 0) return refused(problems);
  return withGoal<FillYamlVariant>(instance, question, question.steps ?? [{ command: `kubectl apply -f ${file}` }], (kit) => {
    const shape = { file, pieces: template.split(BLANK).filter((_, index) => index % 2 === 0), blanks, tryOut: kit.tryOut };
    const trial = (fill: { readonly [blank: string]: string }): Trial['inputs'] => fileTrial(shape, new Map(Object.entries(fill))).inputs;
    const right = kit.attempt(trial(solution), ['solution']);
    if (!right.reached) return missed(['solution'], 'the solution');
    const found = [...(right.problem === undefined ? [] : [right.problem]), ...reachedBy(wrong.map(({ fill }, index) => ({ path: ['wrong', index, 'fill'], inputs: trial(fill), what: Object.values(fill).join(', ') })), kit)];
    if (found.length > 0) return { ok: false, problems: found };
    return { ok: true, key: solution, variant: { ...baseOf(instance, right.proof, question.explain), ...shape, solution, wrong: wrong.map(wrongOf) } };
  });
};

export const proveFindLine: Prover<'find-line', FindLineVariant> = (question, instance) => {
  const { file, fix, decoys } = question;
  const text = instance.world.files[file];
  if (text === undefined) return refused([{ path: ['file'], message: `the world has no file ${file}`, fix: 'Name it under files of the world' }]);
  const edits = [fix, ...decoys].map(({ path, value }) => { const parsed = parsePath(path); return parsed === undefined ? { ok: false as const, error: 'this is no path; one looks like spec.containers[0].image' } : editField(text, parsed, value); });
  const places: readonly Path[] = [['fix'], ...decoys.map((_, index) => ['decoys', index])];
  const problems = edits.flatMap((edit, index): Problem[] => (edit.ok ? [] : [{ path: [...places[index] ?? [], 'path'], message: edit.error, fix: 'Name a field as it stands in the file' }]));
  const [right, ...others] = edits.flatMap((edit) => (edit.ok ? [edit.edited] : []));
  if (right === undefined || problems.length > 0) return refused(problems);
  const same = others.flatMap(({ lines: [line] }, index): Problem[] => (right.lines.includes(line ?? 0) ? [{ path: places[index + 1] ?? [], message: `stands in line ${line}, which is the key`, fix: 'Choose another field' }] : []));
  if (same.length > 0) return refused(same);
  return withGoal<FindLineVariant>(instance, question, question.steps ?? [{ command: `kubectl apply -f ${file}` }], (kit) => {
    const save = (of: string): Trial['inputs'] => [{ type: 'file', path: file, text: of }];
    const fixed = kit.attempt(save(right.text), ['fix']);
    if (!fixed.reached) return missed(['fix'], 'the fix');
    const found = [...(fixed.problem === undefined ? [] : [fixed.problem]), ...reachedBy([
      { path: ['file'], inputs: save(text), what: 'the file as it is' },
      ...others.map((edited, index) => ({ path: places[index + 1] ?? [], inputs: save(edited.text), what: `changing ${decoys[index]?.path}` })),
    ], kit)];
    if (found.length > 0) return { ok: false, problems: found };
    const told = others.flatMap(({ lines: [line = 0] }, index) => { const { feedback, misconception } = decoys[index] ?? {}; return feedback === undefined ? [] : [{ line, feedback, ...(misconception === undefined ? {} : { misconception }) }]; });
    return { ok: true, key: [...right.lines], variant: { ...baseOf(instance, fixed.proof, question.explain), file, text, lines: right.lines, decoys: told, fixed: right.text } };
  });
};
