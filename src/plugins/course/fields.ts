/** What becomes of each field of each kind, as the page of limits shows it. */
import { ALL_KINDS, apiVersionOf, definitionBelow } from '../../../engine/api/index.ts';
import { countsOf, simulatedBelow, VERDICTS, verdictsOf, type Verdict } from '../../../engine/api/ledger/verdicts.ts';

export type FieldEntry = { readonly name: string; /** The definition that the field leads to, if the page shows it. */ readonly to?: string };
export type FieldGroup = { readonly verdict: Verdict; readonly fields: readonly FieldEntry[] };
export type DefinitionSheet = { readonly name: string; readonly groups: readonly FieldGroup[] };
export type KindSheet = {
  readonly apiVersion: string; readonly kind: string; readonly definition: string; readonly counts: { readonly [verdict in Verdict]: number };
  /** How much of it is alive: all, some, or nothing but its name. */
  readonly reach: 'full' | 'part' | 'kept';
};
export type FieldsSheet = { readonly kinds: readonly KindSheet[]; readonly definitions: readonly DefinitionSheet[] };

/** Every object has these; they say nothing about what is done with it. */
const COMMON: readonly string[] = ['apiVersion', 'kind', 'metadata'];
function reachOf(definition: string, counts: KindSheet['counts']): KindSheet['reach'] {
  if (counts.stored + counts.quiet + counts.refused === 0) return 'full';
  return [...verdictsOf(definition)].some(([field, verdict]) => verdict === 'simulated' && !COMMON.includes(field)) ? 'part' : 'kept';
}
const kindSheet = (kind: (typeof ALL_KINDS)[number]): KindSheet => {
  const counts = countsOf(kind.definition);
  return { apiVersion: apiVersionOf(kind), kind: kind.kind, definition: kind.definition, counts, reach: reachOf(kind.definition, counts) };
};
const byName = (a: KindSheet, b: KindSheet): number => (a.kind.toLowerCase() < b.kind.toLowerCase() ? -1 : 1);

export function fieldsSheet(): FieldsSheet {
  const kinds = ALL_KINDS.map(kindSheet).sort(byName);
  const reached = new Map(ALL_KINDS.flatMap(({ definition }) => simulatedBelow(definition)).map((definition) => [definition.name, definition]));
  const definitions = [...reached.keys()].sort().flatMap((name): DefinitionSheet[] => {
    const fields = reached.get(name)?.fields ?? {};
    const verdicts = verdictsOf(name);
    const groups = VERDICTS.flatMap((verdict): FieldGroup[] => {
      const own = Object.keys(fields).filter((field) => verdicts.get(field) === verdict).map((field): FieldEntry => {
        const type = fields[field];
        const below = type === undefined || verdict !== 'simulated' ? undefined : definitionBelow(type)?.name;
        return below !== undefined && reached.has(below) ? { name: field, to: below } : { name: field };
      });
      return own.length === 0 ? [] : [{ verdict, fields: own }];
    });
    return groups.length === 0 ? [] : [{ name, groups }];
  });
  const shown = new Set(definitions.map(({ name }) => name));
  return {
    kinds,
    definitions: definitions.map(({ name, groups }) => ({
      name, groups: groups.map((group) => ({ ...group, fields: group.fields.map((field) => (field.to !== undefined && !shown.has(field.to) ? { name: field.name } : field)) })),
    })),
  };
}
