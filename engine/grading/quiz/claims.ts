/**
 * What a claim may speak of: lists of objects by their plural name (`pods`, `deployments`, … of namespace `default`; `nodes` and other
 * kinds without a namespace whole), `all` (the same lists over all namespaces: `all.pods`), `now` and `start` (times), `params`,
 * `output` and `exitCode` of the command, `left` in a match.
 */
import { ALL_KINDS, type KindDefinition } from '../../api/index.ts';
import { isList, type Json } from '../../base/index.ts';
import { celValue, compileCel, DYN, INT, objectOf, STRING, TIMESTAMP, type CelType } from '../../cel/index.ts';
import { COST_LIMIT } from '../check/cel.ts';
import { resourceOf, type Store } from '../../store/index.ts';
import type { Drawn } from '../params.ts';

/** A claim compiled; `resources`: whose changes can change it. */
export type Claim = {
  readonly text: string;
  readonly resources: ReadonlySet<string>;
  /** Needs what a command printed. */
  readonly usesOutput: boolean;
  readonly usesExitCode: boolean;
  read(view: View): Value;
};
export type Value = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: string };
/** A moment of a cluster. `store` is that of the present: a view is read at once, or not at all. */
export type View = {
  readonly store: Store; readonly now: number; readonly start: number; readonly drawn: Drawn;
  readonly output?: string; readonly exitCode?: number; readonly left?: unknown;
};
export type CompiledClaim = { readonly ok: true; readonly claim: Claim } | { readonly ok: false; readonly error: string; /** cel-go's report, with its places. */ readonly report: string };

type Lists = ReadonlyMap<string, KindDefinition>;
const NAMESPACE = 'default';

/** The first of a name counts: `events` are the core group's. */
function listsOf(): Lists {
  const lists = new Map<string, KindDefinition>();
  for (const kind of ALL_KINDS as readonly KindDefinition[]) {
    const known = lists.get(kind.plural);
    if (known === undefined || (known.group !== '' && kind.group === '')) lists.set(kind.plural, kind);
  }
  return lists;
}

export type Claims = { compile(text: string, more?: readonly string[]): CompiledClaim };

export function createClaims(): Claims {
  const lists = listsOf();
  const all = objectOf('Lists', Object.fromEntries([...lists.keys()].map((name) => [name, DYN])));
  const variables: { readonly [name: string]: CelType } = {
    ...Object.fromEntries([...lists.keys()].map((name) => [name, DYN])), all, now: TIMESTAMP, start: TIMESTAMP, params: DYN, output: STRING, exitCode: INT,
  };
  return {
    compile(text, more = []) {
      const compiled = compileCel(text, { ...variables, ...Object.fromEntries(more.map((name) => [name, DYN])) }, { limit: COST_LIMIT });
      if (!compiled.ok) return { ok: false, error: oneLine(compiled.error), report: compiled.error };
      const { program } = compiled;
      const own = [...lists].filter(([name]) => program.uses(name));
      const everywhere = program.uses('all') ? [...lists].filter(([name]) => new RegExp(`\\ball\\s*\\.\\s*${name}\\b`).test(text)) : [];
      const read = (view: View): Value => {
        const list = (kind: KindDefinition, namespace: string | undefined): unknown => celValue(view.store.list(resourceOf(kind), namespace) as unknown as Json); // API objects are JSON
        return program.run({
          ...Object.fromEntries(own.map(([name, kind]) => [name, list(kind, kind.namespaced ? NAMESPACE : undefined)])),
          all: Object.fromEntries(everywhere.map(([name, kind]) => [name, list(kind, undefined)])),
          now: new Date(view.now), start: new Date(view.start), params: celValue({ ...view.drawn }),
          output: view.output ?? '', exitCode: BigInt(view.exitCode ?? 0), left: view.left ?? null,
        });
      };
      return { ok: true, claim: {
        text, read, resources: new Set([...own, ...everywhere].map(([, kind]) => resourceOf(kind))),
        usesOutput: program.uses('output') || program.uses('exitCode'), usesExitCode: program.uses('exitCode'),
      } };
    },
  };
}

/** cel-go's message without the picture of the place: `1:5: undeclared reference …`. */
const oneLine = (error: string): string => error.split('\n').flatMap((line) => { const found = /^ERROR: <input>:(\d+:\d+: .*)$/.exec(line); return found === null ? [] : [`at ${found[1]}`]; }).join('; ') || error.split('\n')[0] || error;

/** What authors mostly speak of. */
export const CLAIM_NAMES: readonly string[] = ['pods', 'nodes', 'deployments', 'replicasets', 'services', 'endpointslices', 'events', 'all', 'now', 'start', 'params', 'output', 'exitCode'];
export const CLAIM_HELP = 'The expression is CEL over pods, nodes, deployments, … (of namespace default; all.pods for all), now, start, params, output and exitCode';

/** Seconds of a duration, whole numbers of CEL's integers; undefined for what is no number. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  const duration = typeof value === 'object' && value !== null && 'seconds' in value && 'nanos' in value ? value : undefined;
  return typeof duration?.seconds === 'bigint' && typeof duration.nanos === 'number' ? Number(duration.seconds) + duration.nanos / 1e9 : undefined;
}

export const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : typeof value === 'bigint' || typeof value === 'number' ? String(value) : undefined);

/** What was found, for an author's eyes. */
export function shown(value: unknown): string {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (isList(value as Json)) return `a list of ${(value as readonly unknown[]).length}`;
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}
