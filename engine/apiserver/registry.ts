/** The kinds that this server serves, by path. */
import type { KindDefinition } from '../api/index.ts';

export type Registry = {
  readonly kinds: readonly KindDefinition[];
  /** By plural name in a path. */
  byResource(group: string, version: string, plural: string): KindDefinition | undefined;
  byKind(group: string, version: string, kind: string): KindDefinition | undefined;
  /** The one that is served for a kind of the list in `engine/api`, by its own version and plural name. */
  served(kind: KindDefinition): KindDefinition | undefined;
  /** True if the path `/apis/GROUP/VERSION` exists. */
  hasVersion(group: string, version: string): boolean;
  /** Groups other than core, as `/apis` lists them, each with its versions. */
  readonly groups: readonly { readonly name: string; readonly versions: readonly string[] }[];
  /** Puts `next` in place of `old`: custom resources, metrics. What was made from the kinds is stale when `changes` has moved on. */
  replace(old: readonly KindDefinition[], next: readonly KindDefinition[]): void;
  readonly changes: number;
};

export const groupVersion = (kind: { readonly group: string; readonly version: string }): string =>
  kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;

type Tables = Pick<Registry, 'kinds' | 'byResource' | 'byKind' | 'served' | 'hasVersion' | 'groups'>;

function tablesOf(kinds: readonly KindDefinition[]): Tables {
  const resources = new Map(kinds.map((kind) => [`${groupVersion(kind)}/${kind.plural}`, kind]));
  const names = new Map(kinds.map((kind) => [`${groupVersion(kind)}/${kind.kind}`, kind]));
  const versions = new Set(kinds.map(groupVersion));
  const groups = new Map<string, string[]>();
  for (const { group, version } of kinds) {
    const known = groups.get(group);
    if (known === undefined) groups.set(group, [version]);
    else if (!known.includes(version)) known.push(version);
  }
  groups.delete('');
  const served = new Map<KindDefinition, KindDefinition | undefined>();
  return {
    kinds,
    served(kind) {
      let found = served.get(kind);
      if (found === undefined) { found = resources.get(`${groupVersion(kind)}/${kind.plural}`); served.set(kind, found); }
      return found;
    },
    byResource: (group, version, plural) => resources.get(`${groupVersion({ group, version })}/${plural}`),
    byKind: (group, version, kind) => names.get(`${groupVersion({ group, version })}/${kind}`),
    hasVersion: (group, version) => versions.has(groupVersion({ group, version })),
    groups: [...groups.keys()].sort().map((name) => ({ name, versions: groups.get(name) ?? [] })),
  };
}

export function createRegistry(first: readonly KindDefinition[]): Registry {
  let tables = tablesOf(first);
  let changes = 0;
  return {
    get kinds() { return tables.kinds; },
    get groups() { return tables.groups; },
    get changes() { return changes; },
    byResource: (group, version, plural) => tables.byResource(group, version, plural),
    byKind: (group, version, kind) => tables.byKind(group, version, kind),
    served: (kind) => tables.served(kind),
    hasVersion: (group, version) => tables.hasVersion(group, version),
    replace(old, next) {
      tables = tablesOf([...tables.kinds.filter((kind) => !old.includes(kind)), ...next]);
      changes++;
    },
  };
}
