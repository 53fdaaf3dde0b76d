/**
 * What Peapod does with every field of every kind: the whole table, for the page that shows it and for the test that misses none.
 * The engine itself loads only `stored.json`, which is made from it.
 */
import { definitionBelow, definitionOf, type Definition } from '../schema/structure.ts';
import table from './verdicts.json';

/**
 * `simulated`: has its effect. `stored`: kept and shown without effect, and a `Warning:` says so. `quiet`: the same without a warning,
 * for it misleads nobody. `refused`: not accepted.
 */
export type Verdict = 'simulated' | 'stored' | 'quiet' | 'refused';
export const VERDICTS: readonly Verdict[] = ['simulated', 'stored', 'quiet', 'refused'];

type Row = { readonly [verdict in Verdict]?: string };
const TABLE = table as { readonly [definition: string]: Row };

/** Verdicts of a definition's own fields. What stands below a field that is not simulated shares its verdict. */
export function verdictsOf(definition: string): ReadonlyMap<string, Verdict> {
  const row = TABLE[definition] ?? {};
  return new Map(VERDICTS.flatMap((verdict) => (row[verdict] ?? '').split(' ').filter((field) => field !== '').map((field) => [field, verdict] as const)));
}

export const judgedDefinitions = (): readonly string[] => Object.keys(TABLE);

/** The definitions that a kind's simulated fields lead to, itself first, each once. */
export function simulatedBelow(definition: string): readonly Definition[] {
  const reached = new Map<string, Definition>();
  const queue = [definition];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const found = definitionOf(name);
    if (found === undefined || reached.has(name)) continue;
    reached.set(name, found);
    const verdicts = verdictsOf(name);
    for (const [field, type] of Object.entries(found.fields)) {
      const below = definitionBelow(type);
      if (below !== undefined && verdicts.get(field) === 'simulated') queue.push(below.name);
    }
  }
  return [...reached.values()];
}

const METADATA = 'meta.v1.';

/**
 * How many fields have which verdict, over a kind and all that it is made of, metadata apart. What stands below a field that is only
 * stored counts as stored, unless a simulated field leads there too.
 */
export function countsOf(definition: string): { readonly [verdict in Verdict]: number } {
  const counts = { simulated: 0, stored: 0, quiet: 0, refused: 0 };
  const reached = new Map(simulatedBelow(definition).map(({ name }) => [name, undefined as Verdict | undefined]));
  const queue = [...reached.keys()];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const inherited = reached.get(name);
    if (name.startsWith(METADATA)) continue;
    const verdicts = verdictsOf(name);
    for (const [field, type] of Object.entries(definitionOf(name)?.fields ?? {})) {
      const verdict = inherited ?? verdicts.get(field) ?? 'stored';
      counts[verdict]++;
      const below = definitionBelow(type)?.name;
      if (below !== undefined && !reached.has(below)) { reached.set(below, verdict); queue.push(below); }
    }
  }
  return counts;
}
