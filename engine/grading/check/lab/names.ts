/** Names that must exist, once: checks, steps, forks, loads, lessons. */
import type { Check } from '../../format/check.ts';
import { suggestion } from '../../format/suggest.ts';
import { targetOf } from '../judge.ts';
import type { Indexed, Parts, Tell } from './parts.ts';

const others = (word: string, words: readonly string[], none = 'there are none'): string => {
  const meant = suggestion(word, words);
  return meant !== undefined ? `Did you mean ${meant}?` : words.length === 0 ? none[0]?.toUpperCase() + none.slice(1) : `There are: ${words.length > 12 ? `${words.slice(0, 12).join(', ')}, …` : words.join(', ')}`;
};

export function nameProblems(parts: Parts, lessons: ((id: string) => boolean) | undefined, tell: Tell): void {
  const { slug, spec, checks, constraints } = parts;
  if (spec.metadata !== undefined && spec.metadata.name !== slug) tell(['metadata', 'name'], `metadata.name is ${spec.metadata.name}, the folder is ${slug}`, 'Give both the same name');
  doubles([...constraints.map(([index, { id }]) => ['constraints', index, id] as const), ...checks.map(([index, { id }]) => ['checks', index, id] as const)], 'check or constraint', tell);
  doubles((spec.hints ?? []).map(({ id }, index) => ['hints', index, id] as const), 'hint', tell);
  doubles((spec.forks ?? []).map(({ id }, index) => ['forks', index, id] as const), 'fork', tell);
  (spec.forks ?? []).forEach(({ id }, index) => { if (id === 'run') tell(['forks', index, 'id'], 'run is the fork of `run` itself', 'Choose another name'); });
  for (const { path, steps } of parts.sequences) {
    const seen = new Set<string>();
    for (const [index, step] of steps) {
      const ids = [...(step.id === undefined ? [] : [[step.id, ['id']] as const]), ...('load' in step && step.load.id !== step.id ? [[step.load.id, ['load', 'id']] as const] : [])];
      for (const [id, below] of ids) {
        if (seen.has(id)) tell([...path, index, ...below], `a second step here is called ${id}`, 'Each step of a fork needs an id of its own');
        seen.add(id);
      }
    }
  }
  needProblems(parts, tell);
  for (const check of checks) timeProblems(parts, check, tell);
  for (const [list, entries] of [['constraints', constraints], ['checks', checks]] as const) {
    for (const [index, { lesson }] of entries) {
      if (lesson !== undefined && lessons !== undefined && !lessons(lesson.replace(/#.*/, ''))) tell([list, index, 'lesson'], `there is no lesson ${lesson}`, 'Lessons are called like their file below docs/, without .mdx');
    }
  }
}

function doubles(named: readonly (readonly [list: string, index: number, id: string])[], what: string, tell: Tell): void {
  named.forEach(([list, index, id], place) => {
    if (named.findIndex((other) => other[2] === id) !== place) tell([list, index, 'id'], `a second ${what} is called ${id}`, 'Each needs an id of its own');
  });
}

function needProblems({ checks, constraints }: Parts, tell: Tell): void {
  const needs = new Map(checks.map(([, check]) => [check.id, check.needs]));
  const all = [...constraints.map(([, { id }]) => id), ...checks.map(([, { id }]) => id)];
  const before = new Set(constraints.map(([, { id }]) => id));
  const reaches = (from: string, to: string, seen = new Set<string>()): readonly string[] | undefined => {
    if (from === to) return [to];
    if (seen.has(from)) return undefined;
    seen.add(from);
    for (const next of needs.get(from) ?? []) { const way = reaches(next, to, seen); if (way !== undefined) return [from, ...way]; }
    return undefined;
  };
  for (const [index, check] of checks) {
    check.needs.forEach((need, n) => {
      const path = ['checks', index, 'needs', n];
      const circle = all.includes(need) ? reaches(need, check.id) : undefined;
      if (!all.includes(need)) tell(path, `${check.id} needs ${need}, which is no check`, others(need, all.filter((id) => id !== check.id)));
      else if (need === check.id) tell(path, `${check.id} needs itself`, 'Take it out');
      else if (circle !== undefined) tell(path, `${check.id} needs itself: ${[check.id, ...circle].join(' → ')}`, 'Take one of these needs out');
      else if (!before.has(need)) tell(path, `${check.id} needs ${need}, which comes later`, `Move ${need} before ${check.id}`);
    });
    before.add(check.id);
  }
}

function timeProblems(parts: Parts, [index, check]: Indexed<Check>, tell: Tell): void {
  const forks = ['run', ...(parts.spec.forks ?? []).map(({ id }) => id)];
  const fork = check.in ?? 'run';
  if (!forks.includes(fork)) { tell(['checks', index, 'in'], `there is no fork ${fork}`, others(fork, forks)); return; }
  const sequences = parts.sequences.filter((sequence) => sequence.fork === fork);
  // A load of `before` goes on while the learner works, and in every fork.
  const loads = parts.sequences.filter((sequence) => sequence.fork === fork || sequence.fork === undefined).flatMap((sequence) => sequence.loads);
  const ids = sequences.flatMap((sequence) => [...sequence.ids, ...sequence.loads]);
  const { mode, after, within } = check.when;
  if (after !== undefined && !ids.includes(after)) tell(['checks', index, 'when', 'after'], `no step of ${fork === 'run' ? 'run' : `the fork ${fork}`} has the id ${after}`, others(after, [...new Set(ids)], 'no step there has an id'));
  if (check.load !== undefined && !loads.includes(check.load)) tell(['checks', index, 'load'], `no step of ${fork === 'run' ? 'run' : `the fork ${fork}`} starts the load ${check.load}`, others(check.load, loads, 'no load is started there'));
  const target = targetOf(check);
  if ((target === 'load' || target === 'command') && (mode === 'always' || mode === 'never')) tell(['checks', index, 'when', 'mode'], `a ${target} is judged once, when everything is over; ${mode} means every moment`, 'Write mode: atEnd');
  if (target === 'command' && within !== undefined) tell(['checks', index, 'when', 'within'], 'a command is run when everything is over; within means nothing to it', 'Take it out; for an earlier moment use a fork');
  if (mode === 'atEnd' && within !== undefined) tell(['checks', index, 'when', 'within'], 'atEnd is judged when everything is over; within means nothing to it', 'Take it out, or write mode: eventually');
  if (mode === 'never' && check.score !== undefined) tell(['checks', index, 'score'], 'what may never be has no score', 'Use mode always or atEnd');
}

/** Points that can be had at all. */
export function pointProblems({ spec, checks, constraints }: Parts, tell: Tell): void {
  if (spec.checks === undefined) return;
  const points = [...checks, ...constraints].reduce((sum, [, each]) => sum + each.points, 0);
  if (points === 0) tell(['checks'], 'no check gives points', 'Give at least one check points');
  const cost = (spec.hints ?? []).reduce((sum, hint) => sum + hint.cost, 0);
  if (points > 0 && cost > points) tell(['hints'], `all hints together cost ${cost} points, the checks give ${points}`, 'Let them cost less');
}

export { others };
