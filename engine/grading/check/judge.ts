/** One check against the present state of a cluster: holds or not, how much it is worth, and what was seen. */
import { ALL_KINDS, apiVersionOf, type KindDefinition, type KubeObject } from '../../api/index.ts';
import type { Json, JsonObject } from '../../base/index.ts';
import { CEL_NAMES } from '../../cel/index.ts';
import type { BoundRef, ObjectRef, Text } from '../format/common.ts';
import { TARGETS, type Check } from '../format/check.ts';
import { suggestion } from '../format/suggest.ts';
import { celWords, compileCel, DEAREST, type CelProblem, type CelProgram } from './cel.ts';
import { find, kindOf, type World } from './find.ts';
import { mismatch, treeProblems } from './match.ts';
import { brief, factsOf, factsText, listText } from './show.ts';

export type Verdict = {
  readonly holds: boolean;
  /** Nothing was found that could be judged, though there should be. */
  readonly empty?: true;
  /** 0 to 1, of checks with a score. */
  readonly credit?: number;
  readonly seen: Text;
};
export type Judge = {
  /** The resources whose changes can change the verdict: what is looked at, and what is bound. Empty: only time can. */
  readonly kinds: readonly KindDefinition[];
  readonly judge: (world: World) => Verdict;
};
/** `at`: place inside the expression that stands at `path`. */
export type JudgeProblem = { readonly path: readonly (string | number)[]; readonly message: string; readonly fix: string; readonly at?: CelProblem };
export type MadeJudge = { readonly ok: true; readonly judge: Judge } | { readonly ok: false; readonly problems: readonly JudgeProblem[] };

/** The variables of a check's expressions, beside what it binds. */
export const VARIABLES: { readonly [target in (typeof TARGETS)[number]]: readonly string[] } = {
  resource: ['object'], select: ['object'], list: ['items'], load: ['load'], command: ['output', 'exitCode'],
};
type Programs = { readonly expr: CelProgram | undefined; readonly score: CelProgram | undefined; readonly show: { readonly [language in keyof Text]: CelProgram | undefined } };
type Bound = readonly (readonly [name: string, kind: KindDefinition, ref: BoundRef])[];
type Made = { readonly check: Check; readonly programs: Programs; readonly bound: Bound };

export const targetOf = (check: Check): (typeof TARGETS)[number] => TARGETS.find((target) => check[target] !== undefined) ?? 'resource';

export type Expression = { readonly path: readonly string[]; readonly source: string };
/** Its expressions; what is shown has one for both languages, or one for each. */
export function expressionsOf({ expr, score, show }: Check): readonly Expression[] {
  const shown = typeof show === 'object' ? [{ path: ['show', 'en'], source: show.en }, { path: ['show', 'zh'], source: show.zh }] : [{ path: ['show'], source: show }];
  return [{ path: ['expr'], source: expr }, { path: ['score'], source: score }, ...shown].flatMap(({ path, source }) => (source === undefined ? [] : [{ path, source }]));
}

/** Builds the judge of a check; what is wrong with it is the author's error, told with its path in the check. */
export function makeJudge(check: Check): MadeJudge {
  const problems: JudgeProblem[] = [];
  const target = targetOf(check);
  const ref = check.resource ?? check.select ?? check.list;
  const kind = ref === undefined ? undefined : kindOf(ref);
  if (ref !== undefined && kind === undefined) problems.push(unknownKind(ref, [target]));
  if (check.resource !== undefined) problems.push(...treeProblems(fieldsOf(check.resource)).map(({ path, column, ...rest }) => ({ ...rest, path: ['resource', ...path], ...(column === undefined ? {} : { at: { line: 1, column, message: rest.message } }) })));
  const bound: Bound = Object.entries(check.bind).flatMap(([name, each]) => {
    const found = kindOf(each);
    if (found === undefined) problems.push(unknownKind(each, ['bind', name]));
    if (VARIABLES[target].includes(name)) problems.push({ path: ['bind', name], message: `${name} is a variable of ${target} already`, fix: 'Choose another name' });
    else if (CEL_NAMES.has(name)) problems.push({ path: ['bind', name], message: nameTaken(name), fix: 'Choose another name' });
    return found === undefined ? [] : [[name, found, each] as const];
  });
  const names = [...new Set([...VARIABLES[target], ...Object.keys(check.bind)])];
  const programOf = ({ path, source }: Expression): CelProgram | undefined => {
    const result = compileCel(source, names);
    if (result.ok) return result.program;
    problems.push(...result.problems.map((at) => { const { message, fix } = celWords(at, names, source); return { path, at, message: `${path.join('.')}: ${message}`, fix }; }));
    return undefined;
  };
  const compiled = new Map(expressionsOf(check).map((each) => [each.path.join('.'), programOf(each)]));
  const programs = { expr: compiled.get('expr'), score: compiled.get('score'), show: { en: compiled.get('show.en') ?? compiled.get('show'), zh: compiled.get('show.zh') ?? compiled.get('show') } };
  if (problems.length > 0) return { ok: false, problems };
  const kinds = [...(kind === undefined ? [] : [kind]), ...bound.map(([, each]) => each)];
  return { ok: true, judge: { kinds: [...new Set(kinds)], judge: judgeOf({ check, programs, bound }, kind) } };
}

/** A variable that hides a word of the language would make expressions mean something else. */
export const nameTaken = (name: string): string => `${name} is a word of CEL itself, a variable cannot be called so`;

function unknownKind({ apiVersion, kind }: { readonly apiVersion: string; readonly kind: string }, path: readonly string[]): JudgeProblem {
  const all = ALL_KINDS as readonly KindDefinition[];
  const named = all.filter((each) => each.kind === kind).map(apiVersionOf);
  const close = named.length > 0 ? undefined : suggestion(kind, all.map((each) => each.kind));
  return {
    path: [...path, named.length > 0 ? 'apiVersion' : 'kind'], message: `there is no kind ${kind} in ${apiVersion}`,
    fix: named.length > 0 ? `${kind} is in ${named.join(' and ')}` : close === undefined ? 'kubectl api-resources lists what there is' : `Did you mean ${close} (${all.filter((each) => each.kind === close).map(apiVersionOf).join(', ')})?`,
  };
}

function fieldsOf(resource: NonNullable<Check['resource']>): JsonObject {
  const { apiVersion: _a, kind: _k, ...fields } = resource;
  return fields as JsonObject; // read from YAML
}

type JudgeOf = (world: World) => Verdict;
function judgeOf(made: Made, kind: KindDefinition | undefined): JudgeOf {
  const { check } = made;
  if (kind === undefined) return check.load !== undefined ? loadJudge(made, check.load) : commandJudge(made, check.command ?? '');
  if (check.resource !== undefined) return resourceJudge(made, kind, check.resource);
  return check.select !== undefined ? selectJudge(made, kind) : listJudge(made, kind);
}

const NO_FACTS = (): readonly [] => [];
const json = (object: KubeObject): JsonObject => object as unknown as JsonObject; // API objects are JSON
const nameOf = (kind: KindDefinition, { metadata }: KubeObject): string => `${kind.kind} ${metadata?.name ?? ''}`;

function nothing({ check }: Made, kind: KindDefinition, name: string | undefined): Verdict {
  const seen: Text = name === undefined ? { en: `There is no ${kind.kind} that matches.`, zh: `没有符合条件的 ${kind.kind}。` } : { en: `There is no ${kind.kind} named ${name}.`, zh: `没有名为 ${name} 的 ${kind.kind}。` };
  return check.mayBeEmpty ? { holds: check.when.mode !== 'never', seen } : { holds: false, empty: true, seen };
}

/** Each object for itself: all must satisfy it, or, where it may never be, none. */
function eachOf(made: Made, kind: KindDefinition, objects: readonly KubeObject[], wrong: (object: KubeObject) => Text | undefined): { readonly holds: boolean; readonly seen: Text; readonly object: KubeObject | undefined } {
  const never = made.check.when.mode === 'never';
  const names = listText(kind.kind, objects.map(({ metadata }) => ({ name: metadata?.name ?? '', facts: NO_FACTS })));
  for (const object of objects) {
    const found = wrong(object);
    if (never ? found === undefined : found !== undefined) return { holds: never, seen: found ?? names, object };
  }
  return { holds: !never, seen: names, object: objects[0] };
}

function resourceJudge(made: Made, kind: KindDefinition, resource: NonNullable<Check['resource']>): JudgeOf {
  const expected = fieldsOf(resource);
  const metadata = resource.metadata ?? {};
  return (world) => {
    const objects = find(world, kind, metadata);
    if (objects.length === 0) return nothing(made, kind, metadata.name);
    const { holds, seen, object } = eachOf(made, kind, objects, (each) => {
      const found = mismatch(expected, json(each));
      if (found === undefined) return undefined;
      return factsText(nameOf(kind, each), found.fields !== undefined && found.fields.length > 0 ? found.fields : [{ path: found.path, value: found.seen }]);
    });
    const variables = { ...boundIn(made, world), object: object === undefined ? null : json(object) };
    return finished(made, { holds, seen }, [variables]);
  };
}

function selectJudge(made: Made, kind: KindDefinition): JudgeOf {
  const ref: Partial<ObjectRef> = made.check.select ?? {};
  const { expr } = made.programs;
  return (world) => {
    const objects = find(world, kind, ref);
    if (objects.length === 0) return nothing(made, kind, ref.name);
    const bound = boundIn(made, world);
    const { holds, seen, object } = eachOf(made, kind, objects, (each) => {
      if (expr === undefined) return undefined;
      const problem = failed(expr, { ...bound, object: json(each) });
      return problem === undefined ? undefined : withDear(factsText(nameOf(kind, each), [...factsOf({ object: json(each) }, expr.reads.filter(([root]) => root === 'object'), 3).map(unrooted), ...boundFacts(made, bound)].slice(0, 3)), problem);
    });
    return finished(made, { holds, seen }, (object === undefined || made.programs.score !== undefined ? objects : [object]).map((each) => ({ ...bound, object: json(each) })));
  };
}
const unrooted = ({ path, value }: { readonly path: string; readonly value: Json | undefined }): { readonly path: string; readonly value: Json | undefined } => ({ path: path.replace(/^object\./, ''), value });

function listJudge(made: Made, kind: KindDefinition): JudgeOf {
  const ref: Partial<ObjectRef> = made.check.list ?? {};
  const { expr } = made.programs;
  return (world) => {
    const objects = find(world, kind, ref);
    if (objects.length === 0 && !made.check.mayBeEmpty) return nothing(made, kind, ref.name);
    const bound = boundIn(made, world);
    const variables = { ...bound, items: objects.map(json) };
    const problem = expr === undefined ? undefined : failed(expr, variables);
    const reads = (expr?.reads ?? []).filter(([root, step]) => root === 'items' && step === '[]').map(([, , ...rest]) => rest);
    const seen = listText(kind.kind, objects.map((object) => ({ name: object.metadata?.name ?? '', facts: () => factsOf(json(object), reads, 2) })));
    return finished(made, { holds: problem === undefined, seen: problem === undefined ? seen : withDear(seen, problem) }, [variables]);
  };
}

function loadJudge(made: Made, id: string): JudgeOf {
  return (world) => {
    const load = world.load?.(id);
    if (load === undefined) return { holds: false, empty: true, seen: { en: `The load ${id} was never started.`, zh: `负载 ${id} 没有启动过。` } };
    if (load.sent === 0 && !made.check.mayBeEmpty) return { holds: false, empty: true, seen: { en: 'No request was sent.', zh: '一个请求都没有发出。' } };
    const counts = [['refused', '被拒绝', load.refused], ['timed out', '超时', load.timedOut], ['reset', '被重置', load.reset], ['answered with an error', '返回错误', load.errors]] as const;
    const bad = counts.filter(([, , count]) => count > 0);
    const seen: Text = {
      en: `${load.sent} requests were sent, ${load.answered} answered${bad.map(([en, , count]) => `, ${count} ${en}`).join('')}.`,
      zh: `共发出 ${load.sent} 个请求，${load.answered} 个得到回答${bad.map(([, zh, count]) => `，${count} 个${zh}`).join('')}。`,
    };
    return ofExpr(made, world, { load: load as unknown as Json }, seen); // plain JSON
  };
}

function commandJudge(made: Made, command: string): JudgeOf {
  return (world) => {
    const ran = world.run?.(command);
    if (ran === undefined) return { holds: false, empty: true, seen: { en: 'The command was not run.', zh: '命令没有运行。' } };
    const { output, exitCode } = ran;
    const printed = output.trim() === '' ? undefined : brief(output);
    return ofExpr(made, world, { output, exitCode }, {
      en: `${printed === undefined ? 'Nothing was printed' : `Printed: ${printed}`}; exit code ${exitCode}.`, zh: `${printed === undefined ? '没有输出' : `输出：${printed}`}；退出码 ${exitCode}。` });
  };
}

function ofExpr(made: Made, world: World, own: { readonly [name: string]: Json }, seen: Text): Verdict {
  const variables = { ...boundIn(made, world), ...own };
  const { expr } = made.programs;
  const problem = expr === undefined ? undefined : failed(expr, variables);
  return finished(made, { holds: problem === undefined, seen: problem === undefined ? seen : withDear(seen, problem) }, [variables]);
}

function boundIn({ bound }: Made, world: World): { readonly [name: string]: Json } {
  return Object.fromEntries(bound.map(([name, kind, ref]) => {
    const objects = find(world, kind, ref).map(json);
    return [name, ref.many ? objects : objects[0] ?? null] as const;
  }));
}
/** What is bound and looked at. */
const boundFacts = ({ bound, programs }: Made, values: { readonly [name: string]: Json }): readonly { readonly path: string; readonly value: Json | undefined }[] =>
  bound.flatMap(([name]) => factsOf(values, (programs.expr?.reads ?? []).filter(([root]) => root === name), 2));

/** Why it does not hold; undefined if it does. */
function failed(program: CelProgram, variables: { readonly [name: string]: Json }): string | undefined {
  const result = program.run(variables);
  return result.ok ? (result.value === true ? undefined : '') : result.error;
}
/** Only an author can do something about it. */
const withDear = (seen: Text, problem: string): Text => (problem.startsWith(DEAREST) ? { en: `${seen.en} (${problem})`, zh: `${seen.zh}（${problem}）` } : seen);

/** The author's own words, and the score. @param each the variables of each object */
function finished({ check, programs: { score, show } }: Made, { holds, seen }: { readonly holds: boolean; readonly seen: Text }, each: readonly { readonly [name: string]: Json }[]): Verdict {
  const [first = {}] = each;
  const words = (language: keyof Text): string => {
    const shown = show[language]?.run(first);
    return shown?.ok === true && typeof shown.value === 'string' && shown.value !== '' ? brief(shown.value) : seen[language];
  };
  const told: Text = { en: words('en'), zh: words('zh') };
  if (score === undefined) return { holds, seen: told };
  const [low, high] = check.scale ?? [0, 1];
  const credits = each.map((variables) => {
    const result = score.run(variables);
    return result.ok && typeof result.value === 'number' && Number.isFinite(result.value) ? Math.min(1, Math.max(0, (result.value - low) / (high - low))) : 0;
  });
  const credit = holds ? Math.min(...credits) : 0;
  return { holds: credit >= 1, credit, seen: told };
}
